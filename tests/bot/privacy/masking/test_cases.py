"""Made-up messages, written by somebody who had not seen the masking, and ordinary ones that must stay readable."""
from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML
from support import ROOT

from bot.privacy.masking.doors import DOOR
from bot.privacy.masking.folding import fold
from bot.privacy.redaction import MARKS, redact

CASES = ROOT / "tests" / "cases" / "masking"
NUMBERS = ("phone", "landline", "id", "bank_card", "qq")
# Names and surnames are really said in these.
PEOPLE = ("姓李", "小名叫石头", "快递小哥叫汪勇")


def cases(file: str) -> list[dict]:
    return YAML(typ="safe").load((CASES / file).read_text(encoding="utf-8"))


def lines(*patterns: str) -> list[str]:
    files = sorted(file for pattern in patterns for file in ROOT.glob(pattern))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def bare(text: str) -> str:
    """Spelt digits as digits, without anything that is neither letter nor digit."""
    return re.sub(r"[\W_]", "", fold(MARKS.sub("", text)).digits)


@pytest.mark.parametrize("kind", sorted({case["kind"] for case in cases("masked.yml")}))
def test_no_secret_is_left(kind):
    of_kind = [case for case in cases("masked.yml") if case["kind"] == kind]
    assert len(of_kind) >= 20
    left = [
        (case["text"], secret) for case in of_kind for secret in case["secrets"]
        if secret in MARKS.sub("", redact(case["text"]))
    ]
    assert not left


@pytest.mark.parametrize("kind", NUMBERS)
def test_no_four_digits_in_a_row_of_a_number_are_left(kind):
    for case in cases("masked.yml"):
        masked = bare(redact(case["text"]))
        for digits in (
            bare(secret) for secret in case["secrets"]
            if case["kind"] == kind and re.fullmatch("[0-9x]{7,}", bare(secret))
        ):
            elsewhere = bare(case["text"]).replace(digits, "")
            pieces = [digits[at:at + 4] for at in range(len(digits) - 3)]
            assert not [piece for piece in pieces if piece in masked and piece not in elsewhere], case["text"]


def test_each_door_has_its_mark():
    assert not [
        case["text"] for case in cases("masked.yml") if case["kind"] == "door" and DOOR not in redact(case["text"])
    ]


def test_known_gaps_are_still_gaps():
    closed = [
        case["text"] for case in cases("known_gaps.yml") for secret in case["secrets"]
        if secret not in redact(case["text"])
    ]
    assert not closed, "move these to masked.yml"


def test_ordinary_lines_stay_as_they_are():
    ordinary = (CASES / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    assert len(ordinary) >= 500
    assert [redact(line) for line in ordinary] == ordinary


def test_what_residents_say_to_train_the_model_stays_as_it_is():
    said = [line for line in lines("data/nlu/**/*.yml") if line.lstrip().startswith("- ")]
    assert len(said) > 5000
    # One in five, another one each time that examples are added.
    assert not [line for line in said[::5] if redact(line) != line and not any(person in line for person in PEOPLE)]
