"""An answer for one instant and one channel."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from knowledge.answers.model import Answer, Origin, Part, Said, mark_of
from knowledge.answers.where import ANYWHERE, Where, told_there
from knowledge.notices.model import Notice, clause_in_force, put_aside
from knowledge.notices.window import last_ended


def resolve(
    answer: Answer, notices: dict[str, Notice], at: datetime, channel: str = "web", where: Where | None = ANYWHERE
) -> Said:
    """The parts valid at ``at`` that reach ``where`` (None: no part is for some places alone), joined in their order.
    A part needs its clause to be in force and not amended. A gap that none of its parts fills says so."""
    valid = valid_parts(answer.parts, notices, at, where)
    is_gap = bool(answer.not_stated) and not valid
    if is_gap:
        valid = valid_parts(answer.nearby, notices, at, where)
    disagreeing = tuple(
        ((part.notice, part.clause), part.contradicts) for part in valid
        if part.contradicts and clause_in_force(*part.contradicts, notices, at)
    )
    sources = [(part.notice, part.clause) for part in valid if part.notice] + [other for _, other in disagreeing]
    text = (answer.not_stated if is_gap else "") + joined(part.words(channel) for part in valid)
    dated = (
        (part.window, put_aside(part.notice, part.clause, notices, words=True), part.notice)
        for part in answer.parts if part.notice
    )
    # A gap has said already what is not stated, and whom to ask.
    unstated = () if is_gap else tuple(dict.fromkeys(part.unstated for part in valid if part.unstated))
    return Said(
        text, tuple(dict.fromkeys(sources)), last_ended(dated, at), disagreeing, is_gap, unstated, answer.ask,
        tuple(origins(answer, valid, is_gap, channel)),
    )


def origins(answer: Answer, valid: list[Part], is_gap: bool, channel: str) -> Iterator[Origin]:
    """What the words of an answer come from; a part is known by its place in the topic's file."""
    if is_gap:
        yield Origin("gap", answer.topic, "", mark_of(answer.not_stated))
    places = {id(part): f"{number}+" for number, part in enumerate(answer.nearby, 1)}
    places |= {id(part): str(number) for number, part in enumerate(answer.parts, 1)}
    for part in valid:
        yield part.origin(f"{answer.topic}/{places[id(part)]}", channel)


def joined(texts: Iterable[str]) -> str:
    """Texts one behind the other; what stands before or behind a list begins a new line."""
    said = ""
    for text in filter(None, texts):
        said += f"\n{text}" if said and "\n" in said + text else text
    return said


def valid_parts(
    parts: Iterable[Part], notices: dict[str, Notice], at: datetime, where: Where | None
) -> list[Part]:
    """Those of the parts that are said at an instant and there."""
    valid = [part for part in parts if is_valid(part, notices, at)]
    if where is None:
        return valid
    days = {part.notice: notices[part.notice].day for part in parts if part.notice}
    return told_there(valid, where, days)


def is_valid(part: Part, notices: dict[str, Notice], at: datetime) -> bool:
    """Words of conversation always are; others in their own window while their clause stands as it was."""
    if part.notice is None:
        return True
    return part.window.contains(at) and clause_in_force(part.notice, part.clause, notices, at, words=True)
