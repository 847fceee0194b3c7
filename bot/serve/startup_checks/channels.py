"""credentials.yml: the channels to mount, each named by the dotted path of its class, as Rasa has it."""
from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.channels.registry import Registered, registered
from bot.serve.startup_checks.classes import did_you_mean
from bot.serve.startup_checks.errors import StartError
from bot.serve.startup_checks.yaml_files import read_mapping

# A secret is no part of a file: what stands for it is taken from the environment.
FROM_ENVIRONMENT = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True)
class Mounted:
    """A channel that is to be mounted, with its options."""

    channel: Registered
    options: dict[str, Any]


def read_channels(file: Path) -> list[Mounted]:
    """All channels of the file, in its order. Raises StartError for a class or option that does not exist."""
    known = {channel.dotted: channel for channel in registered()}
    channels = [_channel(file, known, dotted, options) for dotted, options in read_mapping(file).items()]
    if not channels:
        raise StartError(f"{file.name} names no channel; nobody could ask anything.")
    return channels


def _channel(file: Path, known: dict[str, Registered], dotted: str, options: Any) -> Mounted:
    if "." not in dotted or dotted.startswith("rasa."):
        raise StartError(
            f"{file.name}: {dotted!r} is one of Rasa's own channels, which are never mounted; name a class of "
            f"bot.channels."
        )
    if dotted not in known:
        raise StartError(f"{file.name}: there is no channel {dotted!r}{did_you_mean(dotted, known) or '.'}")
    options = {} if options is None else options
    if not isinstance(options, dict):
        raise StartError(f"{file.name}: what belongs to {dotted} must be its options, or {{}}.")
    taken = known[dotted].options
    for option in options:
        if option not in taken:
            raise StartError(f"{file.name}: {dotted} has no option {option!r}{did_you_mean(str(option), taken) or '.'}")
    return Mounted(known[dotted], {option: _value(value) for option, value in options.items()})


def _value(value: Any) -> Any:
    """An option; ``${NAME}`` in it is the variable NAME, empty when that is not set: the channel then decides."""
    if not isinstance(value, str):
        return value
    return FROM_ENVIRONMENT.sub(lambda name: os.environ.get(name.group(1), ""), value)
