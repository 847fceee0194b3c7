"""What an answer is made of."""
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from knowledge.answers.role import Role
from knowledge.notices.window import Ended, Window
from knowledge.rulebook.model import Scope

# How a reply may say honestly that it gives no answer; each leaves an item for the content team.
REFUSALS = ("not_stated", "lapsed", "disagree", "not_understood", "hand_over", "failed")
# What a question back can be answered with beside words.
ASKS = ("location",)


# The forms of an answer that are neither read on a page nor in WeChat.
SMS, VOICE = "sms", "voice"
# Of a hash, so much tells two texts of one city apart.
MARK_CHARACTERS = 16


class Origin(NamedTuple):
    """What some words of a reply came from. ``kind`` and ``key``: ``part`` TOPIC/N (the Nth of its file, N+ of those
    nearby), ``gap`` TOPIC, ``phrase`` NAME, ``row`` FILE:LINE of the rulebook, ``zone`` and ``site`` by their
    identifiers, ``clause`` where the words rest on nothing narrower, ``silence`` NUMBER. ``clause`` is NOTICE#CLAUSE,
    empty where it rests on none. ``mark`` stands for what it stated: another one is another statement."""

    kind: str
    key: str
    clause: str = ""
    mark: str = ""


def mark_of(*stated: object) -> str:
    """A short hash of what something states."""
    return hashlib.sha256("\0".join(map(str, stated)).encode()).hexdigest()[:MARK_CHARACTERS]


def cited(notice: str | None, clause: str | None) -> str:
    """NOTICE#CLAUSE; empty for words that rest on nothing."""
    return f"{notice}#{clause}" if notice else ""


@dataclass(frozen=True)
class Part:
    """Some sentences with what they rest on. ``channels`` holds other wordings by channel.

    ``notice``, ``clause`` and ``window`` are None together: words of conversation, which state no fact.
    ``contradicts`` is the notice and clause that say otherwise. ``unstated`` names what the clause leaves open, and
    ``text`` may be empty beside it. ``scope`` is where it holds; of the parts of one ``statement`` the latest that
    surely reaches a place takes the place of the earlier ones there. ``only_there``: it is said to those alone who name
    a place or zone of its scope. ``english``: its text and what it leaves unstated in English, empty where there is
    none that is as new.
    """

    text: str
    notice: str | None
    clause: str | None
    window: Window | None
    channels: dict[str, str] = field(default_factory=dict)
    contradicts: tuple[str, str] | None = None
    unstated: str = ""
    scope: Scope = field(default_factory=Scope)
    statement: str | None = None
    only_there: bool = False
    english: Mapping[str, str] = field(default_factory=dict)

    def words(self, channel: str) -> str:
        """Its wording on a channel or in a form."""
        return self.channels.get(channel) or self.text

    def origin(self, key: str, channel: str) -> Origin:
        """What a reply that says this part on a channel came from."""
        return Origin("part", key, cited(self.notice, self.clause), mark_of(self.words(channel), self.unstated))


@dataclass(frozen=True)
class Answer:
    """All that is said to one topic; ``title`` is its name on buttons, ``group`` the heading it stands under;
    ``refusal`` is the one of REFUSALS that saying it amounts to; ``role`` tells what computes it. ``not_stated`` is
    what a gap says while none of its parts holds, with the parts ``nearby`` that do behind it. ``ask`` is whom to ask
    about what its parts leave unstated. ``by_place``: some part is said at some places alone, or in another's stead.
    ``english``: title, ``not_stated`` and ``ask`` in English, as far as these are as new."""

    topic: str
    group: str
    title: str
    parts: tuple[Part, ...]
    see_also: tuple[str, ...] = ()
    refusal: str | None = None
    role: Role = field(default_factory=Role)
    not_stated: str = ""
    nearby: tuple[Part, ...] = ()
    ask: str = ""
    by_place: bool = False
    english: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def cites(self) -> bool:
        """Whether the topic states facts (False for conversation)."""
        return any(part.notice for part in self.parts)

    @cached_property
    def depends_on_day(self) -> bool:
        """Whether the day asked about can change what is said."""
        return not self.role.is_conversation and (self.cites or not self.not_stated)


@dataclass(frozen=True)
class Phrase:
    """Words that an action fills in: ``{placeholders}`` in braces; ``buttons`` are their ready titles; ``refusal`` is
    the one of REFUSALS that saying them amounts to; ``asks`` is one of ASKS where such a thing is an answer to them.
    ``english``: its text in English and, by the Chinese, the titles of its buttons."""

    name: str
    text: str
    notice: str | None = None
    clause: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    refusal: str | None = None
    asks: str | None = None
    english: Mapping[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """What a reply that says it came from."""
        return Origin("phrase", self.name, cited(self.notice, self.clause), mark_of(self.text))


@dataclass(frozen=True)
class Said:
    """An answer at an instant: its text, the notices (key, clause) it rests on, and what of it ended last.

    ``disagreeing`` are pairs of sources that contradict each other. ``is_gap``: it says that no notice answers this.
    ``unstated`` is what the sources leave open, and ``ask`` whom to ask about it, empty for anybody. ``origins`` are
    the parts and rows that say it.
    """

    text: str
    sources: tuple[tuple[str, str], ...]
    ended: Ended | None = None
    disagreeing: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = ()
    is_gap: bool = False
    unstated: tuple[str, ...] = ()
    ask: str = ""
    origins: tuple[Origin, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether no notice in force says anything to the topic, not even that something is left open."""
        return not self.text and not self.unstated

    @property
    def lapsed(self) -> bool:
        """Whether any of the answer was said once and holds no longer."""
        return self.ended is not None
