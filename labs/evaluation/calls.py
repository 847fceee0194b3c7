"""Replayed calls: whether the right card stands beside the call before the caller ends."""
from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.commands.ask import local_bot
from bot.commands.cli_errors import quiet_logs
from bot.hotline.suggesting import suggest
from bot.hotline.talker import Talker
from bot.model_rollout.current import CurrentAgent
from bot.nlu.content import topics
from knowledge.answers import Topics
from knowledge.calls.pieces import Heard, of_caller, read_piece, with_piece
from labs.evaluation.shares import Share

# How a text of the agent begins in ``said``.
AGENT = "坐席："
# What a call may be expected to have in place of a topic: nothing that is stated fits it.
NO_CARD = ("out_of_scope", "not_understood")


@dataclass(frozen=True)
class Shown:
    """What stood beside the call after a piece: the ids and topics of the cards in order, and how sure the first is
    that is sure enough to be shown as the answer (0 to 1) with its topic; without any both are None."""

    cards: tuple[tuple[str, str], ...]
    sure: str | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Replayed:
    """A call as it was replayed: the topics expected, those that are right ``also``, and what was shown after each
    piece. ``finals``: how many final pieces of the caller it has."""

    id: str
    expected: tuple[str, ...]
    also: tuple[str, ...]
    shown: tuple[Shown, ...]
    finals: int

    @property
    def last(self) -> tuple[str, ...]:
        """The topics of the cards when the caller ended."""
        return tuple(topic for _, topic in self.shown[-1].cards) if self.shown else ()

    @property
    def found(self) -> int:
        """How many of the expected topics have a card at the end."""
        return len({*self.expected} & {*self.last})

    @property
    def is_first(self) -> bool:
        """Whether the first card is a right one; where none is expected, whether there is none."""
        return self.last[0] in self.right if self.last else not self.expected

    @property
    def is_sure(self) -> bool:
        """Whether a card was sure enough at the end to be shown as the answer."""
        return bool(self.shown) and self.shown[-1].sure is not None

    @property
    def is_wrong(self) -> bool:
        """Whether the first card that is sure is a wrong one."""
        return self.is_sure and self.shown[-1].sure not in self.right

    @property
    def was_wrong(self) -> bool:
        """Whether a wrong card stood first and sure at any time of the call."""
        return any(one.sure not in (None, *self.right) for one in self.shown)

    @property
    def right(self) -> tuple[str, ...]:
        """All topics that a card may be of."""
        return (*self.expected, *self.also)

    @property
    def changes(self) -> int:
        """How often a card came or went."""
        before: frozenset[str] = frozenset()
        count = 0
        for one in self.shown:
            now = frozenset(card for card, _ in one.cards)
            count += len(now ^ before)
            before = now
        return count


def figures(calls: Sequence[Replayed], topics: Topics) -> dict[str, Share | float]:
    """Shares of calls, but ``found`` and ``dangers`` of the topics that are expected, of all and of dangers;
    ``changes`` of cards for a final piece."""
    in_danger = [call for call in calls if topics.is_a(next(iter(call.expected), None), "danger")]
    return {
        "found": Share(sum(call.found for call in calls), sum(len(call.expected) for call in calls)),
        "first": Share(sum(call.is_first for call in calls), len(calls)),
        "sure": Share(sum(call.is_sure for call in calls), len(calls)),
        "wrong": Share(sum(call.is_wrong for call in calls), len(calls)),
        "wrong at any time": Share(sum(call.was_wrong for call in calls), len(calls)),
        "dangers": Share(sum(call.found for call in in_danger), sum(len(call.expected) for call in in_danger)),
        "changes": sum(call.changes for call in calls) / (sum(call.finals for call in calls) or 1),
    }


def read_calls(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Lists of ``{id, pieces, expect, also?}``; in place of ``pieces`` may stand ``said``, their final texts."""
    for file in files:
        for call in YAML(typ="safe").load(file.read_text(encoding="utf-8")):
            yield call if "pieces" in call else {**call, "pieces": [*as_pieces(call["said"])]}


def as_pieces(said: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each text as a recogniser hears it: its first half, and then all of it."""
    for number, text in enumerate(said):
        speaker = "agent" if text.startswith(AGENT) else "caller"
        text = text.removeprefix(AGENT)
        for revision, part in enumerate((text[: len(text) // 2], text)):
            yield {
                "segment": f"s{number}", "revision": revision, "speaker": speaker, "final": bool(revision),
                "start": number * 3.0, "end": number * 3.0 + 2.5, "text": part,
            }


def heard_after_each(pieces: Sequence[Mapping[str, Any]]) -> Iterator[list[tuple[str, bool]]]:
    """What the caller has said after each piece."""
    heard: Heard = {}
    for piece in pieces:
        heard = with_piece(heard, read_piece(piece))
        yield of_caller(heard)


async def replay(call: Mapping[str, Any], suggest: Any) -> Replayed:
    """A call through ``suggest``, which gives the state for what was said."""
    shown = [as_shown(await suggest(said)) for said in heard_after_each(call["pieces"])]
    finals = sum(piece["final"] and piece["speaker"] == "caller" for piece in call["pieces"])
    return Replayed(call["id"], expected(call), tuple(call.get("also") or ()), tuple(shown), finals)


def expected(call: Mapping[str, Any]) -> tuple[str, ...]:
    """The topics that must have a card; to what no notice speaks of there is none."""
    return tuple(topic for topic in call["expect"] or () if topic not in NO_CARD)


def as_shown(state: Mapping[str, Any]) -> Shown:
    """Of the state of a call."""
    sure = next((card for card in state["cards"] if card["id"] in state["sure"]), None)
    cards = tuple((card["id"], card["topic"]) for card in state["cards"])
    return Shown(cards, sure and sure["topic"], sure and sure["confidence"])


def local_talker() -> Talker:
    """The bot of this folder, without a server."""
    quiet_logs()
    return Talker(CurrentAgent(local_bot().talker))


def main() -> None:
    """Figures of the calls in the files that are named, and the calls that are not right."""
    talker = local_talker()

    async def all_of() -> list[Replayed]:
        calls = read_calls(map(Path, sys.argv[1:]))
        return [await replay(call, lambda said: suggest(talker, said, {}, ())) for call in calls]

    calls = asyncio.run(all_of())
    for call in calls:
        if not call.is_first or call.is_wrong or call.found < len(call.expected):
            print(call.id, "WRONG" if call.is_wrong else "", "expected", *call.expected, "| shown", *call.last)
    for name, value in figures(calls, topics()).items():
        print(f"{name:<18} {value:.2f}" if isinstance(value, float) else f"{name:<18} {value}")


if __name__ == "__main__":
    main()
