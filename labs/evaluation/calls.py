"""Replayed calls: whether the right card stands beside the call before the caller ends."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.calls.pieces import Heard, of_caller, read_piece, with_piece

# How a text of the agent begins in ``said``.
AGENT = "坐席："


@dataclass(frozen=True)
class Replayed:
    """A call as it was replayed: the topics expected, those that are right ``also``, and the ids and topics of the
    cards after each piece. ``finals``: how many final pieces of the caller it has."""

    id: str
    expected: tuple[str, ...]
    also: tuple[str, ...]
    shown: tuple[tuple[tuple[str, str], ...], ...]
    finals: int

    @property
    def last(self) -> tuple[str, ...]:
        """The topics of the cards when the caller ended."""
        return tuple(topic for _, topic in self.shown[-1]) if self.shown else ()

    @property
    def found(self) -> int:
        """How many of the expected topics have a card at the end."""
        return len({*self.expected} & {*self.last})

    @property
    def is_first(self) -> bool:
        """Whether the first card is a right one; where none is expected, whether there is none."""
        return self.last[0] in self.right if self.last else not self.expected

    @property
    def is_wrong(self) -> bool:
        """Whether the first card, which was sure enough to be shown, is a wrong one."""
        return bool(self.last) and self.last[0] not in self.right

    @property
    def right(self) -> tuple[str, ...]:
        """All topics that a card may be of."""
        return (*self.expected, *self.also)

    @property
    def changes(self) -> int:
        """How often a card came or went."""
        before: frozenset[str] = frozenset()
        count = 0
        for shown in self.shown:
            now = frozenset(card for card, _ in shown)
            count += len(now ^ before)
            before = now
        return count


def figures(calls: Sequence[Replayed]) -> dict[str, float]:
    """Shares of 0 to 1, each of all calls; ``found`` of all topics that are expected."""
    expected = sum(len(call.expected) for call in calls) or 1
    return {
        "calls": len(calls),
        "found": sum(call.found for call in calls) / expected,
        "first": sum(call.is_first for call in calls) / len(calls),
        "wrong": sum(call.is_wrong for call in calls) / len(calls),
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
    shown = []
    for said in heard_after_each(call["pieces"]):
        state = await suggest(said)
        shown.append(tuple((card["id"], card["topic"]) for card in state["cards"]))
    finals = sum(piece["final"] and piece["speaker"] == "caller" for piece in call["pieces"])
    return Replayed(call["id"], tuple(call["expect"] or ()), tuple(call.get("also") or ()), tuple(shown), finals)


def main() -> None:
    """Figures of the calls in the files that are named, and the calls that are not right."""
    import asyncio

    from bot.commands.ask import local_bot
    from bot.commands.cli_errors import quiet_logs
    from bot.hotline.suggesting import suggest
    from bot.hotline.talker import Talker
    from bot.model_rollout.current import CurrentAgent

    quiet_logs()
    talker = Talker(CurrentAgent(local_bot().talker))

    async def all_of() -> list[Replayed]:
        calls = read_calls(map(Path, sys.argv[1:]))
        return [await replay(call, lambda said: suggest(talker, said, {}, ())) for call in calls]

    calls = asyncio.run(all_of())
    for call in calls:
        if not call.is_first or call.found < len(call.expected):
            print(call.id, "expected", *call.expected, "| shown", *call.last)
    print({name: round(value, 3) for name, value in figures(calls).items()})


if __name__ == "__main__":
    main()
