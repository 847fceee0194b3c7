"""The second city through its own model and the real actions: each question at its instant, in a conversation of its
own. ``cases/`` of the folder says what a reply must and must not say; the questions kept beside the big real data are
asked too where they are."""
from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_texts import fold
from conversation_play import wrong_anywhere
from ruamel.yaml import YAML
from support import ROOT, SHARED, words

from actions.context import context
from bot.commands.ask import local_bot
from bot.commands.cli_errors import quiet_logs
from bot.commands.local_client import LocalBot
from bot.rasa_engine.agent import Question
from bot.serve.bootstrap import prepare_store
from knowledge.clock import parse_instant
from knowledge.settings import Settings, load_settings

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
def asker(tmp_path_factory, models) -> LocalBot:
    """The city with the store and the model of its own; what else is read in this process is the first city's again
    when it ends."""
    var = tmp_path_factory.mktemp("shenzhen") / "var"
    var.mkdir()
    (var / "models").symlink_to(models)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUMIN_CITY_FOLDER", str(CITY))
        patch.setenv("JUMIN_VAR", str(var))
        patch.setenv("JUMIN_NOW", "2022-03-22T10:00:00+08:00")
        prepare_store(Settings(var=var))
        quiet_logs()
        yield local_bot()
    context.cache_clear()


@pytest.fixture()
def ask(asker, monkeypatch):
    """The reply to a question at an instant; the model is loaded once for all instants."""
    def asked(case: dict) -> dict:
        monkeypatch.setenv("JUMIN_NOW", parse_instant(case["at"]).isoformat())
        context.cache_clear()
        asker.talker.settings = asker.talker.generator.settings = load_settings()
        reply = asyncio.run(asker.turn(Question(f"{case['at']} {case['q']}", "web", case["q"])))
        asker.forget(f"{case['at']} {case['q']}")
        return reply

    return asked


def complaints(case: dict, reply: dict) -> list[str]:
    """What is missing of a reply, and what it must not say."""
    text = fold(words(reply))
    wrong = wrong_anywhere(reply)
    wrong += [f"{pattern} is missing" for pattern in flat(case["facts"]) if not re.search(pattern, text)]
    return wrong + [f"{pattern} is said" for pattern in flat(case.get("never", [])) if re.search(pattern, text)]


@pytest.mark.parametrize("case", OWN, ids=lambda case: f"{case['at']} {case['q']}")
def test_each_question_is_answered_as_the_notices_of_its_instant_say(ask, case):
    reply = ask(case)
    assert not complaints(case, reply), words(reply)


def test_the_questions_asked_elsewhere_are_right(ask, shared):
    cases = cases_of(ASKED_ELSEWHERE)
    wrong = {case["q"]: found for case in cases if (found := complaints(case, ask(case)))}
    assert len(wrong) * 100 <= (100 - RIGHT_AT_LEAST) * len(cases), wrong
