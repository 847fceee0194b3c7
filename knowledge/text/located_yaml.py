"""YAML files as located mappings, each value with the line it stands on."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor, SafeConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode

from knowledge.notices import ContentError, Located

# More than a city's files.
KEPT = 256
READ_WHOLLY = re.compile(r"<<|\t|(?:^|[\s\[{,])!", re.MULTILINE)
INDENTATION = re.compile(r"^[ \t?:-]*", re.MULTILINE)
DEEPEST = 2000


class _TimesAsText(RoundTripConstructor):
    """YAML's own timestamps drop the offset; here times stay the text that was written."""


_TimesAsText.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


class _Locating(SafeConstructor):
    """Each mapping with the lines of its keys; times stay the text that was written."""

    def located(self, node: MappingNode) -> Located:
        lines = {self.construct_object(key, deep=True): key.start_mark.line + 1 for key, _ in node.value}
        return Located(self.construct_mapping(node, deep=True), "", node.start_mark.line + 1, lines)


_Locating.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)
_Locating.add_constructor("tag:yaml.org,2002:map", _Locating.located)
_Locating.add_constructor("tag:yaml.org,2002:seq", lambda loader, node: loader.construct_sequence(node, deep=True))


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
    return _read_quickly(text) or _read_wholly(text)


def _read_quickly(text: str) -> Located | None:
    """By libyaml, in a tenth of the time; None for what it cannot read (it knows YAML 1.1 alone), for merged mappings
    and for what bears a tag."""
    if READ_WHOLLY.search(text) or not is_shallow(text):
        return None
    made = YAML(typ="safe")
    made.Constructor = _Locating
    try:
        tree = made.load(text)
    except (YAMLError, ValueError, TypeError, RecursionError):
        return None
    return tree if isinstance(tree, Located) else None


def is_shallow(text: str) -> bool:
    """Whether nothing in it can lie so deep in brackets, dashes and indentation that libyaml's reader would end the
    process."""
    return text.count("[") + text.count("{") + max(map(len, INDENTATION.findall(text))) <= DEEPEST


def _read_wholly(text: str) -> Located:
    """By ruamel's own reader, which knows all of YAML 1.2 and says what is wrong where."""
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
