"""What a text says of itself: title, number, who issued it and when, from when to when it is in force. Pure."""
from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from knowledge.intake.changes import STAYS
from knowledge.intake.instants import FROM_HERE, midnight
from knowledge.intake.model import BODY, HEAD, HEADING, TAIL, Head, Sentence, Span
from knowledge.intake.outline import ABOUT_IT, DAY, PARAGRAPH, SALUTATION, SIGNS
from knowledge.intake.times import spans
from knowledge.intake.words import pattern

NUMBER = pattern(r"<outline.number>")
TEXT_NAME = pattern(r"(?:<outline.text>)")
ISSUER = pattern(r"[^,。;:《》关]{2,40}?(?:<outline.issuer_end>)(?=关于|通\s*[告知报]|公\s*告|令|第|〔|发布|$|\s|\|)")
# In a line of its own, perhaps in brackets with what hangs on it and when it was printed.
OWN_NUMBER = pattern(r"(?P<own>\(?[\w]{0,12}<outline.number>\)?)|\((?P<within><outline.number>)[^()]{0,30}\)")
IN_BRACKETS = pattern(r"\((?:<outline.number>)\)$|(?<=[告知])(?:<outline.number>)$")
# A message to telephones begins with who sends it.
SENDER = re.compile(rf"\s*【(?P<name>{SIGNS.pattern})】")
UPDATED = re.compile(r"\([^()]*更新\)$")
QUOTED, NAMES_ISSUER = re.compile("《[^》]*》"), re.compile(r"\s*发布(?:单位|机构|机关):\s*(?P<name>\S+)")
THE_TEXT = re.compile("本(?:通告|公告|通知|决定|方案|通报)")
# 一、时间和范围。
OF_WHEN = pattern(r"\s*(?:[<outline.numeral>]+、|\([<outline.numeral>]+\))?\s*<times.of_when>[。:]?\s*")
# What is told of tests.
OF_TESTS = re.compile("核酸|检测|采样|[一1]检")
# A press conference is told of in one of them.
FIRST_LINES = 3
HOLDS, HELD = pattern(r"<times.holds>"), re.compile("召开|举行|发布会")


def head_of(
    text: str, sentences: Sequence[Sentence], times: Sequence[Span], today: date, rules: Collection[Sentence]
) -> Head:
    """``text`` folded; ``times`` are those of the body, ``rules`` the sentences that rule venues."""
    head = [text[one.start:one.end].strip() for one in sentences if one.role == HEAD]
    named = [line for line in head if not SALUTATION.fullmatch(line) and not ABOUT_IT.match(line)]
    title = title_of(named)
    number = number_of(named)
    issued = issued_on(text, sentences, today)
    start, end, says_since = in_force(text, sentences, times, rules, issued)
    return Head(
        title, re.sub(r"\s", "", number).strip("()"), issuer_of(text, sentences, named), issued,
        start or (midnight(issued) if issued else None), end, says_since,
    )


def title_of(lines: list[str]) -> str:
    """The lines above the body put together, without blanks within 通 告; a number that stands alone is none of it."""
    kept = [line for line in lines if not NUMBER.fullmatch(line) and not DAY.fullmatch(line)]
    kept = [line for line in kept if not OWN_NUMBER.fullmatch(line)]
    named = [place for place, line in enumerate(kept) if "关于" in line and TEXT_NAME.search(line.replace(" ", ""))]
    if not named:
        title = "".join([line for line in kept if not SIGNS.fullmatch(line)] or kept)
    else:
        place = named[0]
        title = kept[place - 1] + kept[place] if place and kept[place].startswith("关于") else kept[place]
    title = UPDATED.sub("", IN_BRACKETS.sub("", title))
    return re.sub(r"(?<=[^a-zA-Z0-9])\s+|\s+(?=[^a-zA-Z0-9])", "", title)


def number_of(lines: list[str]) -> str:
    """Of a line that is a number and little else, with the letters of its office; else the last one of a title that is
    no other text's (第58号通告)."""
    own = next((found["own"] or found["within"] for line in lines if (found := OWN_NUMBER.fullmatch(line))), "")
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
    above = next((found[0].strip() for line in lines if (found := ISSUER.match(line))), "")
    sender = SENDER.match(text)
    return above or (sender["name"] if sender else "")


def issued_on(text: str, sentences: Sequence[Sentence], today: date) -> date | None:
    """The day below, else the first one above the body."""
    for role in (TAIL, HEAD):
        for one in sentences:
            found = [span for span in spans(text, today, one.start, one.end) if not (role == HEAD and is_open(span))]
            if one.role == role and found:
                return (found[0].start or found[0].end).date()
    for one in [one for one in sentences if one.role == BODY][:FIRST_LINES]:
        told = [span for span in spans(text, today, one.start, one.end) if is_day(span)]
        if told and HELD.search(text, one.start, one.end):
            return told[0].start.date()
    return None


