"""Reading a configuration file strictly."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.serve.startup_checks.errors import StartError


def read_mapping(file: Path) -> dict[str, Any]:
    """The keys and values of a YAML file; an empty file has none. Raises StartError."""
    try:
        tree = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(
            f"{file.name} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}."
        ) from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join(str(getattr(error, "problem", None) or type(error).__name__).split())
        raise StartError(f"{file.name}, line {mark.line + 1 if mark else 1}: this is not YAML: {problem}.") from None
    if tree is None:
        return {}
    if not isinstance(tree, dict) or not all(isinstance(key, str) for key in tree):
        raise StartError(f"{file.name} must hold names, each with what belongs to it.")
    return tree
