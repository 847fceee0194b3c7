"""Numbers of people, known by what they are: an identity number by its birthday and check digit (GB 11643), a card by its
length and Luhn's digit, a telephone by China's numbering plan, anything by the label beside it. Pure.

Long numbers are masked even where it is not sure what they are. Short ones without a label stay: notices, counts and lines
that everybody may call are short.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from stdnum import luhn
from stdnum.cn import ric

from bot.turns.masking.digit_runs import Group, find_runs, outside, without_moments
from bot.turns.masking.folding import Folded, Span
from bot.turns.masking.labels import CARD, IDENTITY, MOBILE, NUMBER, PHONE, QQ, REACH, WECHAT, label_of

LONGEST = 23
# How sure (higher is surer) a stretch of groups is a number of a person, and the mark for it.
Kind = Callable[[Folded, "list[Group]"], "tuple[int, str] | None"]
_PROVINCES = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|7[1]|8[1-3])"
_BORN = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY = re.compile(rf"{_PROVINCES}[0-9]{{4}}(?:19|20)[0-9]{{2}}{_BORN}[0-9]{{3}}[0-9x]")
_OLD_IDENTITY = re.compile(rf"{_PROVINCES}[0-9]{{6}}{_BORN}[0-9]{{3}}")
# Behind the country's code, or a code for cheap calls.
_MOBILE = re.compile("(?:(?:00)?86|0|17951|12593)?1[3-9][0-9]{9}")
_LANDLINE = re.compile("(?:(?:00)?860?|0)(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}")
# Lines that everybody may call.
HOTLINE = re.compile("(?:0[0-9]{2,3})?(?:11[0-9]|12[0-9]|12[0-9]{3}|9[56][0-9]{3,4}|100[0-9]{2}|[48]00[0-9]{7})")
# Somebody's own line, even where it is one of those: 联系我：400…, 我工作室电话400….
_OWN = re.compile(r"(?:(?:联系|打给|回|找)我|我(?:自己|的|家|们)?[^,;。!?打找]{0,6}(?:电话|热线|的))[\W_是]{0,4}$")
_EXTENSION = re.compile(r"[\W_]{0,2}(?:转|分机|ext)[\W_号是]{0,2}[0-9]{1,6}")
_MARK_X = re.compile(r"[\W_]{0,3}x(?![a-z0-9])")
# 3f4a09c2…: a digest, a file, an identifier of a system.
_MIXED = re.compile(r"(?:[a-z]+[0-9]+){3,}[a-z]*|(?:[0-9]+[a-z]+){3,}[0-9]*")
_TOKEN = re.compile("[a-z0-9]+")
# What a number is that names no person.
_PUBLIC = re.compile("(?:代码|编码|批号|文号|文件号|版本|编号)[\\W_是为]{0,3}$")


def find_numbers(folded: Folded) -> list[Span]:
    """Numbers of people; none overlaps another."""
    spans: list[Span] = []
    for run in find_runs(folded.digits):
        certain = list(_windows(folded, run, _certain))
        taken = {place for span in certain for place in range(span.start, span.end)}
        likely = (piece for part in without_moments(folded.digits, run) for piece in outside(part, taken))
        spans += [*certain, *(span for piece in likely for span in _windows(folded, piece, _likely))]
    return spans


def _windows(folded: Folded, groups: list[Group], kind: Kind) -> Iterator[Span]:
    """From the left, the best reading of each stretch of groups."""
    at = 0
    while at < len(groups):
        best: tuple[int, int, str] | None = None
        count = 0
        for end in range(at, len(groups)):
            count += len(groups[end].digits)
            if count > LONGEST and end > at:
                break
            found = kind(folded, groups[at:end + 1])
            if found and (best is None or found[0] >= best[0]):
                best = (found[0], end, found[1])
        if best is None:
            at += 1
            continue
        stop = groups[best[1]].end
        if best[2] == IDENTITY and (tail := _MARK_X.match(folded.digits, stop)):
            stop = tail.end()
        if best[2] == PHONE and (tail := _EXTENSION.match(folded.digits, stop)):
            stop = tail.end()
        yield Span(_opening(folded.digits, groups[at].start), stop, best[2])
        at = best[1] + 1


def _opening(text: str, start: int) -> int:
    """Where + or a bracket begins the number."""
    while start and text[start - 1] in "+(":
        start -= 1
    return start


def _certain(folded: Folded, groups: list[Group]) -> tuple[int, str] | None:
    """An identity number by its own grammar, whatever stands between the digits."""
    digits = "".join(group.digits for group in groups)
    if len(digits) == 17 and _MARK_X.match(folded.digits, groups[-1].end):
        digits += "x"
    if len(digits) != 18 or not _IDENTITY.fullmatch(digits):
        return None
    return (1, IDENTITY) if ric.is_valid(digits) or not any(group.apart for group in groups[1:]) else None


def _likely(folded: Folded, groups: list[Group]) -> tuple[int, str] | None:
    """By the label, else by what the numbering plan, Luhn's digit or the mere length says."""
    digits, sizes = "".join(group.digits for group in groups), [len(group.digits) for group in groups]
    if len(digits) < 5:
        return None
    apart = any(group.apart for group in groups[1:])
    if all(HOTLINE.fullmatch(group.digits) for group in groups) or HOTLINE.fullmatch(digits):
        own = len(digits) == 10 and _OWN.search(folded.text[max(0, groups[0].start - REACH):groups[0].start])
        return (7, PHONE) if own else None
    label = None if apart else label_of(folded.text, groups[0].start, groups[-1].end)
    if label and label[1] <= len(digits) <= label[2]:
        return 9, MOBILE if label[0] in (PHONE, QQ, WECHAT) and _MOBILE.fullmatch(digits) else label[0]
    if _inside_identifier(folded.digits, groups):
        return None
    if _MOBILE.fullmatch(digits) and (not apart or _grouped(sizes)):
        return 8, MOBILE
    if apart:
        return None
    if _LANDLINE.fullmatch(digits):
        return 7, PHONE
    if len(digits) in (16, 19) and luhn.is_valid(digits) and min(sizes) >= 3:
        return 6, CARD
    if len(digits) == 15 and _OLD_IDENTITY.fullmatch(digits) and min(sizes) >= 3:
        return 5, IDENTITY
    if 16 <= len(digits) <= 19 and len(sizes) > 1 and set(sizes[:-1]) == {4} and sizes[-1] <= 4:
        return 4, CARD
    if len(digits) == 17 and min(sizes) >= 3 and _MARK_X.match(folded.digits, groups[-1].end):
        return 5, IDENTITY
    if len(sizes) == 1 and len(digits) >= 11 and not _PUBLIC.search(folded.text[max(0, groups[0].start - 12):groups[0].start]):
        return 3, IDENTITY if len(digits) in (17, 18) else CARD if len(digits) in (16, 19) else NUMBER
    return None


def _grouped(sizes: list[int]) -> bool:
    """Written as telephones are, so that commas between the groups are no list."""
    return len(sizes) == 1 or tuple(sizes) in ((3, 4, 4), (3, 8), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 3, 3), (3, 3, 3, 2), (7, 4))


def _inside_identifier(text: str, groups: list[Group]) -> bool:
    """Part of a word in which letters and digits change often."""
    start, end = groups[0].start, groups[-1].end
    while start and text[start - 1].isascii() and text[start - 1].isalnum() and groups[0].start - start < 40:
        start -= 1
    token = _TOKEN.match(text, start)
    return bool(token and token.end() >= end and _MIXED.fullmatch(token[0]))