def in_force(
    text: str, sentences: Sequence[Sentence], times: Sequence[Span], rules: Collection[Sentence], issued: date | None
) -> tuple[datetime | None, datetime | None, bool]:
    """The window of what a sentence says of the text itself; else that of the paragraph above all clauses; else what
    all times have in common: the earliest beginning, and no end. And whether it says the beginning."""
    start = end = before = None
    starts = [span.start for span in times if span.start and is_bound(span)]
    tests = [one for one in sentences if one not in rules and OF_TESTS.search(text, one.start, one.end)]
    of_tests = [span for span in times if span.start and any(one.start <= span.place < one.end for one in tests)]
    for one in sentences:
        own = [from_its_hour(text, span, starts) for span in times
               if one.start <= span.place < one.end and is_bound(span)]
        if own and (is_window_of_all(text, one, before, own, sentences) or (one.role == BODY and (
                says_of_all(text, one, rules) or says_no_more(one, own)))):
            start = start or next(filter(None, (span.start for span in own)), None)
            end = end or next(filter(None, (span.end for span in own)), None)
        before = one
    # What was in force before the text was issued (a zone since yesterday) is not when the text began.
    since = [at for at in starts if not issued or at.date() >= issued] or starts
    # Tests are told by their days, whatever the hour of it at which all else begins.
    hours = {at.date() for at in since if at != midnight(at.date())}
    days = {span.start for span in of_tests if span.start == midnight(span.start.date()) and span.start.date() in hours}
    since = [at for at in since if at not in days]
    return start or min(since, default=None), end or told_first(text, sentences, times, rules, start or min(
        since, default=None)), bool(start)


def told_first(
    text: str, sentences: Sequence[Sentence], times: Sequence[Span], rules: Collection[Sentence], start: datetime | None
) -> datetime | None:
    """The end of a window that is told before anything is ruled, where the text begins with it: 决定从今日18时起到25日18时
    止实行流动性管理. That of tests is theirs alone."""
    before = itertools.takewhile(lambda one: one not in rules, (one for one in sentences if one.role == BODY))
    ends = (span.end for one in before if not OF_TESTS.search(text, one.start, one.end) for span in times
            if one.start <= span.place < one.end and span.start == start and is_bound(span))
    return next(filter(None, ends), None) if start else None


def is_window_of_all(
    text: str, one: Sentence, before: Sentence | None, own: Sequence[Span], sentences: Sequence[Sentence]
) -> bool:
    """Whether a sentence says from when to when above all clauses, or in the clause that is called so."""
    is_named = before and before.clause == one.clause and OF_WHEN.fullmatch(text, before.start, before.end)
    is_above = one.clause == PARAGRAPH.format(1) and has_clauses(sentences)
    return bool(one.role in (BODY, HEADING) and own[0].start and own[0].end and (is_named or is_above))


def has_clauses(sentences: Sequence[Sentence]) -> bool:
    """Whether all that is ruled stands under numbers."""
    body = [one for one in sentences if one.role == BODY]
    return sum(not one.clause.startswith(PARAGRAPH[0]) for one in body) * 2 > len(body)


def from_its_hour(text: str, span: Span, starts: Collection[datetime]) -> Span:
    """The day of issue says no hour: on it the first that anything begins at is that of the text, too."""
    if not (span.start and FROM_HERE.match(text, span.place)):
        return span
    return replace(span, start=min((at for at in starts if at > span.start and at.date() == span.start.date()),
                                   default=span.start))


def says_of_all(text: str, one: Sentence, rules: Collection[Sentence]) -> bool:
    """Whether it is of the text that a sentence says from when to when; one that names kinds of venues is of those."""
    # How long the rest of an earlier text goes on is no end of this one.
    return bool(THE_TEXT.search(text, one.start, one.end) or (
        one not in rules and HOLDS.search(text, one.start, one.end) and not STAYS.search(text, one.start, one.end)))


# A date and a full stop, perhaps 时间: before it.
MOST_BESIDE = 6


def says_no_more(one: Sentence, own: Sequence[Span]) -> bool:
    """Whether a sentence is a window and nothing else."""
    return one.end - one.start - (own[0].stop - own[0].place) <= MOST_BESIDE


def is_bound(span: Span) -> bool:
    """Whether it says from when or until when, and is no mere day."""
    return span.start is None or span.end is None or not is_day(span)


def is_open(span: Span) -> bool:
    """Whether it begins or ends on a day, without an hour: a title tells so what is to come."""
    edge = span.start or span.end
    return (span.start is None or span.end is None) and edge == midnight(edge.date())


def is_day(span: Span) -> bool:
    return span.start is not None and span.end is not None and (span.end - span.start).days == 1 and (
        span.start == midnight(span.start.date()))
