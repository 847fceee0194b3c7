"""When a proposed model becomes current: every process that was asked, and every one that lives, is ready."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model_rollout.vote import CURRENT, DECIDED_WITHIN, READY, REFUSED, WAITING, Vote, decide

PROPOSED_AT = datetime(2022, 11, 7, tzinfo=timezone.utc)
SOON, LATE = PROPOSED_AT + timedelta(seconds=5), PROPOSED_AT + DECIDED_WITHIN + timedelta(seconds=1)
OUTCOMES = st.sampled_from([WAITING, READY, REFUSED])


def votes(**outcomes: str) -> list[Vote]:
    return [
        Vote(name, f"host:{name}", outcome, "broken." if outcome == REFUSED else "")
        for name, outcome in outcomes.items()
    ]


@pytest.mark.parametrize(("said", "living", "now", "expected"), [
    (votes(a=READY, b=READY), "ab", SOON, (CURRENT, "")),
    (votes(a=READY, b=WAITING), "ab", SOON, None),
    (votes(a=READY, b=REFUSED), "ab", SOON, (REFUSED, "host:b: broken.")),
    (votes(a=READY, b=WAITING), "a", SOON, (REFUSED, "host:b: it ended before it was ready.")),
    (votes(a=READY, b=READY), "a", SOON, (CURRENT, "")),
    (votes(a=READY), "ac", SOON, None),
    (votes(a=READY, b=WAITING), "ab", LATE, (REFUSED, "host:b: no word within 120 seconds.")),
    (votes(a=READY), "ac", LATE, (REFUSED, "a process that came up meanwhile: no word within 120 seconds.")),
    ([], "", SOON, None),
], ids=["all ready", "one works on it", "one refuses", "one died over it", "one died after its word", "one came up",
        "one hangs", "the new one hangs", "nobody was asked"])
def test_what_is_decided(said, living, now, expected):
    assert decide(PROPOSED_AT, said, set(living), now) == expected


@given(st.dictionaries(st.sampled_from("abcd"), OUTCOMES), st.sets(st.sampled_from("abcde")), st.booleans())
def test_nothing_becomes_current_without_the_word_of_all(outcomes, living, late):
    found = decide(PROPOSED_AT, votes(**outcomes), living, LATE if late else SOON)
    if found and found[0] == CURRENT:
        assert set(outcomes.values()) == {READY} and living <= set(outcomes)
    if late:
        assert found is not None
    if found and found[0] == REFUSED:
        assert found[1]
