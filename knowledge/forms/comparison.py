"""Whether the forms of an answer state what its Chinese text states, wherever they stand in a document."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.answers.forms import english_of
from knowledge.answers.model import SMS, VOICE
from knowledge.forms.facts import differing
from knowledge.notices.located import Located


def refuse_differing(value: Any) -> None:
    """Raises ContentError for the first form below a value of a document, as check_answers read it, that states other
    facts than the text beside it. English that is older than its Chinese is not said, and not looked at."""
    for row in _mappings(value):
        # The English of a button is its title alone.
        for key, english in english_of(row).items() if isinstance(row.get("en"), Located) else ():
            if key in row:
                _refuse_other_facts(row["en"], key, row.text(key), english)
        channels = row.get("channels")
        for form in (SMS, VOICE) if isinstance(channels, Located) else ():
            if channels.get(form):
                _refuse_other_facts(channels, form, row.text("text"), channels.text(form))


def _mappings(value: Any) -> Iterator[Located]:
    """All mappings in a value; an English form is looked at with the Chinese beside it."""
    if isinstance(value, Located):
        yield value
        value = [below for key, below in value.items() if key != "en"]
    for below in value if isinstance(value, (list, tuple)) else ():
        yield from _mappings(below)


def _refuse_other_facts(row: Located, key: str, text: str, form: str) -> None:
    if different := differing(text, form):
        named = ", ".join(f"{kind} {value}" for kind, value in different)
        raise row.refuse(f"{key}: this form and the Chinese text do not state the same: {named}.", key)
