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
# A danger is told of before it is likely. So likely it is plain, and stands before all else that was asked; less likely
# it stands behind: callers tell of much that only sounds like one. What is not said to its end is one from so many
# characters on.
PLAIN_DANGER_FROM, SHORTEST_DANGER = 0.88, 6
# Surer than this nothing is looked for beside it.
CERTAIN = 0.9
COUNTS = ("cases", "units")
COUNTED = (*COUNTS, "more_cases", "fewer_cases")
TAKES_BACK = pattern("(?:^|[,，])(?:<hedges.puts_right>|<hedges.takes_back>)")
SO_MANY = pattern("<hotline.so_many>")
DROPPED, NAMED_DROPPED = pattern("<hotline.dropped>"), pattern("<hotline.named_dropped>")
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
    def weight(self) -> tuple[bool, bool, bool]:
        """What is told first: a plain danger, then what was asked, and of that what is certain."""
        is_plain = self.is_danger and self.confidence >= PLAIN_DANGER_FROM
        return is_plain, self.is_worded and not self.is_danger, self.confidence >= CERTAIN


@dataclass
class Listening:
    """A call as far as it was heard. ``counts`` are the cases and units that were told last; ``nearest`` are the topics nearest to the last stretch that no topic fits;
    ``unfit`` counts these, a question twice."""

    asked: list[Asked] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
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
    utterance = await without_dropped(call, utterance, reader)
    if not utterance.text:
        return
    after = call.last.turns if call.last else ()
    alone = await reader.read(utterance.text, after)
    remember(call, alone.facts)
    if SO_MANY.search(utterance.text) and {*COUNTED}.isdisjoint(alone.facts):
        forget_counts(call, topics)
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
    is_danger = topics.is_a(reading.topic, "danger")
    question = Asked(
        (reading,), reading.topic, reading.share if is_danger else reading.confidence, is_danger, asks(text),
        subject(call.facts), reading.is_open,
    )
    # What was asked before of the same is asked anew; a danger that was plain stays so.
    before = [one for one in call.asked if is_same(one, question, topics)]
    if is_danger and before:
        question = max(*before, question, key=lambda one: one.confidence)
    call.asked = [one for one in call.asked if one not in before] + [question]
    call.pending, call.unfit = [], 0


async def without_dropped(call: Listening, utterance: Utterance, reader: Reader) -> Utterance:
    """The stretch without the words that drop a question, which is none of the call's any longer: the one that they
    name, or the last."""
    if found := DROPPED.search(utterance.text):
        dropped = call.asked[-1:]
    elif found := NAMED_DROPPED.search(utterance.text):
        named = await reader.read(found[0], ())
        dropped = [one for one in call.asked if one.topic == named.topic]
    else:
        return utterance
    call.asked = [one for one in call.asked if one.is_danger or one not in dropped]
    rest = (utterance.text[:found.start()] + utterance.text[found.end():]).strip(" ，,")
    return replace(utterance, text=rest)


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
        return utterance.final or (reading.share >= PLAIN_DANGER_FROM and len(text) >= SHORTEST_DANGER)
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


def remember(call: Listening, said: dict[str, Any]) -> None:
    """The later takes the place of the earlier; a place that of a bare zone, and the other way round."""
    facts = call.facts
    if "cases" in said:
        call.counts = {}
    call.counts.update({fact: said[fact] for fact in COUNTS if fact in said})
    if any(way in said for way in WAYS):
        for way in WAYS:
            facts.pop(way, None)
    if said.get("not_zone") and facts.get("zone_kind") == said["not_zone"]:
        facts.pop("zone_kind")
    if "venue_kind" in said:
        facts.pop("venue_name", None)
    facts.update({fact: value for fact, value in said.items() if fact in CARRIED})


def forget_counts(call: Listening, topics: Topics) -> None:
    """A number was said of which nobody can tell what it counts: no verdict rests on the numbers before it."""
    call.counts = {}
    if call.last and topics.is_a(call.last.topic, "outbreak"):
        last = call.asked.pop()
        turns = tuple(turn for turn in last.turns if {*COUNTED}.isdisjoint(turn.facts))
        call.asked.append(replace(last, turns=turns or last.turns, is_open=True))


def subject(facts: dict[str, Any]) -> dict[str, Any]:
    """The venue that was spoken of when something was asked."""
    return {fact: facts[fact] for fact in ("venue_kind", "venue_name") if fact in facts}


def is_same(one: Asked, other: Asked, topics: Topics) -> bool:
    """Whether a question was asked before: its topic, and the venue, if it may be about any."""
    if one.topic != other.topic:
        return False
    role = topics.role(one.topic)
    return role.name != "venue" or one.known.get("venue_kind") == other.known.get("venue_kind")
