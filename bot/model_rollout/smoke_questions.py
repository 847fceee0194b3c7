"""Smoke questions (golden.yml of the city's folder): a model must understand them before it answers residents."""
from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from pathlib import Path

from bot.model_rollout.cases import Case, EvaluationError, read_cases
from bot.model_rollout.current import pinned_to
from bot.model_rollout.files import ModelRefused
from bot.model_rollout.proving import golden_file
from bot.rasa_engine.agent import Agent, Question
from knowledge.releases.edition import Edition

CHANNEL = "web"
# So many failures are told; the rest is counted.
TOLD = 3


@dataclass(frozen=True)
class Given:
    """Topic and verdict of a reply."""

    topic: str
    verdict: str | None


def read_golden(topics, file: Path | None = None) -> list[Case]:
    """The golden questions, each with topic or verdict. Raises ModelRefused."""
    file = file or golden_file()
    if not file.exists():
        return []
    try:
        cases = read_cases(file, topics)
    except EvaluationError as error:
        raise ModelRefused(str(error)) from None
    for case in cases:
        if case.at or case.place:
            raise ModelRefused(
                f"{file}, case {case.number}: a golden question is asked here and now; leave out at and place."
            )
    return cases


async def probe_for(edition: Edition, candidate: Agent, present: Agent) -> None:
    """Hold a model against the golden questions of the served folder whose topics a release has, answered from that
    release. Raises ModelRefused."""
    cases = await asyncio.to_thread(read_golden, candidate.generator.release.answers)
    with pinned_to(edition, candidate):
        await probe(candidate, present, [case for case in cases if case.topic in (None, *edition.release.answers)])


async def probe(candidate: Agent, present: Agent, cases: list[Case]) -> None:
    """Ask all golden questions on the event loop, each a conversation of its own that is written nowhere. Raises
    ModelRefused saying what went wrong."""
    failures = [said for case in cases if (said := await failure(candidate, present, case))]
    if failures:
        more = f" and {len(failures) - TOLD} more" if len(failures) > TOLD else ""
        raise ModelRefused(
            f"{len(failures)} of {len(cases)} golden questions failed: {'; '.join(failures[:TOLD])}{more}."
        )


async def failure(candidate: Agent, present: Agent, case: Case) -> str:
    """What is wrong with the reply to one question; empty if nothing is.

    A model only understands; the verdict comes out of the rulebook. If the model in use gives the same other verdict,
    the notices or the day have changed and not the model.
    """
    given = await ask(candidate, case.q)
    if case.is_met_by(given.topic, given.verdict):
        return ""
    if case.is_met_by(given.topic, case.verdict) and given == await ask(present, case.q):
        return ""
    wanted = ", ".join(name for name in (case.topic, case.verdict) if name)
    said = f"{given.topic}, {given.verdict}" if given.verdict else given.topic
    return f"{case.q!r} gave {said}, not {wanted}"


async def ask(agent: Agent, question: str) -> Given:
    """Topic and verdict of the reply; the events of the turn are dropped."""
    try:
        reply, _ = await agent.answer(Question(f"golden:{uuid.uuid4().hex}", CHANNEL, question), [])
    except Exception as error:
        # Whatever a new model stumbles over is a reason not to use it.
        raise ModelRefused(
            f"The golden question {question!r} could not be answered: {type(error).__name__}."
        ) from error
    return Given(reply.receipt.topic, reply.receipt.verdict)
