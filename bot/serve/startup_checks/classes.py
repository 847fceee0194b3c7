"""Classes named by dotted path, looked up in their source: importing Rasa to find a slip would take seconds."""
from __future__ import annotations

import ast
import difflib
import importlib
import importlib.util
from collections.abc import Iterable
from pathlib import Path

from bot.serve.startup_checks.errors import StartError


def find_class(dotted: str, where: str) -> ast.ClassDef:
    """The definition of the class at ``dotted``. Raises StartError, naming ``where`` it was asked for."""
    module, _, name = dotted.rpartition(".")
    source = source_of(module) if module else None
    if source is None:
        raise StartError(f"{where}: there is no module {module or dotted}; write package.module.Class.")
    classes = {node.name: node for node in ast.parse(source.read_bytes()).body if isinstance(node, ast.ClassDef)}
    if name not in classes:
        raise StartError(f"{where}: {module} has no class {name!r}{did_you_mean(name, classes)}.")
    return classes[name]


def source_of(module: str) -> Path | None:
    """The file of a module, found without running it (its packages are run)."""
    try:
        found = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return None
    return Path(found.origin) if found and found.origin and found.origin.endswith(".py") else None


def load_class(dotted: str) -> type:
    """The class itself; ``find_class`` has found it."""
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint to add to a sentence: the likeliest of ``known``; empty if none is like it."""
    likely = difflib.get_close_matches(name, list(known), 1)
    return f"; did you mean {likely[0]}?" if likely else ""
