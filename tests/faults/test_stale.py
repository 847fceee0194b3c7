"""The checker of publications finds what is stale and what is mixed, and nothing else."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

from faults.publications import mixed
from faults.stale import stale

from knowledge.desk.timeline import Publication

NOON = datetime(2026, 11, 29, 4, tzinfo=timezone.utc)
SECOND = timedelta(seconds=1)


def publication(seq: int, after: int, written: int | None = None) -> Publication:
    at = NOON + SECOND * (after if written is None else written)
    return Publication(seq, f"r{seq}", "", NOON + SECOND * after, "zhao", "publish", "", None, at)


# The third is scheduled before the second is published, and never comes: the second has the higher number.
PAST = [publication(1, 0), publication(2, 30, written=5), publication(3, 10)]


def done(*replies: tuple[float, int]) -> list[str]:
    return stale([(NOON + SECOND * after, number) for after, number in replies], PAST)


def test_a_reply_from_what_was_current_is_none():
    assert done((9.9, 1), (10, 3), (29, 3), (31, 3)) == []


def test_a_reply_from_something_older_is_found_and_one_from_what_was_not_yet_current_too():
    assert len(done((10, 1), (31, 2), (9, 3))) == 3


def test_a_button_that_is_called_as_in_another_release_is_found():
    titles = {"r1": {"topic:t": "旧"}, "r2": {"topic:t": "新"}}
    buttons = [{"payload": "topic:t", "title": "旧"}, {"payload": "say:好", "title": "好"}]
    reply = {"receipt": {"release": "r1"}, "messages": [{"buttons": buttons}]}
    assert list(mixed(reply, titles)) == []
    assert len(list(mixed({**reply, "receipt": {"release": "r2"}}, titles))) == 1
