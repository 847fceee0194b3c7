"""Masks what tells who somebody is, where it leaves for logs and for the content team's inbox.

The text is folded to one spelling, what is personal is found there, and the stretches of the original are replaced. The
conversation store keeps the text itself for the days that JUMIN_RETENTION_DAYS allows.
"""
from __future__ import annotations

import re
from typing import Any

from bot.privacy.masking.doors import DOOR, find_doors
from bot.privacy.masking.folding import Span, fold
from bot.privacy.masking.identifiers import MAIL, PLATE, find_mail, find_papers, find_plates, find_wechat_names
from bot.privacy.masking.labels import CARD, IDENTITY, MOBILE, NUMBER, PHONE, QQ, WECHAT
from bot.privacy.masking.names import NAME, find_names
from bot.privacy.masking.numbers import find_numbers, find_tails

# In this order: what has the strictest form first, and nothing is found twice.
FINDERS = (find_mail, find_plates, find_papers, find_wechat_names, find_numbers, find_tails, find_doors, find_names)
MARKS = re.compile(
    "|".join(map(re.escape, (IDENTITY, MOBILE, PHONE, CARD, QQ, WECHAT, NUMBER, PLATE, MAIL, DOOR, NAME)))
)
# One word of our own, as most of what is logged is: a topic, a channel, the mark of a conversation with its turn.
_WORD = re.compile(r"[A-Za-z_.\-]*(?:-[0-9]{1,2})?")
# One mark may lay bare what stood beside it; more than one such step was never seen.
_PASSES = 4


def redact(text: str) -> str:
    """``text`` with a mark in Chinese in place of each personal detail; masking twice changes nothing more."""
    if _WORD.fullmatch(text):
        return text
    for _ in range(_PASSES):
        before, text = text, _mask_between_marks(text)
        if text == before:
            break
    return text


def redact_values(value: Any) -> Any:
    """A value as it may be logged: numbers stay numbers, lists and dictionaries what they are, all else is masked
    text."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [redact_values(item) for item in value]
    if isinstance(value, dict):
        return {key: redact_values(item) for key, item in value.items()}
    return redact(str(value))


def _mask_between_marks(text: str) -> str:
    """Marks that stand already are left alone, and are no label of what follows."""
    masked, end = [], 0
    for mark in MARKS.finditer(text):
        masked += [_mask(text[end:mark.start()]), mark[0]]
        end = mark.end()
    return "".join([*masked, _mask(text[end:])])


def _mask(text: str) -> str:
    folded = fold(text)
    spans: list[Span] = []
    for find in FINDERS:
        found = _apart(find(folded))
        folded = folded.without(found)
        spans += found
    masked, end = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        start, stop = folded.original(span, len(text))
        # One letter such as ⑫ may stand for the end of one span and the beginning of the next.
        masked += [text[end:max(start, end)], span.mark]
        end = max(stop, end)
    return "".join([*masked, text[end:]])


def _apart(spans: list[Span]) -> list[Span]:
    """Of spans that overlap the one that begins first, and of these the longer."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
