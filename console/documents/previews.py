"""A topic as each of its forms says it, beside one another. Pure."""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.answers.english_writing import tidy
from knowledge.answers.model import SMS, VOICE
from knowledge.forms.facts import Fact, differing
from knowledge.forms.spoken import spoken
from knowledge.releases.comparison.said import said_to, words_to
from knowledge.releases.english import ENGLISH, UNTRANSLATED, place_names
from knowledge.releases.release import Release

# As which forms a topic is shown; all are to state what the first one states.
PREVIEWS = ("web", "wechat", SMS, VOICE, ENGLISH)


@dataclass(frozen=True)
class Preview:
    """What is said to a topic on a channel or in a form at an instant, with the texts that it names as its source.
    ``differs``: the facts that only one of it and the first preview states."""

    channel: str
    at: datetime
    text: str
    sources: tuple[str, ...]
    differs: tuple[Fact, ...] = ()


def previews(release: Release, topic: str, at: datetime, hotline: str) -> list[Preview]:
    """All forms, each with the facts in which it differs from the first."""
    first, *others = (preview(release, topic, at, channel, hotline) for channel in PREVIEWS)
    names = place_names(release)
    return [first, *(
        replace(one, differs=differing(first.text, one.text, names)) if one.text else one for one in others
    )]


def preview(release: Release, topic: str, at: datetime, channel: str, hotline: str) -> Preview:
    """What a channel says to who named no place; what only a conversation fills in stays in braces. Empty in English
    where not all of it is."""
    spoken_in = release.english if channel == ENGLISH else release
    said = said_to(spoken_in, topic, at, channel)
    notices = dict.fromkeys(notice for notice, _ in said.sources) if said else ()
    text = (words_to(spoken_in, topic, at, channel) or "").replace("{hotline}", hotline)
    text = text.replace("{emergency}", release.city.emergency)
    return Preview(channel, at, formed(text, channel), tuple(spoken_in.notices[key].short for key in notices))


def formed(text: str, channel: str) -> str:
    """A text as a form has it."""
    if channel == ENGLISH:
        return "" if UNTRANSLATED in text else tidy(text)
    return spoken(text) if channel == VOICE else text
