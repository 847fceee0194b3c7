"""From what a caller says to the questions that are asked in it, with the facts that are told on the way.

What was said is folded from the beginning each time, so that the same pieces give the same questions in whatever order
and however often they came; what each stretch means is remembered by the talker."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from bot.hotline.heard import CERTAIN, COUNTED, PLAIN_DANGER_FROM, Asked, Heard
from bot.hotline.talker import Reading
from bot.hotline.utterances import Utterance, as_one, asks, clauses, latest, together
from knowledge.answers import Topics
from knowledge.text.lexicon import pattern

# So sure a reading must be to be shown: of a question, of what only tells something, and of what is not at its end.
ASKED_FROM, STATED_FROM, UNFINISHED_FROM = 0.4, 0.8, 0.6
# What is not said to its end is a danger from so many characters on.
SHORTEST_DANGER = 6
# So likely a question about the hotline itself must be to be looked at.
MAY_BE_TALK = 0.5
NO_QUESTION = ("why", "more", "refuse_to_say", "not_understood", "nlu_fallback")
TAKES_BACK = pattern("(?:^|[,，])(?:<hedges.puts_right>|<hedges.takes_back>)")
PUTS_RIGHT = pattern("<hedges.takes_back>|<hedges.puts_right>")
SO_MANY = pattern("<hotline.so_many>")
DROPPED, NAMED_DROPPED = pattern("<hotline.dropped>"), pattern("<hotline.named_dropped>")


class Reader(Protocol):
    """Tells what a text means after the turns of a question before it, and how likely each topic is by some stretches
    alone, read as one."""

    async def read(self, text: str, after: tuple[Reading, ...]) -> Reading: ...

    async def shares(self, stretches: Sequence[str]) -> Mapping[str, float]: ...


async def listen(said: Iterable[Utterance], reader: Reader, topics: Topics) -> Heard:
    """All that was said, in order."""
    call = Heard()
    for utterance in said:
        utterance = await without_dropped(call, utterance, reader)
        if utterance.text:
            await hear(call, utterance, reader, topics)
    if not call.asked:
        await hear_talk(call, reader, topics)
    return call


async def hear_talk(call: Heard, reader: Reader, topics: Topics) -> None:
    """Where nothing else was asked, what all that was said asks about the hotline itself: what it can answer, whether
    a person speaks. Courtesies ask nothing."""
    # All that was said is read as a message of its own only where that may come of it.
    shares = await reader.shares(latest(call.stretches))
    if max((share for topic, share in shares.items() if is_of_hotline(topic, topics)), default=0.0) < MAY_BE_TALK:
        return
    reading = await reader.read(as_one(call.stretches), ())
    if is_of_hotline(reading.topic, topics) and reading.share >= CERTAIN:
        call.ask(as_question(reading, call, topics), topics)


def is_of_hotline(topic: str, topics: Topics) -> bool:
    """Whether a topic is about the hotline itself."""
    role = topics.role(topic)
    return role is not None and role.is_conversation and role.offered


async def hear(call: Heard, utterance: Utterance, reader: Reader, topics: Topics) -> None:
    """One stretch more."""
    call.stretches.append(utterance)
    alone = await reader.read(utterance.text, call.last.turns if call.last else ())
    call.remember(alone.facts)
    if SO_MANY.search(utterance.text) and {*COUNTED}.isdisjoint(alone.facts):
        call.forget_counts(topics)
    if goes_on(call, utterance.text, alone, topics):
        call.go_on(alone)
        return
    best = await likeliest(call, utterance, alone, reader, topics)
    if best is None:
        leave_open(call, utterance, alone, topics)
        return
    text, reading = best
    if call.last and not call.last.is_danger and asks(text) and TAKES_BACK.search(utterance.text):
        call.drop(call.asked[-1:])
    call.ask(as_question(reading, call, topics), topics)


def as_question(reading: Reading, call: Heard, topics: Topics) -> Asked:
    """What a reading asks in this call. Of a danger it is told how likely the model alone finds it."""
    is_danger = topics.is_a(reading.topic, "danger")
    sure = reading.share if is_danger else reading.confidence
    return Asked((reading,), reading.topic, sure, is_danger, call.now, call.subject, reading.is_open)


async def without_dropped(call: Heard, utterance: Utterance, reader: Reader) -> Utterance:
    """The stretch without the words that drop a question, which is none of the call's any longer: the one that they
    name, or the last."""
    if found := DROPPED.search(utterance.text):
        dropped = call.asked[-1:]
    elif found := NAMED_DROPPED.search(utterance.text):
        named = await reader.read(found[0], ())
        dropped = [one for one in call.asked if one.topic == named.topic]
    else:
        return utterance
    call.drop(dropped)
    rest = (utterance.text[:found.start()] + utterance.text[found.end():]).strip(" ，,")
    return replace(utterance, text=rest)


async def likeliest(
    call: Heard, utterance: Utterance, alone: Reading, reader: Reader, topics: Topics
) -> tuple[str, Reading] | None:
    """The text, out of a stretch, its clauses and what was said just before it, that asks the surest, with its
    meaning; None where none is sure enough."""
    after, text = call.last.turns if call.last else (), utterance.text
    found = [(text, alone)]
    is_sure = is_taken(text, alone, utterance, topics)
    if topics.is_a(alone.topic, "danger") or (is_sure and alone.confidence >= CERTAIN):
        return (text, alone) if is_sure else None
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
    if role.is_conversation or reading.intent in NO_QUESTION:
        return False
    if reading.intent == "inform":
        return bool({*COUNTED} & {*reading.facts}) or ("venue_kind" in reading.facts and asks(text))
    least = ASKED_FROM if asks(text) else STATED_FROM
    return reading.confidence >= (least if utterance.final else max(least, UNFINISHED_FROM))


def goes_on(call: Heard, text: str, reading: Reading, topics: Topics) -> bool:
    """Whether a stretch belongs to the question before it: it puts facts of it right, states what it asked back for,
    or is about the same outbreak."""
    last = call.last
    if last is None or last.is_danger:
        return False
    if topics.is_a(reading.topic, "outbreak") and topics.is_a(last.topic, "outbreak"):
        return True
    counts = last.is_open and not {*COUNTED}.isdisjoint(reading.facts)
    return reading.intent == "inform" and (counts or PUTS_RIGHT.search(text) is not None)


def leave_open(call: Heard, utterance: Utterance, reading: Reading, topics: Topics) -> None:
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
