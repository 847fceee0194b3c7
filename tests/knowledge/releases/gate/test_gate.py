"""What a draft of a small city does to answers: by cause, verdict by verdict, and what stands in its way."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from content_folder import EVENT, LETTER, LETTER_ROWS, small_folder

from knowledge.clock import parse_instant
from knowledge.desk.showing import release_of
from knowledge.releases.document_folder import read_folder
from knowledge.releases.gate.asked import Asked, Meaning, Score, Understood
from knowledge.releases.gate.findings import Findings, Part, read_findings
from knowledge.releases.gate.gate import hold_against
from knowledge.releases.gate.instants import around
from knowledge.releases.gate.required_facts import FACTS, facts_of

ROWS, NIGHT, DINE = "rulebook/venues.yml", "answers/topics/after_hours_testing.yml", Meaning("dine_in", ("restaurant",))
DINING = "zones: [low_risk], venues: [restaurant], verdict: takeaway, conditions: takeaway_controlled"
OPENS = parse_instant("2022-11-08T00:00+08:00")


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> dict[str, str]:
    return read_folder(small_folder(tmp_path_factory.mktemp("small")))


def held(city: dict[str, str], changes: dict[str, str], *asked: Asked, facts: str = "", scores=()) -> Findings:
    old = {**city, FACTS: facts}
    new = {**old, **changes}
    releases = release_of(old), release_of(new)
    sides = (facts_of(texts, release) for texts, release in zip((old, new), releases, strict=True))
    found = hold_against(*sides, Understood(asked, tuple(scores)), around(EVENT, *releases))
    assert read_findings(found.as_json()) == found, "the store keeps all of it"
    return found


def of(found: Findings, kind: str) -> Iterator[Part]:
    return (part for part in found.parts if part.kind == kind)


def question(text: str, before: Meaning, after: Meaning | None = None, times: int = 1) -> Asked:
    return Asked(text, before, after or before, times=times)


def test_what_changes_nothing_asks_for_no_signature(city):
    found = held(city, {ROWS: f"# 说明\n{city[ROWS]}"}, question("能堂食吗", DINE))
    assert (found.parts, found.blocks, found.instants) == ((), (), (EVENT.isoformat(),))


def test_each_turned_verdict_is_a_part_of_its_own_and_its_questions_stand_by_the_row(city):
    found = held(city, {ROWS: city[ROWS].replace(DINING, "zones: [low_risk], venues: [restaurant], verdict: open")},
                 question("能堂食吗", DINE, times=7), question("哪里做核酸", Meaning("booth_location")))
    assert [part.key for part in of(found, "flip")] == ["flip restaurant low_risk takeaway>open"]
    answers, = (part for part in of(found, "answers") if part.times)
    assert answers.times == 7 and any(cause.startswith("row press-34#") for cause in answers.causes)
    assert answers.samples[0].questions == ("能堂食吗",)


def test_a_notice_to_come_is_looked_at_a_minute_before_and_after_it_begins(city):
    found = held(city, {"notices/letter.yml": LETTER, "rulebook/letter.yml": LETTER_ROWS}, question("能堂食吗", DINE))
    minute = timedelta(minutes=1)
    assert [*found.instants] == [at.isoformat() for at in (EVENT, OPENS - minute, OPENS, OPENS + minute)]
    flip, = of(found, "flip")
    assert flip.samples[0].at == OPENS.isoformat()
    causes = {cause for part in of(found, "answers") for cause in part.causes}
    assert {"row letter#dining"} <= causes


def test_a_required_fact_that_is_lost_stands_in_the_way_and_one_that_never_was_said_does_not(city):
    facts = "after_hours_testing: {always: ['24小时', '从来不说']}\n"
    found = held(city, {NIGHT: city[NIGHT].replace("24小时", "全天")}, facts=facts)
    assert [*found.blocks] == [
        f"topic after_hours_testing no longer says '24小时', which {FACTS} requires of it."
    ]
    found = held(city, {NIGHT: city[NIGHT].replace("24小时", "全天"), FACTS: facts.replace("24小时", "全天")}, facts=facts)
    assert found.blocks == (), "the same draft may change what is required"


def test_what_must_not_be_said_stands_in_the_way(city):
    found = held(city, {NIGHT: city[NIGHT].replace("24小时", "24小时（要预约）")},
                 facts="after_hours_testing: {never: ['要预约']}\n")
    assert "forbids" in found.blocks[0]


def test_a_fact_whose_clause_has_ended_is_signed_and_is_no_loss(city):
    clause = city[NIGHT].partition("clause: ")[2].split()[0]
    ends = LETTER.replace("amends: [press-34#dining]", f"amends: [press-34#{clause}]")
    found = held(city, {"notices/letter.yml": ends}, facts="after_hours_testing: {always: ['24小时']}\n")
    assert not any("no longer says" in line for line in found.blocks)
    assert [part.key for part in of(found, "fact")] == ["fact after_hours_testing 24小时"]
    assert "topic after_hours_testing has no answer." in found.blocks, "and the topic is left without an answer"


def test_a_phrase_that_no_topic_alone_says_is_a_part(city):
    path, text = next((path, text) for path, text in city.items() if path.endswith("words/refusals.yml"))
    found = held(city, {path: text.replace("{hotline}", "热线{hotline}", 1)})
    part, = of(found, "words")
    assert "热线{hotline}" in part.samples[0].after and "热线{hotline}" not in part.samples[0].before


def test_what_is_understood_otherwise_is_a_part_and_a_fall_stands_in_the_way(city):
    other = Meaning("booth_location")
    found = held(city, {}, question("夜里", Meaning("after_hours_testing"), other))
    part, = of(found, "understanding")
    assert part.samples[0].about == "after_hours_testing > booth_location"
    falls = held(city, {}, scores=[Score("dine_in", 10, 9, 8), Score("booth_location", 10, 8, 9)]).blocks
    assert [*falls] == ["Of 10 test questions of topic dine_in, 8 are understood, and 9 were."]
    falls = held(city, {}, scores=[Score("dine_in", 1000, 900, 896)]).blocks
    assert falls[-1] == "Understanding falls from 90.0 % to 89.6 % of 1000 test questions."
