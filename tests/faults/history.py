"""The history checker: what clients sent and got, and what the store kept, is searched for broken promises. Pure.

lost        acknowledged and never answered, or answered and not in the store
unanswered  never acknowledged, though the client tried as long as its channel lets it
doubled     one message answered in two ways, stored as two turns, or twice in the record of its conversation
reordered   acknowledged before another was sent, and yet later in the conversation or finished later
foreign     an answer, or a stored question, that belongs to another message
apologised  answered with the fixed apology; no broken promise, but counted
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

BROKEN = ("lost", "unanswered", "doubled", "reordered", "foreign")


@dataclass(frozen=True)
class Answer:
    """A reply, reduced to what can be compared: what it is ``about`` and all that it said."""

    about: str
    said: str
    apology: bool = False


@dataclass(frozen=True)
class Attempt:
    """One request of a client: a message sent, sent again, or picked up. ``about`` is what its answer must be about.

    Times are machine seconds. ``status`` is HTTP's, None for a broken connection; ``answer`` is None when none came.
    """

    conversation: str
    id: str
    question: str
    about: str
    sent_at: float
    got_at: float
    status: int | None
    answer: Answer | None = None

    @property
    def acknowledged(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Stored:
    """A turn as the store has it: ``heard`` is how many questions the record of the conversation holds for it."""

    conversation: str
    id: str
    number: int
    question: str
    answer: Answer | None
    heard: int
    done_at: float | None = None


@dataclass(frozen=True)
class Message:
    """All that is known of one message."""

    attempts: tuple[Attempt, ...]
    turns: tuple[Stored, ...]

    @property
    def acknowledged_at(self) -> float | None:
        return min((a.got_at for a in self.attempts if a.acknowledged), default=None)

    @property
    def sent_at(self) -> float:
        return min(attempt.sent_at for attempt in self.attempts)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the client got, in time order."""
        return tuple(a.answer for a in sorted(self.attempts, key=lambda a: a.got_at) if a.answer)

    @property
    def answered_at(self) -> float | None:
        return min((a.got_at for a in self.attempts if a.answer), default=None)


@dataclass(frozen=True)
class Findings:
    """Broken promises by kind, each told with its conversation and id."""

    messages: int
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        return len(self.found.get(kind, ()))

    @property
    def counts(self) -> dict[str, int]:
        return {kind: self.count(kind) for kind in (*BROKEN, "apologised")}

    @property
    def broken(self) -> list[str]:
        """Every broken promise as a line."""
        return [f"{kind}: {line}" for kind in BROKEN for line in self.found.get(kind, ())]


def check(attempts: Iterable[Attempt], stored: Iterable[Stored]) -> Findings:
    """Search a whole history; the clients have ended and have picked up what they could."""
    messages = gather(attempts, stored)
    conversations = defaultdict(list)
    for (conversation, _), message in messages.items():
        conversations[conversation].append(message)
    found = defaultdict(list)
    for (conversation, identity), message in messages.items():
        for kind, reason in faults_of(message):
            found[kind].append(f"{conversation} {identity}: {reason}")
    for conversation, members in conversations.items():
        found["reordered"] += [f"{conversation} {reason}" for reason in disorder(members)]
    return Findings(len(messages), {kind: tuple(lines) for kind, lines in found.items() if lines})


def gather(attempts: Iterable[Attempt], stored: Iterable[Stored]) -> dict[tuple[str, str], Message]:
    """Messages by conversation and id; turns that no client of this history sent are left out."""
    sent, kept = defaultdict(list), defaultdict(list)
    for attempt in attempts:
        sent[attempt.conversation, attempt.id].append(attempt)
    for turn in stored:
        kept[turn.conversation, turn.id].append(turn)
    return {key: Message(tuple(tries), tuple(kept[key])) for key, tries in sent.items()}


def faults_of(message: Message) -> Iterator[tuple[str, str]]:
    """What is wrong with one message by itself: kind and reason."""
    answers, turns = message.answers, message.turns
    if not answers:
        yield ("unanswered", "no answer and no acknowledgement") if message.acknowledged_at is None else (
            "lost", "acknowledged and never answered")
    if answers and not any(turn.answer for turn in turns):
        yield "lost", "answered, and the store has no answer"
    if any(turn.answer and not turn.answer.apology and turn.heard == 0 for turn in turns):
        yield "lost", "answered, and the conversation's record does not know the question"
    if len({*answers, *(turn.answer for turn in turns if turn.answer)}) > 1:
        yield "doubled", "answered in two ways"
    if len(turns) > 1 or any(turn.heard > 1 for turn in turns):
        yield "doubled", "taken for two messages"
    yield from foreign_parts(message)
    if any(answer.apology for answer in answers):
        yield "apologised", "answered with the apology"


def foreign_parts(message: Message) -> Iterator[tuple[str, str]]:
    """Answers about something else, and stored words that are not the sent ones."""
    asked = message.attempts[0]
    other = {a.about for a in message.answers if not a.apology and a.about != asked.about}
    if other:
        yield "foreign", f"asked about {asked.about}, answered about {', '.join(sorted(other))}"
    if any(turn.question != asked.question for turn in message.turns):
        yield "foreign", "stored with another question"


def disorder(messages: list[Message]) -> Iterator[str]:
    """Where a conversation's turns are not in the order of acknowledgement, or did not end in their order."""
    latest_sent = latest_done = float("-inf")
    turns = [(turn, message) for message in messages for turn in message.turns]
    for turn, message in sorted(turns, key=lambda pair: pair[0].number):
        acknowledged, done = message.acknowledged_at, turn.done_at
        if acknowledged is not None and acknowledged < latest_sent:
            yield f"{turn.id}: turn {turn.number}, though acknowledged before an earlier turn's message was sent"
        if done is not None and done < latest_done:
            yield f"{turn.id}: turn {turn.number} was finished before an earlier one"
        latest_sent = max(latest_sent, message.sent_at)
        latest_done = max(latest_done, done if done is not None else latest_done)
