"""From what a caller says to the questions that are asked in it, with the facts that are told on the way.

What was said is folded from the beginning each time, so that the same pieces give the same questions in whatever order
and however often they came; what each stretch means is remembered by the talker."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from bot.hotline.talker import CARRIED, Reading
from bot.hotline.utterances import Utterance, asks, clauses, together
from knowledge.answers import Topics
from knowledge.text.lexicon import pattern

# So sure a reading must be to be shown: of a question, of what only tells something, and of what is not at its end.
ASKED_FROM, STATED_FROM, UNFINISHED_FROM = 0.4, 0.8, 0.6
# Surer than this nothing is looked for beside it.
CERTAIN = 0.85
COUNTED = ("cases", "units", "more_cases", "fewer_cases")
TAKES_BACK = pattern("(?:^|[,，])(?:<hedges.puts_right>|<hedges.takes_back>)")
PUTS_RIGHT = pattern("<hedges.takes_back>|<hedges.puts_right>")
# What takes the place of what was said before of where.
WAYS = ("place", "zone_kind", "location")


class Reader(Protocol):
    """Tells what a text means after the texts of a question before it."""

    async def read(self, text: str, after: tuple[Reading, ...]) -> Reading: ...


@dataclass(frozen=True)
class Asked:
    """A question of the call: what asks it, one turn behind the other, its topic, how sure that is, and the facts of
    the subject that were told before it. ``is_worded``: it is worded as a question."""

    turns: tuple[Reading, ...]
    topic: str
    confidence: float
    is_danger: bool
    is_worded: bool
    known: dict[str, Any] = field(default_factory=dict)
    is_open: bool = False

    @property
    def weight(self) -> tuple[bool, bool]:
        """What is told first: danger, then what was asked."""
        return self.is_danger, self.is_worded


@dataclass
class Listening:
    """A call as far as it was heard. ``nearest`` are the topics nearest to the last stretch that no topic fits;
    ``unfit`` counts these, a question twice."""

    asked: list[Asked] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    nearest: tuple[str, ...] = ()
    unfit: int = 0

    @property
    def in_vain(self) -> bool:
        """A question that no topic fits, or twice something that is none."""
        return self.unfit > 1

    @property
    def last(self) -> Asked | None:
        return self.asked[-1] if self.asked else None


async def listen(said: Iterable[Utterance], reader: Reader, topics: Topics) -> Listening:
    """All that was said, in order."""
    call = Listening()
    for utterance in said:
        await hear(call, utterance, reader, topics)
    return call


async def hear(call: Listening, utterance: Utterance, reader: Reader, topics: Topics) -> None:
    """One stretch more."""
    after = call.last.turns if call.last else ()
    alone = await reader.read(utterance.text, after)
    remember(call.facts, alone.facts)
    if goes_on(call, utterance.text, alone, topics):
        go_on(call, alone)
        return
    best = await likeliest(call, utterance, alone, reader, topics)
    if best is None:
        leave_open(call, utterance, alone, topics)
        return
    text, reading = best
    if call.asked and not call.last.is_danger and asks(text) and TAKES_BACK.search(utterance.text):
        call.asked.pop()
    role = topics.role(reading.topic)
    question = Asked(
        (reading,), reading.topic, reading.confidence, role.name == "danger", asks(text), subject(call.facts),
        reading.is_open,
    )
    # What was asked before of the same is asked anew.
    call.asked = [one for one in call.asked if not is_same(one, question, reading)] + [question]
    call.pending, call.unfit = [], 0


async def likeliest(
    call: Listening, utterance: Utterance, alone: Reading, reader: Reader, topics: Topics
) -> tuple[str, Reading] | None:
    """The text, out of a stretch, its clauses and what was said just before it, that asks the surest, with its
    meaning; None where none is sure enough."""
    after, text = call.last.turns if call.last else (), utterance.text
    found = [(text, alone)]
    if topics.is_a(alone.topic, "danger") or (is_taken(text, alone, utterance, topics) and alone.confidence >= CERTAIN):
        return (text, alone) if is_taken(text, alone, utterance, topics) else None
    for other in (*clauses(text), *(together(call.pending, text) if asks(text) else ())):
        found.append((other, await reader.read(other, after)))
    taken = [one for one in found if is_taken(*one, utterance, topics)]
    return max(taken, key=lambda one: (asks(one[0]), one[1].confidence), default=None)


def is_taken(text: str, reading: Reading, utterance: Utterance, topics: Topics) -> bool:
    """Whether a reading is sure enough to be shown."""
    role = topics.role(reading.topic)
    if role is None:
        return False
    if role.name == "danger":
        return True
    if role.is_conversation or reading.intent in ("why", "more", "refuse_to_say", "not_understood", "nlu_fallback"):
        return False
    if reading.intent == "inform":
        return bool({*COUNTED} & {*reading.facts}) or ("venue_kind" in reading.facts and asks(text))
    least = ASKED_FROM if asks(text) else STATED_FROM
    return reading.confidence >= (least if utterance.final else max(least, UNFINISHED_FROM))


def goes_on(call: Listening, text: str, reading: Reading, topics: Topics) -> bool:
    """Whether a stretch belongs to the question before it: it puts facts of it right, states what it asked back for,
    or is about the same outbreak."""
    last = call.last
    if last is None or last.is_danger:
        return False
    if topics.is_a(reading.topic, "outbreak") and topics.is_a(last.topic, "outbreak"):
        return True
    counts = last.is_open and not {*COUNTED}.isdisjoint(reading.facts)
    return reading.intent == "inform" and (counts or PUTS_RIGHT.search(text) is not None)


def go_on(call: Listening, reading: Reading) -> None:
    """A turn more of the question before it."""
    last = call.asked.pop()
    named = {fact: value for fact, value in reading.facts.items() if fact in CARRIED}
    turns = (*last.turns, reading)
    call.asked.append(replace(last, turns=turns, known={**last.known, **named}, is_open=reading.is_open))


def leave_open(call: Listening, utterance: Utterance, reading: Reading, topics: Topics) -> None:
    """What asks nothing yet may be the beginning of what comes next; a question that no topic fits is known as one."""
    is_talk = topics.is_a(reading.topic, "talk", "hand_over") and not is_unfit(reading, topics)
    if not is_talk:
        call.pending.append(utterance.text)
    if is_unfit(reading, topics):
        call.unfit += 1 + asks(utterance.text)
        call.nearest = reading.ranking or call.nearest


def is_unfit(reading: Reading, topics: Topics) -> bool:
    """Whether no topic fits a text, or nobody can tell which."""
    return reading.intent in ("not_understood", "nlu_fallback") or topics.is_a(reading.intent, "none_fits")


def remember(facts: dict[str, Any], said: dict[str, Any]) -> None:
    """The later takes the place of the earlier; a place that of a bare zone, and the other way round."""
    if any(way in said for way in WAYS):
        for way in WAYS:
            facts.pop(way, None)
    if said.get("not_zone") and facts.get("zone_kind") == said["not_zone"]:
        facts.pop("zone_kind")
    if "venue_kind" in said:
        facts.pop("venue_name", None)
    facts.update({fact: value for fact, value in said.items() if fact in CARRIED})


def subject(facts: dict[str, Any]) -> dict[str, Any]:
    """The venue that was spoken of when something was asked."""
    return {fact: facts[fact] for fact in ("venue_kind", "venue_name") if fact in facts}


def is_same(one: Asked, other: Asked, reading: Reading) -> bool:
    """Whether a question was asked before: its topic, and the venue, if it is about one."""
    return one.topic == other.topic and one.known.get("venue_kind") == other.known.get("venue_kind")
