"""A notice's form and its document. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.comments import CommentedMap

from knowledge.notices.model import CHANGES
from knowledge.releases.yaml_text import dump_text, load_text, on_one_line

KEYS = ("notice", "title", "short", "issuer", "issued", "review_by")
OFFSET = "+08:00"


@dataclass(frozen=True)
class ClauseFields:
    """One clause as a form has it. ``how`` (one of CHANGES or empty) says what it does to ``target``
    (NOTICE#CLAUSE)."""

    name: str = ""
    about: str = ""
    how: str = ""
    target: str = ""


@dataclass(frozen=True)
class NoticeFields:
    """A notice as a form has it, all of it text as it was typed; ``start`` and ``end`` without an offset are of
    Asia/Shanghai. ``supersedes``: whole notices in whose place it stands."""

    notice: str = ""
    title: str = ""
    short: str = ""
    issuer: str = ""
    issued: str = ""
    start: str = ""
    end: str = ""
    review_by: str = ""
    supersedes: tuple[str, ...] = ()
    clauses: tuple[ClauseFields, ...] = field(default=())

    @property
    def path(self) -> str:
        """Where its document stands."""
        return f"notices/{self.notice}.yml"


def fields_of(path: str, text: str) -> NoticeFields:
    """The form of a document. What has no field in it stays in the document. Raises ValueError or YAMLError."""
    tree = load_text(path, text)
    start, end = ([*(tree.get("in_force") or ()), None, None])[:2]
    return NoticeFields(
        **{key: str(tree[key]) if tree.get(key) is not None else "" for key in KEYS}, start=local(start),
        end=local(end), supersedes=tuple(map(str, tree.get("supersedes") or ())),
        clauses=tuple(clause_fields(str(name), clause) for name, clause in (tree.get("clauses") or {}).items()),
    )


def clause_fields(name: str, clause: Any) -> ClauseFields:
    if not isinstance(clause, dict):
        return ClauseFields(name, str(clause))
    how = next((how for how in CHANGES if clause.get(how)), "")
    return ClauseFields(name, str(clause.get("about", "")), how, str(clause[how][0]) if how else "")


def text_of(fields: NoticeFields, before: str | None) -> str:
    """The document of a form; ``before`` is the text that it was filled from."""
    tree = load_text(fields.path, before) if before else CommentedMap()
    for key in KEYS:
        put(tree, key, getattr(fields, key) or ("unknown" if key == "issued" else ""))
    if [*window_of(fields)] != [local_or_none(tree, 0), local_or_none(tree, 1)]:
        tree["in_force"] = on_one_line([zoned(fields.start), zoned(fields.end) or None])
    put(tree, "supersedes", on_one_line(list(fields.supersedes)) if fields.supersedes else "")
    old = tree.pop("clauses", None) or {}
    tree["clauses"] = CommentedMap((one.name, clause_of(one, old.get(one.name))) for one in fields.clauses)
    return dump_text(fields.path, tree)


def put(tree: CommentedMap, key: str, value: Any) -> None:
    """A key has a value, or is not there where that is empty; one that has it already is left as it is written."""
    if value in ("", None):
        tree.pop(key, None)
    elif tree.get(key) != value:
        tree[key] = value


def clause_of(one: ClauseFields, old: Any) -> Any:
    """A clause with what the form says of it, and what its document says beside."""
    if not isinstance(old, dict) and not one.how:
        return one.about
    made = old if isinstance(old, dict) else CommentedMap()
    put(made, "about", one.about)
    if (one.how, one.target) != (clause_fields(one.name, made).how, clause_fields(one.name, made).target):
        for how in CHANGES:
            put(made, how, on_one_line([one.target]) if how == one.how else "")
    return made


def window_of(fields: NoticeFields) -> Iterator[str | None]:
    yield fields.start or None
    yield fields.end or None


def local_or_none(tree: CommentedMap, place: int) -> str | None:
    window = [*(tree.get("in_force") or ()), None, None]
    return local(window[place]) or None


def local(instant: Any) -> str:
    """An instant as a field of the form shows it: without the offset, if that is the city's."""
    return str(instant).removesuffix(OFFSET) if instant is not None else ""


def zoned(text: str) -> str:
    """What was typed, with the city's offset where it has none."""
    is_bare = text and "+" not in text and not text.endswith("Z")
    return f"{text}{OFFSET}" if is_bare else text
