"""credentials.yml: the channels to mount, each named by the dotted path of its class."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.serve.startup_checks.classes import constant, did_you_mean, find_class
from bot.serve.startup_checks.errors import StartError
from bot.serve.startup_checks.yaml_files import read_mapping


@dataclass(frozen=True)
class Channel:
    """A channel class and its options. The class says in ``OPTIONS`` which it takes, and is made by its classmethod
    ``from_settings(turns, settings, generator, options)``, which returns None when its settings leave it switched
    off."""

    dotted: str
    options: dict[str, Any]


def read_channels(file: Path) -> list[Channel]:
    """All channels of the file, in its order. Raises StartError for a class or option that does not exist."""
    channels = [_channel(file, dotted, options) for dotted, options in read_mapping(file).items()]
    if not channels:
        raise StartError(f"{file.name} names no channel; nobody could ask anything.")
    return channels


def _channel(file: Path, dotted: str, options: Any) -> Channel:
    if "." not in dotted or dotted.startswith("rasa."):
        raise StartError(
            f"{file.name}: {dotted!r} is one of Rasa's own channels, which are never mounted; name a class of "
            f"bot.channels."
        )
    definition = find_class(dotted, file.name)
    options = {} if options is None else options
    if not isinstance(options, dict):
        raise StartError(f"{file.name}: what belongs to {dotted} must be its options, or {{}}.")
    known = constant(definition, "OPTIONS", ())
    for option in options:
        if option not in known:
            raise StartError(f"{file.name}: {dotted} has no option {option!r}{did_you_mean(str(option), known) or '.'}")
    return Channel(dotted, options)
