"""What a topic's file says of its role, and that no code knows a topic by its key."""
from __future__ import annotations

import ast
from pathlib import Path

import pytest

from knowledge.answers.role import check_role
from knowledge.notices import ContentError, Located
from knowledge.releases import load_release

ROOT = Path(__file__).resolve().parents[3]


def role(**keys):
    return check_role(Located(keys, "data/answers/topics/x.yml", 1, dict.fromkeys(keys, 7)))


def test_a_topic_that_says_nothing_is_answered_by_its_words():
    assert role().name == "words"
    assert not role().is_computed and not role().is_conversation and role().offered


@pytest.mark.parametrize("keys, sentence", [
    ({"role": "oracle"}, "role 'oracle' is none of"),
    ({"role": "sites"}, "role 'sites' needs 'kind'"),
    ({"role": "outbreak", "branch": "some"}, "branch 'some' is none of one_unit, many"),
    ({"role": "event", "districts": "north"}, "districts 'north' is none of"),
    ({"role": "words", "venue": "restaurant"}, "venue is no parameter of role 'words'"),
    ({"asked_by": ["weather"]}, "asked_by: 'weather' is none of"),
    ({"beside": ["cinema"]}, "beside: 'cinema' is none of"),
])
def test_what_is_wrong_is_refused_with_file_and_line(keys, sentence):
    with pytest.raises(ContentError, match=sentence) as refused:
        role(**keys)
    assert str(refused.value).startswith("data/answers/topics/x.yml:7: ")


def test_a_topic_about_venues_answers_in_its_own_words_and_the_general_one_is_computed():
    topics = load_release().topics
    general = topics.one("venue", venue=None)
    assert topics.role(general).is_computed
    assert not any(topics.role(topic).is_computed for topic in topics.having("venue") if topic != general)


def test_a_release_without_a_role_has_no_topic_of_it():
    topics = type(load_release().topics)({})
    assert topics.one("danger") is None and topics.asked_by("place") is None
    assert topics.none_fits == "" and topics.asked_of_place("greet") is None and not topics.is_a(None, "talk")


def keys_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("room", ["knowledge", "actions", "bot"])
def test_no_topic_is_known_to_the_code_by_its_key(room):
    # Words of the language of roles, entities and kinds that a topic is also called by.
    topics = set(load_release().answers) - {"gathering"}
    files = (ROOT / room).rglob("*.py")
    known = {str(file.relative_to(ROOT)): sorted(keys_in(file) & topics) for file in files}
    assert {file: keys for file, keys in known.items() if keys} == {}
