"""What all that was said in a call speaks for each of its questions, and which of them are told in what order."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.hotline.certainty import Evidence, Weights, log_odds
from bot.hotline.heard import Asked, Heard
from bot.hotline.utterances import Utterance, asks, latest

# So many stretches, the last, are weighed each by itself.
MOST_STRETCHES = 60
MOST_ELSEWHERE, RECENT_STRETCHES = 2.0, 2
MOST_CARDS = 3


class Sharer(Protocol):
    """Tells how likely each topic is by some stretches alone, read as one."""

    async def shares(self, stretches: Sequence[str]) -> Mapping[str, float]: ...


@dataclass(frozen=True)
class Weighed:
    """A question with the share of questions like it whose answer is wanted, 0 to 1."""

    asked: Asked
    certainty: float


async def evidence(call: Heard, sharer: Sharer) -> list[Evidence]:
    """What speaks for each question of the call, in their order."""
    if not call.asked:
        return []
    stretches = call.stretches
    whole = await sharer.shares(latest(stretches))
    asking = await sharer.shares(latest([one for one in stretches if asks(one.text)] or stretches))
    first = max(0, len(stretches) - MOST_STRETCHES)
    alone = {at: await sharer.shares(latest([one])) for at, one in enumerate(stretches) if at >= first}
    return [await of_question(asked, stretches, whole, asking, alone, sharer) for asked in call.asked]


async def of_question(
    asked: Asked, stretches: Sequence[Utterance], whole: Mapping[str, float], asking: Mapping[str, float],
    alone: Mapping[int, Mapping[str, float]], sharer: Sharer
) -> Evidence:
    """Of one question. ``alone`` are the shares by each stretch, by its number."""
    topic, at, count = asked.topic, asked.at, len(stretches)
    pairs = [latest(stretches[max(0, end - 2):end]) for end in (at + 1, at + 2) if end <= count]
    return Evidence(
        own=log_odds(asked.confidence),
        worded=float(asks(stretches[at].text)),
        final=float(stretches[at].final),
        recent=float(at >= count - RECENT_STRETCHES),
        early=1 / count,
        elsewhere=min(MOST_ELSEWHERE, sum(shares.get(topic, 0.0) for one, shares in alone.items() if one != at)),
        whole=whole.get(topic, 0.0),
        asking=asking.get(topic, 0.0),
        beside=max([(await sharer.shares(pair)).get(topic, 0.0) for pair in pairs]),
    )


async def weighed(call: Heard, sharer: Sharer, weights: Weights) -> list[Weighed]:
    """The questions of the call, each with its certainty."""
    found = await evidence(call, sharer)
    return [Weighed(asked, weights.certainty(said)) for asked, said in zip(call.asked, found, strict=True)]


def chosen(questions: Sequence[Weighed], weights: Weights) -> list[Weighed]:
    """Those that cards are made of: a danger that may well be one, then the surest; none where not even the first is
    sure enough to be shown."""
    def rank(question: Weighed) -> tuple[bool, float]:
        return question.asked.is_danger and question.certainty >= weights.danger_from, question.certainty

    ordered = sorted(reversed(questions), key=rank, reverse=True)[:MOST_CARDS]
    return ordered if ordered and ordered[0].certainty >= weights.fits_from else []
