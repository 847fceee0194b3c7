"""A running server answers from what is published, at once, in NLG and actions alike, and after it was ended too."""
from __future__ import annotations

import time
from datetime import timedelta

import pytest
import requests
from conftest import Served, environment_for, start, stop
from faults.publications import Editors

from knowledge import clock
from knowledge.desk.draft import StepRefused
from knowledge.desk.reading import current, history

FOUR, RULES, NOTICED = "answers/topics/four_fixed.yml", "rulebook/venues.yml", "四定是哪四定"
LOW_RISK = "zones: [low_risk], venues: [restaurant], verdict: "


@pytest.fixture(scope="module")
def served(tmp_path_factory, models):
    yield (running := start(environment_for(tmp_path_factory.mktemp("publication"), models)))
    stop(running)


@pytest.fixture(scope="module")
def editors(served) -> Editors:
    return Editors(f"sqlite:///{served.environment['JUMIN_VAR']}/jumin.db")


def said(reply: dict) -> str:
    return "\n".join(message["text"] for message in reply["messages"])


def test_an_empty_store_begins_with_the_folder_and_the_receipt_names_the_publication(served, editors):
    receipt, first = served.say(NOTICED)["receipt"], history(editors.engine)[0]
    assert (receipt["publication"], receipt["release"]) == (1, first.release) and first.kind == "seed"


def test_words_buttons_and_page_are_those_of_the_publication_at_once(served, editors):
    editors.publish(editors.changed(FOUR, "定人员、", "专人、"))
    editors.publish(editors.changed("city.yml", "title: ", "title: 新"))
    reply = served.say(NOTICED)
    assert said(reply).startswith("专人、定岗位") and reply["receipt"]["publication"] == 3
    assert "新" in requests.get(served.url, timeout=30).text.partition("</title>")[0]


def test_the_action_server_decides_by_the_rules_of_the_publication(served, editors):
    before = served.say("低风险区的饭店能开吗")["receipt"]
    editors.publish(editors.changed(RULES, f"{LOW_RISK}takeaway, conditions: takeaway_controlled", f"{LOW_RISK}closed"))
    behind = served.say("低风险区的饭店能开吗")["receipt"]
    assert (before["verdict"], behind["verdict"]) == ("takeaway", "closed")
    assert behind["publication"] == before["publication"] + 1
    editors.roll_back(steps=1)
    again = served.say("低风险区的饭店能开吗")["receipt"]
    assert (again["verdict"], again["release"]) == ("takeaway", before["release"])


def test_what_the_model_cannot_answer_is_not_published(served, editors):
    topic = "topic: brand_new\ngroup: supplies\ntitle: 新\nparts:\n  - {text: 新, notice: press-34, clause: delivery}\n"
    with pytest.raises(StepRefused, match=r"brand_new\.yml is missing"):
        editors.publish(editors.changed("answers/topics/brand_new.yml", "", topic))
    assert served.say(NOTICED)["receipt"]["publication"] == history(editors.engine)[-1].seq


def test_a_schedule_takes_effect_to_the_second_in_a_server_that_runs(served, editors):
    number, before = editors.changed(FOUR, "定路线", "定路"), current(editors.engine, clock.machine_utc()).seq
    due = clock.machine_utc() + timedelta(seconds=6)
    editors.desk.publish(number, "zhao", clock.machine_utc(), due)
    numbers = []
    while clock.machine_utc() < due + timedelta(seconds=1):
        asked, reply = clock.machine_utc(), served.say(NOTICED)
        numbers.append((asked, clock.machine_utc(), reply["receipt"]["publication"]))
    assert all(seq == before for _, got, seq in numbers if got < due)
    assert all(seq == before + 1 for asked, _, seq in numbers if asked >= due)
    assert {seq for *_, seq in numbers} == {before, before + 1}


def test_a_schedule_takes_effect_although_every_process_was_killed_over_its_instant(served, editors):
    number, before = editors.changed(FOUR, "定区域", "定片"), current(editors.engine, clock.machine_utc()).seq
    due = clock.machine_utc() + timedelta(seconds=8)
    editors.desk.publish(number, "zhao", clock.machine_utc(), due)
    assert served.say(NOTICED)["receipt"]["publication"] == before
    served.process.kill()
    served.process.wait(20)
    time.sleep(max(0.0, (due - clock.machine_utc()).total_seconds()))
    again: Served = start(served.environment)
    served.process, served.url = again.process, again.url
    reply = served.say(NOTICED)
    assert reply["receipt"]["publication"] == before + 1 and "定片" in said(reply)
