"""Every sentence with which the desk and the accounts refuse is told in Chinese."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from support import ROOT

from console.web.chinese import HERE, in_chinese, pattern_of, refusals
from knowledge.accounts.model import ROLES
from knowledge.desk.draft import NOT_EDITED

FILES = sorted([
    *(ROOT / "console").rglob("*.py"), *(ROOT / "knowledge" / "desk").glob("*.py"),
    *(ROOT / "knowledge" / "accounts").glob("*.py"), *(ROOT / "knowledge" / "intake").glob("*.py"),
    *(ROOT / "knowledge" / "silences").glob("*.py"),
    ROOT / "knowledge" / "releases" / "documents.py",
])
# Kinds of venues and zones are no matter of a form.
CHECKED = [
    *(file for folder in ("notices", "answers", "rulebook")
      for file in sorted((ROOT / "knowledge" / folder).glob("*.py")) if file.stem != "kinds"),
    ROOT / "knowledge" / "releases" / "release.py",
]
REFUSALS = ("StepRefused", "AccountRefused", "DocumentRefused", "SilenceRefused")
# Put together at more than one place, or passed on from the check of content.
VALUES = {
    "{NOT_EDITED[draft.state]}": list(NOT_EDITED.values()), "{where}": ["in draft 3 ", ""],
    "{said}": ["No role was given", "There is no role 'x'"], "--{what}": ["--note", "--why", "--say", "--text"],
    "{what}": ["approve", "look at"],
}
ELSEWHERE = {"{told[0]}{more}", "str(error)"}


def faults(file: Path) -> Iterator[str]:
    """What the check of a document says."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        is_own = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".refuse")
        if is_own and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.Constant)):
            yield written(node.args[0])


def sentences(file: Path) -> Iterator[str]:
    """What a file refuses with, its values as they are written in braces."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        is_own = isinstance(node, ast.Call) and ast.unparse(node.func) in (*REFUSALS, "super().__init__")
        if is_own and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.Constant)):
            yield written(node.args[0])


def written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}" for part in node.values
    )


def filled(sentence: str) -> list[str]:
    """The sentence as it may come, for each value that changes its words."""
    for hole, values in VALUES.items():
        if hole in sentence:
            return [one for value in values for one in filled(sentence.replace(hole, value))]
    return [sentence]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_each_refusal_has_its_chinese(file):
    missing = [
        one for sentence in sentences(file) if sentence not in ELSEWHERE for one in filled(sentence)
        if in_chinese(one) == one
    ]
    assert missing == []


@pytest.mark.parametrize("file", CHECKED, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_each_fault_of_a_document_has_its_chinese(file):
    assert [one for one in faults(file) if in_chinese(one) == one] == []


def test_a_fault_says_where_it_stands():
    told = in_chinese("answers/topics/dine_in.yml:7: 'text' must be a text that is not empty.")
    assert told == "answers/topics/dine_in.yml 第 7 行：文字要有文字，不能空着。"


def test_a_refusal_for_several_reasons_tells_the_first_and_how_many_more():
    told = in_chinese(
        "topic a no longer says 'x', which cases/facts.yml requires of it. "
        "(5 more; `jumin content draft show` tells all)"
    )
    assert told.startswith("话题 a 不再说到 'x'") and told.endswith("（另有 5 处，都列在草稿页上。）")


def test_states_and_roles_within_a_refusal_are_told_in_chinese_too():
    told = in_chinese("Draft 3 is submitted; this needs one that is draft or rejected.")
    assert told == "草稿 3 现在是“待审核”，这一步要求它是：草稿、已退回。"
    told = in_chinese(f"No role was given; there are {', '.join(ROLES)}.")
    assert told == "没有选角色；角色有：坐席、坐席班长、编辑、审核、管理员。"
    assert in_chinese("李编 has the roles editor; this needs approver.") == "李编 的角色是：编辑；这一步需要的角色是：审核。"


def test_no_line_of_the_table_is_for_a_sentence_that_is_not_said():
    """Holes stand for values; without them each line is a sentence of some file."""
    said = [one for file in FILES for sentence in sentences(file) for one in filled(sentence)]
    said += ["The name or the password is wrong.", "Link 3 is missing.", "Link 3 was changed.",
             "'morgen' is not an ISO 8601 time such as 2022-11-07T09:00:00+08:00."]
    own = {pattern_of(one) for one in YAML(typ="safe").load((HERE / "refusals.yml").read_text(encoding="utf-8"))}
    idle = [pattern.pattern for pattern, _ in refusals() if pattern in own and not any(map(pattern.fullmatch, said))]
    assert idle == []
