"""Which channels there are: every class below bot/channels that derives from Channel, read off the source.

Importing one takes Rasa, seconds; the commands that delete personal data and the checks before a start need only this.
credentials.yml says which of them are mounted.
"""
from __future__ import annotations

import ast
import importlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table

import bot.channels
from bot.retention.personal_data import tables_of_conversations

BASE = "Channel"
# Where a channel that is a folder has its class, and where it has the rows it keeps.
CLASS_FILE, TABLE_FILES = "channel.py", "*table*.py"


@dataclass(frozen=True)
class Registered:
    """A channel by its name: where its class is, the options it takes, and the modules with its tables."""

    name: str
    module: str
    class_name: str
    options: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def dotted(self) -> str:
        """How credentials.yml names it."""
        return f"{self.module}.{self.class_name}"


def registered() -> tuple[Registered, ...]:
    """All channels, by name."""
    files = [
        file for folder in map(Path, bot.channels.__path__)
        for file in (*folder.glob("*.py"), *folder.glob(f"*/{CLASS_FILE}"))
    ]
    found = [channel for file in files for channel in channels_in(file)]
    return tuple(sorted(found, key=lambda channel: channel.name))


def channel_names() -> tuple[str, ...]:
    """The names of all channels."""
    return tuple(channel.name for channel in registered())


def channels_in(file: Path) -> list[Registered]:
    """The channels that a source file defines."""
    classes = [node for node in ast.parse(file.read_bytes()).body if isinstance(node, ast.ClassDef)]
    own_folder = file.name == CLASS_FILE
    name = file.parent.name if own_folder else file.stem
    module = f"{bot.channels.__name__}.{name}" + (f".{file.stem}" if own_folder else "")
    tables = sorted(other.stem for other in file.parent.glob(TABLE_FILES)) if own_folder else []
    return [
        Registered(
            name, module, node.name, options_of(node), tuple(f"{module.rpartition('.')[0]}.{stem}" for stem in tables)
        )
        for node in classes if any(isinstance(base, ast.Name) and base.id == BASE for base in node.bases)
    ]


def options_of(definition: ast.ClassDef) -> tuple[str, ...]:
    """The class's OPTIONS, as they are written in its body."""
    for node in definition.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "OPTIONS" for t in node.targets):
            return tuple(ast.literal_eval(node.value))
    return ()


def personal_tables() -> list[Table]:
    """All tables of conversations: those of turns, and those that channels keep, mounted or not."""
    for channel in registered():
        for module in channel.tables:
            importlib.import_module(module)
    return tables_of_conversations()
