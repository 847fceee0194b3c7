"""Pieces of speech: whatever comes again or out of order, the same is heard."""
from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.calls.pieces import MOST_SAID, Piece, PieceRefused, of_caller, read_piece, with_piece

PIECES = some.builds(
    Piece, some.sampled_from(["s1", "s2", "s3"]), some.integers(0, 3), some.sampled_from(["caller", "agent"]),
    some.booleans(), some.sampled_from([0.0, 1.5, 3.0]), some.just(9.0), some.sampled_from(["超市", "超市开吗", "好的", " "]),
)
RIGHT = {
    "segment": "s1", "revision": 3, "speaker": "caller", "final": True, "start": 12.4, "end": 15, "text": "核酸几点做",
}


def heard(*pieces: Piece) -> dict:
    return reduce(with_piece, pieces, {})


def piece(segment: str, revision: int, text: str, *, final: bool = False, speaker: str = "caller", start: float = 0.0):
    return Piece(segment, revision, speaker, final, start, start + 1, text)


@given(some.lists(PIECES, max_size=8), some.randoms(use_true_random=False))
def test_repeats_and_disorder_are_heard_alike(pieces, by_chance):
    again = [*pieces, *by_chance.choices(pieces, k=4)] if pieces else []
    by_chance.shuffle(again)
    assert heard(*pieces) == heard(*again)
    assert of_caller(heard(*pieces)) == of_caller(heard(*again))


def test_the_newest_revision_of_a_segment_holds():
    assert of_caller(heard(piece("s1", 2, "超市开吗"), piece("s1", 1, "超市"))) == [("超市开吗", False)]


def test_a_late_guess_does_not_undo_what_is_final():
    assert of_caller(heard(piece("s1", 2, "药店", final=True), piece("s1", 9, "要点"))) == [("药店", True)]


def test_what_the_agent_says_is_not_what_the_caller_said():
    assert of_caller(heard(piece("s1", 1, "您问超市吗", speaker="agent"), piece("s2", 1, "对"))) == [("对", False)]


def test_it_is_told_in_the_order_in_which_it_was_said():
    late, early = piece("s1", 1, "几点做", start=4.0), piece("s2", 1, "核酸", start=1.0)
    assert [text for text, _ in of_caller(heard(late, early))] == ["核酸", "几点做"]


def test_what_changes_nothing_leaves_the_same_object():
    known = heard(piece("s1", 2, "超市开吗"))
    assert with_piece(known, piece("s1", 1, "超市")) is known


def test_of_a_call_of_hours_the_last_is_told():
    pieces = [piece(f"s{i}", 1, "说" * 1000, start=float(i)) for i in range(40)]
    assert sum(len(text) for text, _ in of_caller(heard(*pieces))) == MOST_SAID


@pytest.mark.parametrize("wrong", [
    {"segment": ""}, {"segment": 1}, {"segment": "x" * 101}, {"revision": -1}, {"revision": True}, {"revision": "1"},
    {"speaker": "somebody"}, {"final": 1}, {"start": "0"}, {"start": float("nan")}, {"end": 1.0}, {"text": None},
    {"text": "说" * 2001},
], ids=str)
def test_what_is_no_piece_is_refused_with_a_sentence(wrong):
    with pytest.raises(PieceRefused, match=rf"^{next(iter(wrong))} must .*\.$"):
        read_piece({**RIGHT, **wrong})


def test_a_piece_is_read_as_it_was_sent():
    assert vars(read_piece(RIGHT)) == {**RIGHT, "end": 15.0}
