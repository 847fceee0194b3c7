"""What the city itself says on the chat page, in the languages of its interface. Pure."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.answering.traditional import traditional
from knowledge.answers import fill, say_day
from knowledge.answers.english_writing import tidy
from knowledge.releases import Release
from knowledge.releases.english import ENGLISH, UNTRANSLATED, terms_of
from knowledge.settings import Settings

TRADITIONAL = "zh-Hant"
Told = dict[str, Any]


def in_chinese(settings: Settings, release: Release) -> Told:
    """``title`` of the page, ``subject`` beside it, ``disclaimer``, the ``demonstration`` banner (both may be empty),
    and the titles of the ``questions`` to begin with."""
    return _told(settings, release, lambda name: name)


def in_other_languages(settings: Settings, release: Release) -> dict[str, Told]:
    """The same by language; what has no English form is left out, and a question without one is null."""
    terms = terms_of(release.words)
    english = _told(settings, release.english, lambda name: terms.get(name, name and UNTRANSLATED))
    return {
        TRADITIONAL: _each(in_chinese(settings, release), traditional),
        ENGLISH: {name: words for name, words in _each(english, _written).items() if words},
    }


def _told(settings: Settings, release: Release, name: Callable[[str], str]) -> Told:
    def say(phrase: str, **values: str) -> str:
        return fill(release.words[phrase], **values)

    city, day = release.city, say_day(settings.instant())
    return {
        "title": name(city.title), "disclaimer": name(city.disclaimer),
        "subject": say("page_subject", city=name(settings.city)),
        "demonstration": say("demonstration", day=day) if settings.clock_is_stopped else "",
        "questions": [release.answers[topic].title for topic in city.first_questions],
    }


def _each(told: Told, convert: Callable[[str], str | None]) -> Told:
    return {name: list(map(convert, words)) if isinstance(words, list) else convert(words)
            for name, words in told.items()}


def _written(words: str) -> str | None:
    """As English writes it; None for what has no English form."""
    if UNTRANSLATED in words:
        return None
    text = tidy(words).strip()
    return text[:1].upper() + text[1:]
