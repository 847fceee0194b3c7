"""What a reply says it came from is there in the release that it names."""
from __future__ import annotations

from datetime import timedelta

import pytest
from content_folder import EVENT, real_release
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import Uttered, render
from bot.answering.today import today
from knowledge.answers import Origin, mark_of, row_origins
from knowledge.rulebook import decide_venue
from knowledge.settings import Settings

RELEASE = real_release()
GENERATOR = ReleaseGenerator(release=RELEASE, settings=Settings(now=EVENT.isoformat()))
INSTANTS = st.integers(-5 * 24, 40 * 24).map(lambda hours: EVENT + timedelta(hours=hours))
ROWS = {row.where: row for row in RELEASE.rulebook.rows}


def stands(origin: Origin, channel: str) -> bool:
    """Whether the release has just that."""
    topic, _, place = origin.key.partition("/")
    if origin.kind == "part":
        answer = RELEASE.answers[topic]
        part = (answer.nearby if place.endswith("+") else answer.parts)[int(place.rstrip("+")) - 1]
        return part.origin(origin.key, channel) == origin
    if origin.kind == "gap":
        return mark_of(RELEASE.answers[topic].not_stated) == origin.mark
    if origin.kind == "row":
        row = ROWS[origin.key]
        return origin.clause == f"{row.notice}#{row.clause}"
    return origin.kind == "phrase" and RELEASE.words[origin.key].origin == origin


@settings(max_examples=300)
@given(st.sampled_from(sorted(RELEASE.answers)), INSTANTS, st.sampled_from(["web", "wechat", "hotline"]))
def test_every_part_and_row_of_an_answer_is_in_its_release(topic, at, channel):
    said = GENERATOR.said(RELEASE.answers[topic], at, channel)
    assert all(stands(origin, channel) for origin in said.origins)
    # Nothing is said that came from nowhere, and each source has something that was said from it.
    assert bool(said.origins) or not (said.text or said.unstated)
    named = {origin.clause for origin in said.origins}
    contradicted = {f"{n}#{c}" for pair in said.disagreeing for n, c in pair[1:]}
    assert {f"{notice}#{clause}" for notice, clause in said.sources} <= named | contradicted


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(RELEASE.rulebook.kinds)), st.sampled_from([None, *RELEASE.rulebook.zones]), INSTANTS
)
def test_every_row_of_a_verdict_is_in_its_release(venue, zone, at):
    verdict = decide_venue(RELEASE.rulebook, venue, zone, at)
    origins = row_origins([verdict])
    assert all(stands(origin, "web") for origin in origins)
    assert {f"{claim.notice}#{claim.clause}" for claim in verdict.claims} <= {origin.clause for origin in origins}


def test_a_clause_that_nothing_narrower_rests_on_stands_by_itself_and_each_origin_once():
    part = Origin("part", "dine_in/1", "press-34#dining", "0a")
    told = Uttered("甲", origins=[part, part], rests_on=[("press-34", "dining"), ("press-34", "couriers")])
    reply = render([told, Uttered("乙", topic="zone_types")], RELEASE, EVENT, "greet", "model")
    assert reply.origins == (part, Origin("clause", "", "press-34#couriers"))
    assert set(reply.topics) == {"zone_types", "dine_in"}


@pytest.mark.parametrize("hours", [0, 4, 24 * 7, 24 * 60])
def test_what_is_told_today_holds_until_it_says(hours):
    at = EVENT + timedelta(hours=hours)
    found = today(GENERATOR, at, (), EVENT)
    for told in found.answers:
        assert told.sources and (told.until is None or at < told.until) and (found.until or told.until) == found.until
        assert told.until is None or found.until <= told.until
        if told.until:
            last = GENERATOR.said(RELEASE.answers[told.topic], told.until - timedelta(seconds=1), "web")
            assert GENERATOR.in_words(last) == told.text
