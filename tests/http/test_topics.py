"""Each topic over HTTP: three questions that are no training examples, all facts in the reply, the right receipt."""
from __future__ import annotations

import re
import unicodedata

import pytest
from ruamel.yaml import YAML
from support import ROOT, SHARED, statement, words

READ = YAML(typ="safe")
CASES = READ.load((ROOT / "tests/cases/topics.yml").read_text(encoding="utf-8"))
FACTS = READ.load((ROOT / "data/cases/facts.yml").read_text(encoding="utf-8"))
# Topics whose replies state no fact of a notice.
CONVERSATION = {
    "greet", "thanks", "goodbye", "capabilities", "bot_challenge", "human", "medical_emergency", "out_of_scope",
    "danger_crime", "danger_despair", "danger_fire", "danger_missing", "danger_trapped", "danger_water",
    "gap_other_city",
}


def folded(text: str) -> str:
    """As facts are matched: NFKC, without blanks and thousands separators."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def shared_topics() -> dict[str, dict]:
    """The bigger list of facts, where it is there."""
    file = SHARED / "topics/topics.yml"
    groups = READ.load(file.read_text(encoding="utf-8")).values() if file.exists() else ()
    return {topic: row for group in groups for topic, row in group.items()}


SHARED_TOPICS = shared_topics()


@pytest.mark.parametrize("case", CASES, ids=[case["q"] for case in CASES])
def test_a_resident_asks(sample_city, case):
    reply = sample_city.say(case["q"])
    topic, text, said = reply["receipt"]["topic"], folded(words(reply)), folded(statement(reply))
    assert topic == case["topic"], text
    shared = SHARED_TOPICS.get(topic, {})
    for fact in [*FACTS.get(topic, {}).get("always", ()), *shared.get("facts", ())]:
        assert re.search(fact, text), f"{fact} is missing in: {text}"
    for never in [*FACTS.get(topic, {}).get("never", ()), *shared.get("never", ())]:
        assert not re.search(never, said), f"{never} stands in: {text}"
    assert bool(reply["receipt"]["notices"]) == (topic not in CONVERSATION)
    assert any(message["source"] for message in reply["messages"]) == (topic not in CONVERSATION)


def test_every_topic_has_three_cases():
    counts = {topic: sum(case["topic"] == topic for case in CASES) for topic in FACTS}
    assert all(count >= 3 for count in counts.values()), counts
