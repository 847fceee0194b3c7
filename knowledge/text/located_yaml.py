"""YAML files as located mappings, each value with the line it stands on."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import YAMLError

from knowledge.notices import ContentError, Located

# More than a city's files.
KEPT = 256


class _TimesAsText(RoundTripConstructor):
    """YAML's own timestamps drop the offset; here times stay the text that was written."""


_TimesAsText.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def read_located(file: Path) -> Located:
    """One YAML file whose top is a mapping; not to be changed. Raises ContentError when it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{file}:1: the file is missing.") from None
    except UnicodeDecodeError:
        raise ContentError(f"{file}:1: not UTF-8 text.") from None
    return _read(text, str(file))


# A start reads all content three times (which model it needs, its words, its venues), and a new model once more.
@lru_cache(maxsize=KEPT)
def _read(text: str, file: str) -> Located:
    try:
        return _in(_parsed(text), file)
    except ContentError as error:
        raise ContentError(f"{file}:{error}") from None


# A draft is checked in a folder of its own, and of its texts all but a few were read before.
@lru_cache(maxsize=2 * KEPT)
def _parsed(text: str) -> Located:
    """A text as it stands in no file. Raises ContentError with the line alone."""
    try:
        tree = reader().load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join((getattr(error, "problem", None) or str(error)).rstrip(".").split())
        raise ContentError(f"{mark.line + 1 if mark else 1}: not YAML: {problem}.") from None
    # A value that does not fit its own tag, or brackets in brackets without end.
    except (ValueError, TypeError, RecursionError) as error:
        raise ContentError(f"1: not YAML that can be taken: {error}.") from None
    if not isinstance(tree, CommentedMap):
        raise ContentError("1: must hold a mapping of keys to values.")
    return _located(tree, "")


def _in(node, file: str):
    """What was read, as it stands in a file."""
    if isinstance(node, Located):
        return Located({key: _in(value, file) for key, value in node.items()}, file, node.line, node.lines)
    return [_in(value, file) for value in node] if isinstance(node, list) else node


def reader() -> YAML:
    """Of YAML 1.2, with the place of everything."""
    made = YAML(typ="rt")
    made.Constructor = _TimesAsText
    return made


def _located(node, file: str):
    if isinstance(node, CommentedMap):
        # Keys that a merge brings in stand elsewhere; they count as standing where the mapping begins.
        own = node.lc.data or {}
        lines = {key: own[key][0] + 1 if key in own else node.lc.line + 1 for key in node}
        return Located({key: _located(value, file) for key, value in node.items()}, file, node.lc.line + 1, lines)
    if isinstance(node, CommentedSeq):
        return [_located(value, file) for value in node]
    return node if node is None or isinstance(node, (bool, int, float)) else str(node)
