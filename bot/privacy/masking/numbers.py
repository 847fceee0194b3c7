"""Finds the numbers of people in a text: neighbouring groups of digits, read from the left. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from bot.privacy.masking.digit_runs import GAP, Group, find_runs, outside, without_moments
from bot.privacy.masking.folding import TAKEN, Folded, Span
from bot.privacy.masking.kinds import HOTLINE, LEAST, LEAST_UNLABELLED, Reading, Window, identity, person
from bot.privacy.masking.labels import IDENTITY, PHONE, REACH, TAILS, Label, label_before, label_behind

LONGEST = 23
# Somebody's own line, even where it is one of those that everybody may call: 联系我：400…, 我工作室电话400….
_OWN = re.compile(r"(?:(?:联系|打给|回|找)我|我(?:自己|的|家|们)?[^,;。!?打找]{0,6}(?:电话|热线|的))[\W_是]{0,4}$")
_PUBLIC = re.compile(r"(?:代码|编码|批号|文号|文件号|版本|编号)[\W_是为]{0,3}$")
_MARK_X = re.compile(rf"{GAP}?x(?![a-z0-9])")
# What belongs to a number that was found: + or a bracket before it, an extension behind it.
_OPENING = {True: re.compile(r"\(?\+?\(?\Z"), False: re.compile(r"\+?\Z")}
_EXTENSION = re.compile(r"[\W_]{0,2}(?:转|分机|ext)(?:[\W_号是到我的]|分机){0,4}[0-9]{1,6}")
# 3f4a09c2…: a digest, a file, an identifier of a system.
_TOKEN = re.compile("[a-z0-9]+")
_MIXED = re.compile("[a-z]*(?:[0-9]+[a-z]+){2,}[0-9]*")
# How a window is read, and the least count of digits that is worth it.
Read = tuple[Callable[[Window], "Reading | None"], int]


def find_numbers(folded: Folded) -> list[Span]:
    """Numbers of people; none overlaps another."""
    spans: list[Span] = []
    for run in find_runs(_TOKEN.sub(_without_identifier, folded.digits)):
        certain = list(_spans(folded, run, lambda _: (identity, 17)))
        taken = {place for span in certain for place in range(span.start, span.end)}
        for piece in (piece for part in without_moments(folded.digits, run) for piece in outside(part, taken)):
            spans += _spans(folded, piece, partial(_reader, folded.text, label_behind(folded.text, piece[-1].end)))
        spans += certain
    return spans


def find_tails(folded: Folded) -> list[Span]:
    """The last digits of a paper, a card or a telephone."""
    return [Span(*found.span("value"), mark) for pattern, mark in TAILS for found in pattern.finditer(folded.digits)]


def _without_identifier(token: re.Match[str]) -> str:
    return TAKEN * len(token[0]) if _MIXED.fullmatch(token[0]) else token[0]


def _reader(text: str, behind: Label | None, start: int) -> Read:
    """How windows that begin at ``start`` are read, with what the words before them and behind the last group say."""
    before = text[max(0, start - REACH):start]
    label, own, public = label_before(before), bool(_OWN.search(before)), bool(_PUBLIC.search(before))

    def read(window: Window) -> Reading | None:
        meant = label or (behind if window.last else None)
        return person(window, meant, own, public) if meant or len(window.digits) >= LEAST_UNLABELLED else None
    return read, LEAST if label or behind else LEAST_UNLABELLED


def _spans(folded: Folded, groups: list[Group], reader: Callable[[int], Read]) -> Iterator[Span]:
    """From the left, the surest reading of the groups from there on, and of equally sure ones the longest."""
    at = 0
    while at < len(groups):
        (read, least), best = reader(groups[at].start), None
        for end, window in _windows(folded, groups, at, least):
            found = read(window)
            if found and (best is None or found.sure >= best[0].sure):
                best = found, end
        if best:
            yield _whole(folded.digits, groups[at].start, groups[best[1]].end, best[0].mark)
        at = best[1] + 1 if best else at + 1


def _windows(folded: Folded, groups: list[Group], at: int, least: int) -> Iterator[tuple[int, Window]]:
    digits, sizes, hotlines, apart = "", (), True, False
    for end in range(at, len(groups)):
        group = groups[end]
        digits, sizes = digits + group.digits, (*sizes, len(group.digits))
        hotlines, apart = hotlines and bool(HOTLINE.fullmatch(group.digits)), apart or (end > at and group.apart)
        if len(digits) > LONGEST and end > at:
            return
        if len(digits) >= least:
            x = len(digits) == 17 and bool(_MARK_X.match(folded.digits, group.end))
            desk = len(digits) == 10 and bool(_EXTENSION.match(folded.digits, group.end))
            yield end, Window(digits, sizes, hotlines, apart, x, desk, end == len(groups) - 1)


def _whole(text: str, start: int, end: int, mark: str) -> Span:
    # A bracket before it belongs to it where one inside closes it.
    opening = _OPENING[")" in text[start:end]].search(text, max(0, start - 2), start)
    tail = {IDENTITY: _MARK_X, PHONE: _EXTENSION}.get(mark)
    closing = tail.match(text, end) if tail else None
    return Span(opening.start(), closing.end() if closing else end, mark)
