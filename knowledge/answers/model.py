"""What an answer is made of."""
from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.notices.window import Window


@dataclass(frozen=True)
class Part:
    """Some sentences with what they rest on. ``channels`` holds other wordings by channel.

    ``notice``, ``clause`` and ``window`` are None together: words of conversation, which state no fact.
    """

    text: str
    notice: str | None
    clause: str | None
    window: Window | None
    channels: dict[str, str] = field(default_factory=dict)

    def words(self, channel: str) -> str:
        return self.channels.get(channel, self.text)


@dataclass(frozen=True)
class Answer:
    """All that is said to one topic; ``title`` is its name on buttons, ``group`` the heading it stands under."""

    topic: str
    group: str
    title: str
    parts: tuple[Part, ...]
    see_also: tuple[str, ...] = ()

    @property
    def cites(self) -> bool:
        """Whether the topic states facts (False for conversation)."""
        return any(part.notice for part in self.parts)


@dataclass(frozen=True)
class Phrase:
    """Words that an action fills in: ``{placeholders}`` in braces; ``buttons`` are their ready titles."""

    name: str
    text: str
    notice: str | None = None
    clause: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Said:
    """An answer at an instant: its text, the notices (key, clause) it rests on, and whether any of it has lapsed.

    ``text`` is empty when no notice in force says anything to the topic.
    """

    text: str
    sources: tuple[tuple[str, str], ...]
    lapsed: bool
