"""An answer for one instant and one channel."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from knowledge.answers.model import Answer, Origin, Part, Said, mark_of
from knowledge.answers.where import ANYWHERE, Where, told_there
from knowledge.notices.model import Notice, clause_in_force
from knowledge.notices.standing import Standing, standings
from knowledge.notices.window import Ended


def resolve(
    answer: Answer, notices: dict[str, Notice], at: datetime, channel: str = "web", where: Where | None = ANYWHERE
) -> Said:
    """The parts valid at ``at`` that reach ``where`` (None: no part is for some places alone), joined in their order.
    A part needs its clause to be in force and not amended. A gap that none of its parts fills says so."""
    standing = stand(answer.parts, notices, at)
    valid = valid_parts(answer.parts, standing, notices, where)
    is_gap = bool(answer.not_stated) and not valid
    if is_gap:
        valid = valid_parts(answer.nearby, stand(answer.nearby, notices, at), notices, where)
    disagreeing = tuple(
        ((part.notice, part.clause), part.contradicts) for part in valid
        if part.contradicts and clause_in_force(*part.contradicts, notices, at)
    )
    sources = [(part.notice, part.clause) for part in valid if part.notice] + [other for _, other in disagreeing]
    text = (answer.not_stated if is_gap else "") + joined(part.words(channel) for part in valid)
    ended = [Ended(one.ended, part.notice) for part, one in zip(answer.parts, standing, strict=True) if one.ended]
    # A gap has said already what is not stated, and whom to ask.
    unstated = () if is_gap else tuple(dict.fromkeys(part.unstated for part in valid if part.unstated))
    return Said(
        text, tuple(dict.fromkeys(sources)), max(ended, key=lambda one: one.until, default=None), disagreeing, is_gap,
        unstated, answer.ask, tuple(origins(answer, valid, is_gap, channel)),
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


def stand(parts: Iterable[Part], notices: dict[str, Notice], at: datetime) -> list[Standing]:
    """Whether each of the parts holds at an instant."""
    return standings([(part.window, part.notice, part.clause) for part in parts], notices, at)


def valid_parts(
    parts: Sequence[Part], standing: list[Standing], notices: dict[str, Notice], where: Where | None
) -> list[Part]:
    """Those of the parts that hold and are said there."""
    valid = [part for part, one in zip(parts, standing, strict=True) if one.holds]
    if where is None:
        return valid
    days = {part.notice: notices[part.notice].day for part in parts if part.notice}
    return told_there(valid, where, days)
