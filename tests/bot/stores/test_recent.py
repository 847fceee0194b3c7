"""What a process keeps of the last minutes: the latest, not too many, and for a while only."""
from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.stores import recent
from bot.stores.recent import Recent, forget_again_and_again


class Hands:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_the_one_longest_unused_goes_first():
    kept: Recent[int] = Recent(2, 60.0, Hands())
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


def test_what_was_unused_for_a_while_is_let_go():
    now = Hands()
    kept: Recent[int] = Recent(9, 60.0, now)
    for now.at, key in ((0.0, "a"), (10.0, "b"), (20.0, "c")):
        kept.put(key, 1)
    now.at = 65.0
    kept.get("b")
    kept.forget()
    assert kept.get("a") is None and kept.get("b") and kept.get("c")
    now.at = 100.0
    kept.put("d", 1)
    now.at = 130.0
    kept.forget()
    assert len(kept) == 1 and kept.pop("d") and not len(kept)


def test_a_value_that_means_nothing_is_kept_like_any_other():
    kept: Recent[int] = Recent(9, 60.0, Hands())
    kept.put("a", 0)
    assert kept.get("a") == 0 and kept.pop("a") == 0 and kept.pop("a") is None


def test_everything_that_forgets_is_told_to_again_and_again(monkeypatch):
    monkeypatch.setattr(recent, "EVERY_SECONDS", 0.01)
    now = Hands()
    kept: tuple[Recent[int], ...] = (Recent(9, 60.0, now), Recent(9, 60.0, now))

    async def forgetting() -> None:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(forget_again_and_again(*kept), 0.1)

    for one in kept:
        one.put("a", 1)
    now.at = 61.0
    asyncio.run(forgetting())
    assert [len(one) for one in kept] == [0, 0]
