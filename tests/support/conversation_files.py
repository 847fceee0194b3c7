"""Conversations as they are written in tests/conversations: who says what, and what a right reply has."""
from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from support import MORNING, ROOT

from knowledge.clock import parse_instant
from knowledge.releases import Release, load_release

FOLDER = ROOT / "tests" / "conversations"
KEYS = {"name", "now", "talk", "还不会"}
SAID = ("我", "按")
PIECES = ("答", "不说", "按钮", "依据")
WORDS = ("判定", "话题")
NOTHING = "没有"


class ConversationError(ValueError):
    """A file of conversations cannot be read; the message is one sentence with file and line."""


@dataclass(frozen=True)
class Exchange:
    """One utterance (``said``, or the title of a button when ``pressed``) and what its reply must have.

    An expectation that was not written is None; an empty tuple says that there must be none.
    """

    line: int
    said: str
    pressed: bool
    pieces: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    notices: tuple[str, ...] | None = None
    verdict: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class Conversation:
    """Exchanges of one resident at one instant, ISO 8601 with offset; ``unable``: what is known to go wrong yet."""

    file: Path
    line: int
    name: str
    now: str
    exchanges: tuple[Exchange, ...]
    unable: str = ""

    @property
    def lines(self) -> int:
        """Utterances and replies."""
        return 2 * len(self.exchanges)


def all_conversations() -> list[Conversation]:
    """Every conversation of the folder, in the order of files and lines. Raises ConversationError."""
    return [one for file in sorted(FOLDER.glob("*.yml")) for one in read_conversations(file)]


def read_conversations(file: Path) -> list[Conversation]:
    """The conversations of one file. Raises ConversationError."""
    rows = _load(file)
    if not isinstance(rows, CommentedSeq) or not rows:
        raise ConversationError(f"{file.name}: must be a list of conversations, each with a name and a talk.")
    found = [_conversation(file, row, rows.lc.item(number)[0] + 1) for number, row in enumerate(rows)]
    names: dict[str, int] = {}
    for one in found:
        if one.name in names:
            raise _wrong(
                file, one.line, f"the name {one.name!r} stands on line {names[one.name]} already; choose another."
            )
        names[one.name] = one.line
    return found


def _load(file: Path) -> Any:
    reader = YAML(typ="rt")
    # Times and numbers stay the text that was written.
    reader.Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)
    try:
        return reader.load(file.read_text(encoding="utf-8-sig"))
    except (YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join(str(getattr(error, "problem", None) or error).split())
        raise _wrong(file, mark.line + 1 if mark else 1, f"this is not YAML: {problem}.") from None


def _wrong(file: Path, line: int, sentence: str) -> ConversationError:
    return ConversationError(f"{file.name}, line {line}: {sentence}")


def _conversation(file: Path, row: Any, line: int) -> Conversation:
    if not isinstance(row, CommentedMap) or not row.get("name"):
        raise _wrong(file, line, "a conversation begins with its name.")
    if unknown := sorted(set(row) - KEYS):
        raise _wrong(
            file, line, f"{row['name']}: unknown word {unknown[0]!r}; a conversation has {', '.join(sorted(KEYS))}."
        )
    talk = row.get("talk")
    if not isinstance(talk, CommentedSeq) or not talk:
        raise _wrong(file, line, f"{row['name']}: a talk is a list of exchanges, each beginning with 我 or 按.")
    exchanges = tuple(_exchange(file, part, talk.lc.item(number)[0] + 1) for number, part in enumerate(talk))
    return Conversation(
        file, line, str(row["name"]), _instant(file, line, row.get("now")), exchanges, str(row.get("还不会") or "")
    )


def _instant(file: Path, line: int, written: Any) -> str:
    try:
        return parse_instant(str(written or MORNING)).isoformat()
    except ValueError as error:
        raise _wrong(file, line, f"now: {error}") from None


@lru_cache(maxsize=1)
def _release() -> Release:
    """That of the folder, for the words that a conversation may use."""
    return load_release()


def _exchange(file: Path, part: Any, line: int) -> Exchange:
    said = [key for key in SAID if isinstance(part, CommentedMap) and part.get(key) not in (None, "")]
    if len(said) != 1:
        raise _wrong(file, line, "an exchange begins with 我 (what is said) or 按 (the button pressed), one of the two.")
    if unknown := sorted(set(part) - {*SAID, *PIECES, *WORDS}):
        raise _wrong(file, line, f"unknown word {unknown[0]!r}; a reply has {', '.join((*PIECES, *WORDS))}.")
    if len(part) == 1:
        raise _wrong(file, line, f"nothing is expected of the reply to {part[said[0]]!r}; write at least 答.")
    pieces, absent, buttons, notices = (_texts(file, line, part, key) for key in PIECES)
    _known(file, line, "依据", notices, {notice.stem for notice in (ROOT / "data/notices").glob("*.yml")})
    verdict, topic = (_texts(file, line, part, key) for key in WORDS)
    _known(file, line, "判定", verdict, {*_release().rulebook.verdicts, "one_unit", "many", "both"})
    _known(file, line, "话题", topic, set(_release().answers))
    return Exchange(
        line, str(part[said[0]]), said[0] == "按", pieces or (), absent or (), buttons or (), notices,
        "".join(verdict) if verdict is not None else None, topic[0] if topic else None,
    )


def _texts(file: Path, line: int, part: CommentedMap, key: str) -> tuple[str, ...] | None:
    """One text or a list of texts; 没有 is an empty list."""
    if key not in part:
        return None
    value = part[key]
    texts = [value] if isinstance(value, (str, int)) else value
    if (
        not isinstance(texts, list) or not texts
        or not all(isinstance(text, (str, int)) and str(text) for text in texts)
    ):
        raise _wrong(file, line, f"{key} must be a text or a list of texts such as [可以开, 低风险区].")
    return () if texts == [NOTHING] and key in ("依据", "判定") else tuple(str(text) for text in texts)


def _known(file: Path, line: int, key: str, texts: tuple[str, ...] | None, known: Container[str]) -> None:
    for text in texts or ():
        if text not in known:
            raise _wrong(file, line, f"{key}: there is no {text!r}; the names are {', '.join(sorted(known))}.")
