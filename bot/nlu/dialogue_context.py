"""What the understanding of a message is told of the conversation that it comes in."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered

from bot.nlu.content import is_a, role_of

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker

REQUESTED_SLOT = "requested_slot"
SITES_SHOWN = "sites_shown"
PLACE = "place"
OPEN_QUESTION = "open_question"
DANGER = "danger"
# What goes on with the open question.
GOING_ON = ("inform", "more")
# After one of these an answer was not about here and now.
AWAY = {"supposed", "more_cases", "zone_step", "at"}


@dataclass(frozen=True)
class DialogueContext:
    """All of a conversation that the understanding of its next message depends on; what was understood is kept by it.

    asked_place: a form asks for a place; asked_back: one asks for a fact; sites_shown: a list of sites was told;
    was_away: the last answer was not about here and now; counting: the talk is about how many cases there are; after:
    the topic of the last answer, where no form asks for anything.
    """

    asked_place: bool = False
    asked_back: bool = False
    sites_shown: bool = False
    was_away: bool = False
    counting: bool = False
    after: str | None = None

    @classmethod
    def of(cls, tracker: DialogueStateTracker | None) -> DialogueContext:
        """What a message follows that comes after those in ``tracker``; nothing, where there is none."""
        if tracker is None:
            return cls()
        before = tracker.latest_message.entities if tracker.latest_message else ()
        asked = tracker.get_slot(OPEN_QUESTION)
        return cls(
            asked_place=tracker.get_slot(REQUESTED_SLOT) == PLACE,
            asked_back=bool(tracker.active_loop_name),
            sites_shown=bool(tracker.get_slot(SITES_SHOWN)),
            counting=bool(asked) and is_a(asked, "outbreak"),
            was_away=any(entity["entity"] in AWAY for entity in before),
            after=None if tracker.active_loop_name else last_topic(tracker),
        )


def last_topic(tracker: DialogueStateTracker) -> str | None:
    """The topic that was answered last in this session, a danger among them; courtesies and what was not understood
    answer none. What is computed may name no topic: it is that of the question, or the open one that a bare fact goes
    on with. The zone of a place is looked up on the way, and nothing leans on it."""
    unnamed = False
    for event in reversed(tracker.events):
        if isinstance(event, SessionStarted):
            return None
        if isinstance(event, BotUttered):
            topic = event.metadata.get("topic")
            unnamed = unnamed or topic is None
        elif unnamed and isinstance(event, UserUttered):
            topic = tracker.get_slot(OPEN_QUESTION) if event.intent_name in GOING_ON else event.intent_name
            unnamed = False
            if is_a(topic, "zone"):
                return None
        else:
            continue
        if is_answered(topic):
            return topic
    return None


def is_answered(topic: str | None) -> bool:
    """Whether something can be asked on about it."""
    role = role_of(topic) if topic else None
    return role is not None and (role.name == DANGER or not role.is_conversation)
