"""Files of cases are read strictly: what is wrong is told with its place."""
from __future__ import annotations

import pytest
from support import ROOT

from bot.model_rollout.cases import EvaluationError, read_cases
from labs.evaluation.files import find_files

TOPICS = {"screening_time", "two_labs", "out_of_scope", "greet"}


@pytest.mark.parametrize(("text", "sentence"), [
    ("- {q: [", "line 1: this is not YAML"),
    ("q: 你好", "must be a list of cases"),
    ("", "must be a list of cases"),
    ("- 你好", "case 1: must be texts"),
    ("- {q: 你好, topic: greet}\n- {q: 你好, topic: {a: b}}", "case 2: must be texts"),
    ("- {q: 你好, topic: greet, answer: x}", "case 1: must be texts"),
    ("- {q: 你好}", "must have a question q and the topic"),
    ("- {q: 你好, topic: }", "must have a question q and the topic"),
    ("- {q: 你好, topic: gret}", "no topic 'gret'"),
    ("- {q: 你好, topic: greet, at: noon}", "case 1: at: 'noon' is not an ISO 8601 time"),
    ('- {q: "\\ud800", topic: greet}', "case 1: must be texts"),
])
def test_a_broken_file_is_refused_with_a_sentence(cases, text, sentence):
    with pytest.raises(EvaluationError, match=sentence):
        read_cases(cases(text), TOPICS)


def test_an_instant_keeps_its_offset(cases):
    read = read_cases(
        cases("- {q: a, topic: greet, at: 2022-11-07T01:00:00Z}\n- {q: a, topic: greet, at: 2022-11-07T09:00}"), TOPICS
    )
    assert {case.at for case in read} == {"2022-11-07T09:00:00+08:00"}


def test_a_folder_stands_for_its_files_each_once(cases, tmp_path):
    files = [cases("[]", "a.yml"), cases("[]", "deep/b.yml")]
    cases("{}", "facts.yml")
    assert find_files([tmp_path, files[0]]) == files
    with pytest.raises(EvaluationError, match="there is no"):
        find_files([ROOT / "labs"])
