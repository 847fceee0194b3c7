"""What is asked in tests is no copy of what was trained, and training does not repeat itself."""
from __future__ import annotations

from itertools import chain

import pytest
from conversation_files import all_conversations
from near_copies import READ, examples, pairs_within
from support import ROOT

from bot.rasa_engine.importer import FAQ, example_files

CASES = ROOT / "tests" / "cases"
CASE_TO_EXAMPLE, EXAMPLE_TO_EXAMPLE = 0.25, 0.2
# There are not enough ways to say 那药店呢 or 人工 for a test to keep clear of all examples.
TOO_SHORT_TO_DIFFER = 4


@pytest.fixture(scope="module")
def trained() -> list[str]:
    return list(chain.from_iterable(examples().values()))


def questions(*patterns: str) -> list[str]:
    files = sorted(file for pattern in patterns for file in CASES.glob(pattern))
    return [str(case["q"]) for file in files for case in READ.load(file.read_text(encoding="utf-8"))]


def test_no_case_is_nearly_an_example(trained):
    asked = questions("understanding/**/*.yml", "dangers/*.yml", "topics.yml", "venue_table.yml")
    # The example is named and not the case: the sealed ones are not to be read.
    offenders = sorted({trained[example] for _, example in pairs_within(asked, trained, CASE_TO_EXAMPLE)})
    assert not offenders, f"{len(offenders)} examples in data/nlu are too near to a case, remove them: {offenders}"


def test_no_utterance_of_a_conversation_is_nearly_an_example(trained):
    exchanges = [(one.file.name, part) for one in all_conversations() for part in one.exchanges if not part.pressed]
    long = [(file, part) for file, part in exchanges if len(part.said) > TOO_SHORT_TO_DIFFER]
    pairs = pairs_within([part.said for _, part in long], trained, CASE_TO_EXAMPLE)
    offenders = sorted({
        f"{long[one][0]}, line {long[one][1].line}: {long[one][1].said} ~ {trained[other]}" for one, other in pairs
    })
    assert (
        not offenders
    ), f"{len(offenders)} utterances are too near to an example in data/nlu, say them otherwise: {offenders}"


def test_no_two_examples_are_nearly_the_same(trained):
    pairs = pairs_within(trained, trained, EXAMPLE_TO_EXAMPLE)
    offenders = [(trained[one], trained[other]) for one, other in pairs if one != other]
    assert not offenders, f"{len(offenders)} pairs in data/nlu are nearly the same, remove one of each: {offenders}"


def test_there_are_enough_examples_of_each_topic():
    counts = {topic: len(lines) for topic, lines in examples().items()}
    assert counts.pop("out_of_scope") >= 1200
    topics = {file.stem for file in example_files(FAQ)} - {"out_of_scope"}
    assert sum(counts[topic] for topic in topics) >= 150 * len(topics)


def test_there_are_enough_cases():
    assert len(questions("understanding/**/*.yml")) >= 1500
