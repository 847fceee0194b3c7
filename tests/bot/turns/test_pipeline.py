"""A real question, over HTTP, passes the steps of bot.turns.pipeline in their order, and no long way."""
from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from operator import attrgetter

import pytest
from support import ROOT

from bot.turns.pipeline import STEPS

# Where the answer is computed; a plain question has none.
COMPUTED = "Acted on"
ENTERED = [step for step in STEPS if step.entered]
# What was measured when this was written, and a little; it began at 69 files and 125 changes of folder.
MOST_FILES, MOST_CHANGES = 69, 48


@pytest.fixture(scope="module")
def route() -> dict:
    """The route of a plain question through a serving process."""
    command = [sys.executable, "-W", "ignore", "tests/support/route_count.py", "--entries"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def place_of(step, route) -> int:
    """Where a question first comes into a step."""
    module, _, name = step.entered.partition(":")
    return route["entries"].index([module.replace(".", "/") + ".py", name.rpartition(".")[2]])


@pytest.mark.parametrize("step", ENTERED, ids=lambda step: step.name)
def test_a_step_is_entered_by_a_function_that_there_is(step):
    module, _, name = step.entered.partition(":")
    assert callable(attrgetter(name)(import_module(module)))


def test_a_question_passes_the_steps_in_their_order(route):
    places = [place_of(step, route) for step in ENTERED if step.name != COMPUTED]
    assert places == sorted(places) and len(places) == len(STEPS) - 2


def test_the_route_is_no_longer_than_it_was(route):
    assert (
        route["files"] <= MOST_FILES, route["changes"] <= MOST_CHANGES
    ) == (True, True), "\n".join(f"{file}:{name}" for file, name in route["entries"])
