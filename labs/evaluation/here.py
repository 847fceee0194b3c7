"""Asking in this process, without a server."""
from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from bot.model_rollout.cases import Case
from labs.evaluation.judging import Asked


def ask_here(make_asker: Callable, cases: list[Case]) -> Iterator[Asked]:
    """Each case as a conversation of its own, those of one instant together: the civil clock belongs to a process."""
    by_instant = sorted(cases, key=lambda case: case.at or "")
    for at, together in groupby(by_instant, key=lambda case: case.at):
        with clock_at(at):
            asker = make_asker()
            yield from (ask_case(asker, case) for case in together)


def ask_case(asker, case: Case) -> Asked:
    """One case with the confidence that the model had in it."""
    conversation = f"eval:{case.file}:{case.number}"
    reply = asyncio.run(asker.ask(case.q, case.place, conversation))
    confidence = asker.confidence(conversation)
    asker.forget(conversation)
    return Asked(case, reply, confidence)


@contextmanager
def clock_at(at: str | None) -> Iterator[None]:
    """The civil clock stopped at ``at`` for what is made meanwhile; None leaves it as the settings have it."""
    before = os.environ.get("JUMIN_NOW", "")
    os.environ["JUMIN_NOW"] = at or before
    try:
        yield
    finally:
        os.environ["JUMIN_NOW"] = before
