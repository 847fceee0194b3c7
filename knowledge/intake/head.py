"""What a text says of itself: title, number, who issued it and when, from when to when it is in force. Pure."""
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from knowledge.intake.model import BODY, HEAD, TAIL, Head, Sentence, Span
from knowledge.intake.outline import ABOUT_IT, DAY, SALUTATION, SIGNS
from knowledge.intake.times import midnight, spans
from knowledge.intake.words import pattern

NUMBER = pattern(r"<outline.number>")
TEXT_NAME = pattern(r"(?:<outline.text>)")
ISSUER = pattern(r"[^,。;:《》关]{2,40}?(?:<outline.issuer_end>)(?=关于|通\s*[告知报]|公\s*告|令|第|〔|发布|$|\s|\|)")
OWN_NUMBER = pattern(r"\(?[\w]{0,12}<outline.number>\)?")
IN_BRACKETS = pattern(r"\((?:<outline.number>)\)$|(?<=[告知])(?:<outline.number>)$")
UPDATED = re.compile(r"\([^()]*更新\)$")
QUOTED, NAMES_ISSUER = re.compile("《[^》]*》"), re.compile(r"\s*发布(?:单位|机构|机关):\s*(?P<name>\S+)")
HOLDS, HELD = pattern(r"<times.holds>"), re.compile("召开|举行|发布会")


def head_of(text: str, sentences: Sequence[Sentence], times: Sequence[Span], today: date) -> Head:
    """``text`` folded; ``times`` are those of the body."""
    head = [text[one.start:one.end].strip() for one in sentences if one.role == HEAD]
    named = [line for line in head if not SALUTATION.fullmatch(line) and not ABOUT_IT.match(line)]
    title = title_of(named)
    number = number_of(named)
    issued = issued_on(text, sentences, today)
    start, end = in_force(text, sentences, times)
    return Head(
        title, re.sub(r"\s", "", number).strip("()"), issuer_of(text, sentences, named), issued,
        start or (midnight(issued) if issued else None), end,
    )


def title_of(lines: list[str]) -> str:
    """The lines above the body put together, without blanks within 通 告; a number that stands alone is none of it."""
    kept = [line for line in lines if not NUMBER.fullmatch(line) and not DAY.fullmatch(line)]
    kept = [line for line in kept if not OWN_NUMBER.fullmatch(line)]
    named = (place for place, line in enumerate(kept) if "关于" in line and TEXT_NAME.search(line.replace(" ", "")))
    place = next(named, None)
    if place is None:
        title = "".join(kept)
    else:
        title = kept[place - 1] + kept[place] if place and kept[place].startswith("关于") else kept[place]
    title = UPDATED.sub("", IN_BRACKETS.sub("", title))
    return re.sub(r"(?<=[^a-zA-Z0-9])\s+|\s+(?=[^a-zA-Z0-9])", "", title)


def number_of(lines: list[str]) -> str:
    """Of a line that is a number and little else, with the letters of its office; else the last one of a title that is
    no other text's (第58号通告)."""
    own = next((line for line in lines if OWN_NUMBER.fullmatch(line)), "")
    numbers = [found[0] for line in lines for found in NUMBER.finditer(QUOTED.sub("", line))
               if not TEXT_NAME.match(line[found.end():])]
    return own or (numbers[-1] if numbers else "")


def issuer_of(text: str, sentences: Sequence[Sentence], lines: list[str]) -> str:
    """Who signed below, else who is named above."""
    below = [text[one.start:one.end].strip() for one in sentences if one.role == TAIL]
    named = [found["name"] for one in sentences if (found := NAMES_ISSUER.match(text, one.start))]
    if named:
        return named[0]
    signed = [found[0] for line in below if (found := SIGNS.match(DAY.sub("", line).strip()))]
    if signed:
        return "、".join(dict.fromkeys(signed))
    return next((found[0].strip() for line in lines if (found := ISSUER.match(line))), "")


def issued_on(text: str, sentences: Sequence[Sentence], today: date) -> date | None:
    """The day below, else the first one above the body."""
    for role in (TAIL, HEAD):
        for one in sentences:
            if one.role == role and (found := spans(text, today, one.start, one.end)):
                return (found[0].start or found[0].end).date()
    first = next((one for one in sentences if one.role == BODY), None)
    told = [span for span in spans(text, today, first.start, first.end) if is_day(span)] if first else []
    return told[0].start.date() if told and HELD.search(text, first.start, first.end) else None


def in_force(
    text: str, sentences: Sequence[Sentence], times: Sequence[Span]
) -> tuple[datetime | None, datetime | None]:
    """The window of what a sentence says of the text itself; else what all times have in common: the earliest
    beginning, and no end."""
    start = end = None
    for one in sentences:
        own = [span for span in times if one.start <= span.place < one.end and is_bound(span)]
        if one.role == BODY and own and (HOLDS.search(text, one.start, one.end) or says_no_more(one, own)):
            start = start or next(filter(None, (span.start for span in own)), None)
            end = end or next(filter(None, (span.end for span in own)), None)
    starts = [span.start for span in times if span.start and is_bound(span)]
    return start or min(starts, default=None), end


# A date and a full stop, perhaps 时间: before it.
MOST_BESIDE = 6


def says_no_more(one: Sentence, own: Sequence[Span]) -> bool:
    """Whether a sentence is a window and nothing else."""
    return one.end - one.start - (own[0].stop - own[0].place) <= MOST_BESIDE


def is_bound(span: Span) -> bool:
    """Whether it says from when or until when, and is no mere day."""
    return span.start is None or span.end is None or not is_day(span)


def is_day(span: Span) -> bool:
    return span.start is not None and span.end is not None and (span.end - span.start).days == 1 and (
        span.start == midnight(span.start.date()))
