"""The English form of a part or a topic as a form has it, and as it stands in the document. Pure."""
from __future__ import annotations

from dataclasses import dataclass, field

from ruamel.yaml.comments import CommentedMap

from console.documents.notice_text import put
from knowledge.answers.forms import english_mark


@dataclass(frozen=True)
class EnglishFields:
    """The English form of a part, or of a topic (``text``: its title). ``is_new``: it says what the Chinese says now,
    which an editor states where he changed the Chinese alone."""

    text: str = ""
    unstated: str = ""
    is_new: bool = field(default=True, compare=False)


def english_fields(row: dict, text: str = "text") -> EnglishFields:
    """The English form that stands in a mapping; ``text``: the key of its words."""
    form = row.get("en") or {}
    said = (str(form[key]) if form.get(key) is not None else "" for key in (text, "unstated"))
    return EnglishFields(*said, not form or form.get("of") == english_mark(row))


def put_english(row: CommentedMap, fields: EnglishFields, before: EnglishFields, text: str = "text") -> None:
    """The English form of a form. It is that of the Chinese of now where it was changed, or where that is said."""
    changed = (fields.text, fields.unstated) != (before.text, before.unstated)
    if changed:
        form = row.get("en") or CommentedMap()
        for key, value in ((text, fields.text), ("unstated", fields.unstated)):
            put(form, key, value)
        put(row, "en", form if set(form) - {"of"} else "")
    if row.get("en") and (changed or fields.is_new):
        row["en"]["of"] = english_mark(row)
