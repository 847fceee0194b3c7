"""The second city, served by the same code out of its folder: what its residents ask, each at its instant, with the model
of its own examples."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata

import pytest
from ask_cases import read_cases
from support import ROOT

CITY = ROOT / "examples" / "shenzhen-2022"
FILES = [str(file) for file in sorted((CITY / "cases").glob("*.yml"))]
CASES = [(case["q"], case["at"]) for file in FILES for case in read_cases(file)]


@pytest.fixture(scope="module")
def replies(tmp_path_factory) -> dict[tuple[str, str], dict]:
    """All replies by question and instant; the model is trained once."""
    own = {"JUMIN_CITY_FOLDER": str(CITY), "JUMIN_VAR": str(tmp_path_factory.mktemp("shenzhen")), "JUMIN_NOW": ""}
    environment = {name: value for name, value in {**os.environ, **own}.items() if value}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, str(ROOT / "tests/support/ask_cases.py"), *FILES]
    asked = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert asked.returncode == 0, asked.stderr[-2000:]
    found = [json.loads(line) for line in asked.stdout.splitlines() if line.startswith("{")]
    return {(case["q"], case["at"]): case for case in found}


@pytest.mark.parametrize(("question", "at"), CASES)
def test_a_question_is_answered_by_what_is_in_force_then(replies, question, at):
    case = replies[question, at]
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", case["reply"]))
    missing = [fact for fact in case["facts"] if not re.search(fact, text)]
    assert (missing, [each for each in case.get("never", ()) if re.search(each, text)]) == ([], []), case["reply"]


def test_no_example_is_one_of_the_cases():
    asked = {re.sub(r"\W", "", question) for question, _ in CASES}
    examples = [line for file in (CITY / "nlu/faq").glob("*.yml") for line in file.read_text("utf-8").splitlines()]
    assert not asked & {re.sub(r"\W", "", line) for line in examples if line.strip().startswith("- ")}
