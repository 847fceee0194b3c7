"""The second city in English: every word of an answer, a notice and a verdict has a form, with the facts of the
Chinese."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import pytest
from answer_texts import in_words
from support import ROOT

from knowledge.answers.english_writing import tidy
from knowledge.clock import SHANGHAI
from knowledge.forms.facts import differing
from knowledge.releases import Release, load_release
from knowledge.releases.english import UNTRANSLATED, place_names
from knowledge.rulebook.venues import cells, decide_venue

# Before the slow days, in them, when the city opened step by step, and after.
INSTANTS = [datetime(2022, month, day, 10, tzinfo=SHANGHAI) for month, day in ((2, 25), (3, 15), (3, 22), (4, 10))]


@lru_cache(maxsize=1)
def shenzhen() -> Release:
    return load_release(ROOT / "examples" / "shenzhen-2022")


def texts_of(release: Release) -> Iterator[str]:
    """All texts of answers and notices, in the same order in either language; '' for none."""
    for answer in release.answers.values():
        yield from (answer.title, answer.not_stated, answer.ask)
        for part in (*answer.parts, *answer.nearby):
            yield from (part.text, part.unstated)
    for notice in release.notices.values():
        yield from (notice.short, *notice.clauses.values())


def test_every_answer_and_notice_states_the_same_in_english():
    names = place_names(shenzhen())
    pairs = list(zip(texts_of(shenzhen()), texts_of(shenzhen().english), strict=True))
    assert len(pairs) > 900
    assert [chinese for chinese, english in pairs if UNTRANSLATED in english] == []
    assert [(chinese, english) for chinese, english in pairs if differing(chinese, tidy(english), names)] == []


@pytest.mark.parametrize("at", INSTANTS, ids=lambda at: f"{at:%m-%d}")
def test_every_verdict_states_the_same_in_english(at):
    names = place_names(shenzhen())
    for venue in shenzhen().rulebook.kinds:
        for zone in cells(shenzhen().rulebook, at):
            chinese, english = (verdict_in(release, venue, zone, at) for release in (shenzhen(), shenzhen().english))
            assert UNTRANSLATED not in english
            assert differing(chinese, tidy(english), names) == (), (venue, zone)


def verdict_in(release: Release, venue: str, zone: str | None, at: datetime) -> str:
    words, verdict = in_words(release), decide_venue(release.rulebook, venue, zone, at)
    where = words.say(f"zone_{zone}") if zone else ""
    return words.say(words.phrase(verdict), **words.values(verdict, where, release.rulebook.kinds[venue].name))
