"""290 dialogues written by other hands than the examples: so many of their turns get the topic, verdict and words that
they want. What is wanted is 95 in a hundred."""
from __future__ import annotations

import asyncio

import pytest
from ruamel.yaml import YAML
from support import MORNING, ROOT, words

from bot.rasa_engine.agent import Question

FOLDER = ROOT / "tests" / "cases" / "dialogues"
# Per cent of the turns, as measured when they were set, rounded down.
RIGHT = {"group_chat": 83.0, "counter": 78.5, "street": 84.5, "doorstep": 85.0, "quarters": 81.5}


def listed(value) -> list[str]:
    """A value that may stand alone or in a list."""
    return value if isinstance(value, list) else [value] if value else []


def is_right(turn: dict, reply: dict) -> bool:
    """Whether a reply has what its turn wants, as far as it says it."""
    receipt = reply["receipt"]
    topics, verdicts = listed(turn.get("话题")), listed(turn.get("判定"))
    return (
        (not topics or receipt["topic"] in topics)
        and (not verdicts or receipt["verdict"] in verdicts)
        and all(piece in words(reply) for piece in listed(turn.get("答")))
    )


def wrong_turns(asker, dialogue: dict) -> list[str]:
    """The turns of a dialogue whose replies are not as wanted."""
    name = f"dialogue:{dialogue['name']}"
    wrong = [
        f"{dialogue['name']}: {turn['我']}" for turn in dialogue["talk"]
        if not is_right(turn, asyncio.run(asker.turn(Question(name, "web", turn["我"]))))
    ]
    asker.forget(name)
    return wrong


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_the_share_of_turns_that_are_right_holds(askers, name):
    asker = askers.at(MORNING)
    dialogues = YAML(typ="safe").load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    turns = sum(len(dialogue["talk"]) for dialogue in dialogues)
    wrong = [line for dialogue in dialogues for line in wrong_turns(asker, dialogue)]
    share = 100 * (turns - len(wrong)) / turns
    sentence = f"{share:.1f} % of {turns} turns are right, {RIGHT[name]} % are wanted:"
    assert share >= RIGHT[name], "\n".join([sentence, *wrong])
