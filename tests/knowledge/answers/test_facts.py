"""Every answer says what it has to say, while the sampling goes on and after it."""
from __future__ import annotations

import re

import pytest
from answer_texts import COMPUTED, WRITTEN, fold, said
from content_folder import AFTER, EVENT, real_release
from ruamel.yaml import YAML
from support import ROOT, SHARED

FACTS = YAML(typ="safe").load((ROOT / "data/cases/facts.yml").read_text(encoding="utf-8"))
STATES = {"event": EVENT, "after": AFTER}
GIVEN = SHARED / "topics" / "topics.yml"


def patterns(spec: dict, *keys: str) -> list[str]:
    """The patterns under these keys; a list may hold another one by its YAML anchor."""
    listed = [entry for key in keys for entry in spec.get(key, ())]
    return [p for entry in listed for p in (entry if isinstance(entry, list) else [entry])]


def test_the_list_names_topics_only():
    assert set(FACTS) <= set(real_release().answers)
    known = {"always", "never", "never_after", "phrases", *STATES}
    assert all(spec and set(spec) <= known for spec in FACTS.values())
    assert {topic for topic, spec in FACTS.items() if "phrases" in spec} == set(COMPUTED)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("topic", WRITTEN)
def test_an_answer_says_its_facts_and_nothing_it_must_not(topic, state):
    text = fold(said(topic, STATES[state]))
    spec = FACTS.get(topic, {})
    missing = [p for p in patterns(spec, "always", state) if not re.search(p, text)]
    forbidden = patterns(spec, "never", *(["never_after"] if state == "after" else []))
    if state == "event":
        forbidden.append("已经结束")
    assert (missing, [p for p in forbidden if re.search(p, text)]) == ([], []), text


@pytest.mark.parametrize(("topic", "name"), [(t, name) for t in COMPUTED for name in FACTS[t]["phrases"]])
def test_the_phrases_of_computed_answers_say_theirs(topic, name):
    text = fold(real_release().words[name].text)
    assert [p for p in FACTS[topic]["phrases"][name] if not re.search(p, text)] == [], text


@pytest.mark.parametrize("topic", WRITTEN)
def test_after_the_event_nobody_is_sent_there(topic):
    """Whatever the list says: no sentence tells people to go to the screening once it is over."""
    for sentence in re.split(r"[。；！？]", said(topic, AFTER)):
        sent = re.search(r"请.{0,30}(去|到|参加).{0,8}(采样|筛查)", sentence)
        assert not sent or "采样屋" in sentence or "请问" in sentence, sentence


@pytest.fixture(scope="module")
def given():
    if not GIVEN.exists():
        pytest.skip(f"{GIVEN} is not there: the given list is not part of the project.")
    groups = YAML(typ="safe").load(GIVEN.read_text(encoding="utf-8"))
    return {topic: (group, spec) for group, topics in groups.items() for topic, spec in topics.items()}


def test_the_topics_are_those_that_were_asked_for(given):
    groups = {topic: answer.group for topic, answer in real_release().answers.items()}
    assert {topic: groups.get(topic) for topic in given} == {topic: group for topic, (group, _) in given.items()}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("topic", WRITTEN)
def test_an_answer_says_what_was_asked_for(given, topic, state):
    text, (_, spec) = fold(said(topic, STATES[state])), given.get(topic, (None, {"facts": []}))
    missing = [p for p in spec["facts"] if not re.search(p, text)]
    assert (missing, [p for p in spec.get("never", ()) if re.search(p, text)]) == ([], []), text
