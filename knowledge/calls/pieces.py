"""Pieces of speech as a recogniser sends them: again, out of order, and each better than the last. Pure."""
from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CALLER, AGENT = "caller", "agent"
LONGEST_TEXT, LONGEST_NAME, MOST_SEGMENTS = 2_000, 100, 2_000
# Characters; as many as are spoken in about forty minutes.
MOST_SAID = 10_000
MOST_REVISION, MOST_SECONDS = 10 ** 9, 10.0 ** 6


class PieceRefused(ValueError):
    """What came is no piece; the message is the sentence to send back."""


@dataclass(frozen=True)
class Piece:
    """What was understood of one ``segment`` of a call so far. ``revision`` counts up within the segment; ``final``: it
    will not get better. ``start`` and ``end`` are seconds since the call began."""

    segment: str
    revision: int
    speaker: str
    final: bool
    start: float
    end: float
    text: str

    @property
    def rank(self) -> tuple[bool, int, str, float, float, str]:
        """Of two pieces of a segment the higher holds: no late guess undoes what is final. The text decides last, so
        that the order in which they came never does."""
        return self.final, self.revision, self.speaker, self.start, self.end, self.text


Heard = Mapping[str, Piece]


def read_piece(body: Mapping[str, Any]) -> Piece:
    """A piece out of a request's object. Raises PieceRefused."""
    segment, text, speaker, final = (body.get(name) for name in ("segment", "text", "speaker", "final"))
    if not isinstance(segment, str) or not 0 < len(segment) <= LONGEST_NAME:
        raise PieceRefused(f"segment must be a text of 1 to {LONGEST_NAME} characters.")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise PieceRefused(f"text must be a text of up to {LONGEST_TEXT} characters.")
    if speaker not in (CALLER, AGENT):
        raise PieceRefused(f"speaker must be {CALLER} or {AGENT}.")
    if not isinstance(final, bool):
        raise PieceRefused("final must be true or false.")
    revision = body.get("revision")
    if isinstance(revision, bool) or not isinstance(revision, int) or not 0 <= revision <= MOST_REVISION:
        raise PieceRefused("revision must be a whole number from 0.")
    start, end = _seconds(body, "start"), _seconds(body, "end")
    if end < start:
        raise PieceRefused("end must not lie before start.")
    return Piece(segment, revision, speaker, final, start, end, text)


def _seconds(body: Mapping[str, Any], name: str) -> float:
    value = body.get(name)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not is_number or not 0 <= value <= MOST_SECONDS:
        raise PieceRefused(f"{name} must be seconds since the call began.")
    return float(value)


def with_piece(heard: Heard, piece: Piece) -> Heard:
    """What is heard after one piece more; the same object where it changes nothing. Raises PieceRefused where a call
    would have more segments than one ever has."""
    known = heard.get(piece.segment)
    if known is not None and known.rank >= piece.rank:
        return heard
    if known is None and len(heard) >= MOST_SEGMENTS:
        raise PieceRefused(f"A call has at most {MOST_SEGMENTS} segments; begin another.")
    return {**heard, piece.segment: piece}


def of_caller(heard: Heard) -> list[tuple[str, bool]]:
    """What the caller said, in the order in which it was said: each text with whether it is final. Of a call that goes
    on for hours the last of it."""
    pieces = (piece for piece in heard.values() if piece.speaker == CALLER and piece.text.strip())
    said, left = [], MOST_SAID
    for piece in sorted(pieces, key=lambda one: (one.start, one.end, one.segment), reverse=True):
        left -= len(piece.text)
        if left < 0:
            break
        said.append((piece.text, piece.final))
    return said[::-1]
