"""A call told again at the pace at which it was spoken, or faster: cards as they change, and from piece to card."""
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable, Sequence
from contextlib import aclosing, suppress
from statistics import median, quantiles
from typing import Any

from bot.telephone.desk_client import DeskClient
from knowledge import clock

# After the last piece the desk may still have something to show.
LAST_CARDS_SECONDS = 0.5


class Told:
    """What is printed of a call: every piece, every change of the cards, and at the end the times between them."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say, self.sent_at, self.milliseconds = say, None, []

    def piece(self, piece: dict[str, Any]) -> None:
        kind = "final" if piece["final"] else "partial"
        self.say(f"{piece['end']:7.1f} s  {piece['speaker']:6} {kind:7}  {piece['text']}")
        self.sent_at = clock.machine_seconds()

    def state(self, state: dict[str, Any]) -> None:
        """The first state after a piece is what came of it."""
        took = ""
        if self.sent_at is not None:
            self.milliseconds.append((clock.machine_seconds() - self.sent_at) * 1000)
            took, self.sent_at = f"{self.milliseconds[-1]:.0f} ms", None
        cards = "; ".join(as_words(one, state["sure"]) for one in state["cards"])
        asked = f"  asks: {state['ask']['question']}" if state.get("ask") else ""
        self.say(f"{'':>9}  {took:>8}  {cards or 'nothing fits' * bool(state['nothing_fits']) or 'no card'}{asked}")

    def times(self) -> str:
        """The line of timings."""
        found = self.milliseconds
        if not found:
            return "No card changed."
        last = quantiles(found, n=100)[98] if len(found) > 1 else found[0]
        return (f"Piece to card: median {median(found):.0f} ms, 99th percentile {last:.0f} ms, "
                f"{len(found)} changes of cards.")


def as_words(card: dict[str, Any], sure: Sequence[str]) -> str:
    """A card on a line, and whether it is only perhaps the right one."""
    perhaps = "" if card["id"] in sure else "perhaps "
    return f"{perhaps}{card['topic']} {card['confidence']:.2f} {card['title']}"


async def at_their_times(pieces: Sequence[dict[str, Any]], speed: float) -> AsyncIterator[dict[str, Any]]:
    """Pieces at the instant at which each was heard whole, counted from now. ``speed`` 2 is twice as fast."""
    began = clock.machine_seconds()
    for piece in sorted(pieces, key=lambda piece: piece["end"]):
        await asyncio.sleep(max(0.0, began + piece["end"] / speed - clock.machine_seconds()))
        yield piece


async def replay(desk: DeskClient, pieces: AsyncIterable[dict[str, Any]], say: Callable[[str], None]) -> None:
    """One call from its beginning to its wrap-up. Raises DeskRefuses."""
    told = Told(say)
    say(f"Call {await desk.begin()}")
    listening = asyncio.create_task(listen(desk, told))
    try:
        async for piece in pieces:
            told.piece(piece)
            await desk.say(piece)
        await asyncio.sleep(LAST_CARDS_SECONDS)
        summary = await desk.end()
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    say(told.times())
    say(summary)


async def listen(desk: DeskClient, told: Told) -> None:
    async with aclosing(desk.states()) as states:
        async for state in states:
            told.state(state)
