"""Learns how sure a card is from calls whose right cards are known, and tells what each threshold would cost.

    python -m labs.evaluation.certainty FILES [--write]
"""
from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from bot.hotline.certainty import FILE, NAMES, Evidence
from bot.hotline.listening import listen
from bot.hotline.talker import Talker
from bot.hotline.utterances import utterances
from bot.hotline.weighing import evidence
from knowledge.releases.edition import PINNED
from labs.evaluation.calls import expected, heard_after_each, local_talker, read_calls
from labs.evaluation.shares import Share

# Each tenth of the calls is judged by what was learned from the others.
FOLDS = 10
STEPS = (0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97)


@dataclass(frozen=True)
class State:
    """A call after one piece: what speaks for each of its questions, and which of them have a right card."""

    found: tuple[Evidence, ...]
    is_right: tuple[bool, ...]


async def states(call: Mapping[str, Any], talker: Talker) -> list[State]:
    """A call through what listens to calls, piece by piece."""
    right = {*expected(call), *(call.get("also") or ())}
    return [await state(said, right, talker) for said in heard_after_each(call["pieces"])]


async def state(said: Sequence[tuple[str, bool]], right: Collection[str], talker: Talker) -> State:
    with talker.agent.pinned():
        heard = await listen(utterances(said), talker, PINNED.get().release.topics)
        found = await evidence(heard, talker)
    return State(tuple(found), tuple(asked.topic in right for asked in heard.asked))


def learned(calls: Sequence[Sequence[State]]) -> LogisticRegression:
    """From every question of the calls: the end of a call counts as much as all of its way."""
    rows, rights, counts = [], [], []
    for call in calls:
        for state in call:
            rows += [astuple(one) for one in state.found]
            rights += state.is_right
            counts += [1.0 if state is call[-1] else 1 / len(call)] * len(state.found)
    return LogisticRegression(max_iter=2000).fit(rows, rights, counts)


@dataclass(frozen=True)
class Judged:
    """The surest question of a call at its end, and whether its card is right; ``ever_wrong``: how sure a wrong card
    was that stood first at some time (0 of none)."""

    sure: float
    is_right: bool
    ever_wrong: float


def judged(calls: Sequence[Sequence[State]]) -> list[Judged]:
    """Each call by what was learned from others."""
    found: list[Judged] = []
    models = [learned([call for at, call in enumerate(calls) if at % FOLDS != fold]) for fold in range(FOLDS)]
    for at, call in enumerate(calls):
        firsts = [first(state, models[at % FOLDS]) for state in call]
        found.append(Judged(*firsts[-1], max((sure for sure, right in firsts if not right), default=0.0)))
    return found


def first(state: State, model: LogisticRegression) -> tuple[float, bool]:
    """The surest question: how sure (0 where nothing was asked) and whether it is right."""
    if not state.found:
        return 0.0, True
    sure = model.predict_proba(np.array([astuple(one) for one in state.found]))[:, 1]
    return float(sure.max()), state.is_right[int(sure.argmax())]


def told(calls: Sequence[Judged]) -> str:
    """What is shown as sure, right and wrong from each step on, as lines."""
    lines = []
    for step in STEPS:
        sure = [call for call in calls if call.sure >= step]
        counts = {
            "sure": len(sure), "right": sum(call.is_right for call in sure),
            "wrong": sum(not call.is_right for call in sure),
            "wrong at any time": sum(call.ever_wrong >= step for call in calls),
        }
        lines.append(f"from {step:.2f}: " + ", ".join(f"{name} {Share(of, len(calls))}" for name, of in counts.items()))
    return "\n".join(lines)


def write(model: LogisticRegression) -> None:
    """The weights into their file; from where on what is shown stays as it was chosen."""
    yaml = YAML()
    yaml.width = 120
    content = yaml.load(FILE.read_text(encoding="utf-8"))
    for name, weight in zip(NAMES, model.coef_[0], strict=True):
        content["weights"][name] = round(float(weight), 2)
    content["bias"] = round(float(model.intercept_[0]), 2)
    yaml.dump(content, FILE)


def main() -> None:
    talker = local_talker()

    async def all_of() -> list[list[State]]:
        files = [Path(name) for name in sys.argv[1:] if name != "--write"]
        return [await states(call, talker) for call in read_calls(files)]

    calls = asyncio.run(all_of())
    model = learned(calls)
    print(told(judged(calls)))
    print(dict(zip(NAMES, model.coef_[0].round(2), strict=True)), model.intercept_.round(2))
    if "--write" in sys.argv:
        write(model)


if __name__ == "__main__":
    main()
