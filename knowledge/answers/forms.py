"""The forms of an answer beside its text: a short message, what is read aloud, English; all state the same. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.answers.model import SMS, mark_of
from knowledge.notices.located import Located

# One short message holds so many characters.
SMS_LIMIT = 70
# What an English form may say, in the order in which its mark is made.
ENGLISH_KEYS = ("title", "not_stated", "ask", "text", "unstated")
# Under this a form that is older than its Chinese has the mark of that.
OLD = "old"


def english_mark(row: Mapping[str, Any]) -> str:
    """What ``of`` of an English form has to be, so that it is one of the Chinese of today."""
    # Never a number, however YAML reads it.
    return "zh" + mark_of(*(f"{key} {row[key].strip()}" for key in ENGLISH_KEYS if isinstance(row.get(key), str)))


def english_of(row: Located) -> dict[str, str]:
    """The English form that stands in a mapping beside its Chinese; empty where there is none, and OLD alone where the
    Chinese was changed since."""
    form = row.get("en")
    if form is None:
        return {}
    if not isinstance(form, Located):
        raise row.refuse(
            "'en' is a mapping of the English words and 'of', the mark of the Chinese that they say.", "en"
        )
    form.allow(*(key for key in ENGLISH_KEYS if key in row), "of", OLD)
    mark = form.text("of")
    if OLD not in form and mark != english_mark(row):
        return {OLD: english_mark(row)}
    if form.get(OLD):
        return {OLD: form[OLD]}
    return {key: form.text(key) for key in ENGLISH_KEYS if form.get(key)}


def check_length(row: Located, channels: Mapping[str, str]) -> None:
    """Raises ContentError where a short message is too long."""
    if len(channels.get(SMS, "")) > SMS_LIMIT:
        raise row["channels"].refuse(f"sms: {len(channels[SMS])} characters; a message holds {SMS_LIMIT}.", SMS)


def marked_by_age(table: Located) -> Located:
    """A table as it is written, whose English forms know whether they are older than their Chinese: to be asked before
    names are put in the place of what stands for them."""
    return Located({key: _aged(value) for key, value in _judged(table).items()}, table.file, table.line, table.lines)


def _judged(table: Located) -> dict[str, Any]:
    form = table.get("en")
    if not isinstance(form, Located) or "of" not in form:
        return table
    mark = english_mark(table)
    old = mark if form["of"] != mark else ""
    return {**table, "en": Located({**form, OLD: old}, form.file, form.line, form.lines)}


def _aged(value: Any) -> Any:
    if isinstance(value, Located):
        return marked_by_age(value)
    return [_aged(each) for each in value] if isinstance(value, list) else value
