"""Times that a text names for a part of itself, apart from what it rules. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from knowledge.intake.head import from_its_hour, is_bound
from knowledge.intake.model import Head, Sentence, Span
from knowledge.intake.words import pattern
from knowledge.text.numerals import to_number

DAYS = pattern(
    r"第(?P<first>[\d<outline.numeral>]{1,3})[天日]"
    r"(?:(?:至|到|-)第(?P<last>[\d<outline.numeral>]{1,3})[天日]|(?P<on>起))"
)


def windows(text: str, one: Sentence, times: tuple[Span, ...], head: Head) -> Iterator[Span]:
    """Those of a sentence that are not of the whole text."""
    for span in (*times, *days_of_it(text, one, head)):
        if is_bound(span) and not is_of_all(text, span, head):
            yield span


def days_of_it(text: str, one: Sentence, head: Head) -> Iterator[Span]:
    """第四天至第七天, of what the text orders from its beginning."""
    for match in DAYS.finditer(text, one.start, one.end):
        first, last = (to_number(match[name] or "") for name in ("first", "last"))
        if head.start and first and (last or match["on"]):
            end = head.start + timedelta(days=last) if last else None
            yield Span(*match.span(), head.start + timedelta(days=first - 1), end)


def is_of_all(text: str, span: Span, head: Head) -> bool:
    """Whether a time bounds the text itself and no part of it."""
    start = from_its_hour(text, span, [head.start] if head.start else []).start
    return start in (None, head.start) and span.end in (None, head.end)
