"""The second city through its own model and the real actions: each question at its instant, in a conversation of its
own. ``cases/`` of the folder says what a reply must and must not say; the questions kept beside the big real data are
asked too where they are."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_texts import fold
from city_process import ask_city
from conversation_play import wrong_anywhere
from ruamel.yaml import YAML
from support import ROOT, SHARED, words

CITY = ROOT / "examples" / "shenzhen-2022"
ASKED_ELSEWHERE = SHARED / "second_city" / "questions.yml"
# Of a hundred questions.
RIGHT_AT_LEAST = 95


def cases_of(*files: Path) -> list[dict]:
    return [case for file in files if file.exists() for case in YAML(typ="safe").load(file)["cases"]]


OWN = cases_of(*sorted(CITY.glob("cases/*.yml")))


def flat(patterns: list) -> Iterator[str]:
    """Patterns; a list among them stands for its own."""
    for one in patterns:
        yield from flat(one) if isinstance(one, list) else (one,)


@pytest.fixture(scope="module")
def replies(tmp_path_factory, models) -> dict[tuple[str, str], dict]:
    """What is replied to each question, by its instant and its words."""
    var = tmp_path_factory.mktemp("shenzhen") / "var"
    var.mkdir(mode=0o700)
    (var / "models").symlink_to(models)
    asked = [*OWN, *cases_of(ASKED_ELSEWHERE)]
    said = ask_city(CITY, var, asked)
    return {(case["at"], case["q"]): reply for case, reply in zip(asked, said, strict=True)}


def complaints(case: dict, reply: dict) -> list[str]:
    """What is missing of a reply, and what it must not say."""
    text = fold(words(reply))
    wrong = wrong_anywhere(reply)
    wrong += [f"{pattern} is missing" for pattern in flat(case["facts"]) if not re.search(pattern, text)]
    return wrong + [f"{pattern} is said" for pattern in flat(case.get("never", [])) if re.search(pattern, text)]


@pytest.mark.parametrize("case", OWN, ids=lambda case: f"{case['at']} {case['q']}")
def test_each_question_is_answered_as_the_notices_of_its_instant_say(replies, case):
    reply = replies[case["at"], case["q"]]
    assert not complaints(case, reply), words(reply)


def test_the_questions_asked_elsewhere_are_right(replies, shared):
    cases = cases_of(ASKED_ELSEWHERE)
    wrong = {case["q"]: found for case in cases if (found := complaints(case, replies[case["at"], case["q"]]))}
    assert len(wrong) * 100 <= (100 - RIGHT_AT_LEAST) * len(cases), wrong
