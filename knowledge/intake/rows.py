"""Verdicts as proposed rows: with windows, and with what is asked of all of them. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from knowledge.intake.cues import CLOSED, OPEN
from knowledge.intake.head import is_bound
from knowledge.intake.model import ROW, Head, Proposal, Span
from knowledge.intake.names import Names
from knowledge.intake.ruled import Ruled
from knowledge.intake.words import lists
from knowledge.rulebook.model import NOT_STATED, OTHERS

NO_BUSINESS = lists().entries["verdicts.no_business"]
FULL_WIDTH = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"})


def beside_others(found: list[Ruled], names: Names) -> Iterator[Ruled]:
    """What 其他场所 closes, and beside it what is none of these: of that such a sentence says nothing."""
    for one in found:
        yield one
        if one.venues == [OTHERS] and one.verdict == CLOSED:
            told = {venue for each in found for venue in each.venues}
            left = [key for key in NO_BUSINESS if key in names.kinds and key not in told]
            yield Ruled(one.start, one.end, NOT_STATED, left, sure=False)


def bounding(text: str, rule: Ruled, others: list[Ruled], times: tuple[Span, ...]) -> Span | None:
    """The time that bounds a verdict: one within its own words, else of its half of the sentence, else the first. What
    begins there may end behind it (自10日起暂停,结束时间延长至20日), unless another verdict has begun."""
    told = [one for one in times if is_bound(one)]
    first, last = text.rfind(";", 0, rule.start) + 1, text.find(";", rule.start)
    half = [one for one in told if first <= one.place and (last < 0 or one.place < last)]
    within = (one for one in told if rule.start <= one.place < rule.end)
    own = next(within, None) or next(iter(half), None) or of_all(text, next(iter(told), None))
    if own and own.end and not own.start and told[0].start and told[0].place < own.place and told[0].start < own.end:
        # 19日6时起,A暂停;B只做外卖,至21日: since then, too.
        return Span(told[0].place, own.stop, told[0].start, own.end)
    if own is None or own.end:
        return own
    begun = min((one.start for one in others if one.start > own.place and one.start != rule.start), default=None)
    ends = (one for one in half if one.place > own.place and one.start is None and one.end > own.start
            and (begun is None or one.place < begun))
    end = next(ends, None)
    return Span(own.place, end.stop, own.start, end.end) if end else own


def of_all(text: str, span: Span | None) -> Span | None:
    """What begins a sentence is since when all of it holds; how long a verdict within it lasts is of that alone."""
    return replace(span, end=None) if span and span.start and "," in text[span.place:span.stop] else span


def opening(window: Span | None, times: tuple[Span, ...], inherited: Span | None) -> Span | None:
    """What opens on a day goes on from then; from six to four in the afternoon are its hours."""
    if times and window in (None, inherited):
        return replace(times[0], end=None)
    if window and window.start and window.end and window.start.date() == window.end.date():
        return replace(window, end=None)
    return window


def asking_more(each: Proposal, more: list[Ruled]) -> Proposal:
    """A row that opens, with what is asked of all of them."""
    if each.kind != ROW or each.says["verdict"] != OPEN:
        return each
    says = dict(each.says)
    for one in more:
        said = [text.translate(FULL_WIDTH) for text in one.conditions]
        says["conditions"] = [*says["conditions"], *(text for text in said if text not in says["conditions"])]
        says["capacity"] = says["capacity"] or one.capacity
        says["proof"] = min(filter(None, (says["proof"], one.proof)), default=None)
    return replace(each, says=says)


def bounds(span: Span | None, head: Head | None) -> dict[str, str | None]:
    """A window in the words of a form; what is that of the whole text is not said again."""
    start, end = (span.start, span.end) if span else (None, None)
    if head and start == head.start and end in (head.end, None):
        start = end = None
    return {"from": said(start), "to": said(end)}


def said(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M}" if at else None
