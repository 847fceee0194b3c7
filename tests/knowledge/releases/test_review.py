"""`jumin content check` and `hangs`: each kind of slip in a folder of small content is found where it stands."""
from __future__ import annotations

import json
import shutil

import pytest
from content_folder import AFTER, DATA, EVENT, replace, small_folder
from typer.testing import CliRunner

from bot.cli import app
from knowledge.releases import load_release
from knowledge.releases.faults import places_of, rule_tables, unreadable
from knowledge.releases.hanging import UnknownClause, hanging_on, read_reference
from knowledge.releases.review import faults, notes

VENUES, KINDS, PRESS = "rulebook/venues.yml", "rulebook/venue_kinds.yml", "notices/press-34.yml"
NIGHT = "answers/topics/after_hours_testing.yml"
TOPIC = """\
topic: dine_in
group: venues
title: 堂食
role: venue
venue: restaurant
parts:
- {text: TEXT, notice: press-34, clause: dining}
"""


@pytest.fixture
def root(tmp_path):
    return small_folder(tmp_path)


def found(root) -> str:
    return "\n".join(faults(load_release(root), rule_tables(root), places_of(root)))


def test_the_real_folder_has_no_fault():
    assert (found(DATA), unreadable(DATA)) == ("", [])
    assert notes(load_release(DATA), EVENT) == []


@pytest.mark.parametrize("text", ["低风险区怎么办没有写。", "现在还是禁止堂食。", "无接触送到小区门口。"])
def test_a_verdict_in_the_prose_of_a_venue_topic_has_two_homes(root, text):
    (root / "answers/topics/dine_in.yml").write_text(TOPIC.replace("TEXT", text), encoding="utf-8")
    assert "dine_in.yml:7: " in found(root) and "stand in rulebook/ only" in found(root)


@pytest.mark.parametrize("text", ["饭店禁止堂食。", "请放心，低风险区的学校线上教学。", "中风险区的KTV暂停营业。"])
def test_a_row_told_again_in_any_other_topic_has_two_homes(root, text):
    file = root / NIGHT
    file.write_text(
        f"topic: {file.stem}\ngroup: testing\ntitle: 夜间\nparts:\n"
        f"- {{text: {text}, notice: press-34, clause: night-testing}}\n", encoding="utf-8")
    assert f"{file.name}:5: " in found(root) and "a row of rulebook/ says it too" in found(root)


def test_a_row_told_again_in_a_phrase_has_two_homes(root):
    words = root / "answers/words/common.yml"
    words.write_text(
        words.read_text("utf-8") + "again: {text: 饭店禁止堂食。, notice: press-34, clause: dining}\n", "utf-8")
    assert "words again: '饭店禁止堂食' says takeaway of restaurant" in found(root)


def test_what_is_said_near_a_gap_cites_an_ended_clause(root):
    (root / "answers/topics/gap_go_out.yml").write_text(
        "topic: gap_go_out\nnearby:\n- {text: 少外出。, notice: press-34, clause: dining}\n", "utf-8")
    replace(root / PRESS, "  dining: 餐饮场所禁止堂食", "  dining: {about: 甲, in_force: [2022-11-06, 2022-11-08]}")
    said = "\n".join(notes(load_release(root), AFTER))
    assert "topic gap_go_out, part 1: press-34#dining has ended" in said


def test_what_the_notice_leaves_open_is_no_verdict(root):
    (root / "answers/topics/dine_in.yml").write_text(TOPIC.replace("TEXT", "几时恢复没有写。"), encoding="utf-8")
    assert found(root) == ""


def test_a_row_without_the_conditions_of_its_clause(root):
    replace(root / VENUES,
            "bakery, clothing], verdict: open, conditions: [measures, cleaned], clause: low-risk-venues}",
            "bakery], verdict: open, conditions: [measures, cleaned], clause: low-risk-venues}\n"
            "- {zones: [low_risk], venues: [clothing], verdict: open, clause: low-risk-venues}")
    assert "venues.yml:" in found(root) and "open without conditions" in found(root)


def test_a_condition_that_no_row_asks_for(root):
    replace(root / VENUES, "conditions:\n", "conditions:\n  masks: 戴口罩\n")
    assert "no row asks for the condition 'masks'" in found(root)


def test_a_name_inside_another_kinds_name_must_be_said_to_be_right(root):
    with (root / KINDS).open("a", encoding="utf-8") as file:
        file.write("tent: {name: 帐篷, group: other, names: [帐篷超市]}\n")
    assert "'帐篷超市' of tent holds '超市' of supermarket" in found(root)
    replace(root / KINDS, "names: [帐篷超市]", "beside: [supermarket], names: [帐篷超市]")
    assert found(root) == ""


def test_two_notices_of_one_name(root):
    shutil.copy(root / PRESS, root / "notices/press-35.yml")
    replace(root / "notices/press-35.yml", "notice: press-34", "notice: press-35")
    assert "press-35.yml:5: replies call press-34 and press-35 by the same name" in found(root)


def test_what_cites_an_ended_clause_and_what_is_left_unanswered(root):
    replace(root / NIGHT, "    clause: night-testing", "    clause: night-testing\n    to: 2022-11-08T09:00+08:00")
    replace(root / PRESS, "  dining: 餐饮场所禁止堂食", "  dining: {about: 甲, in_force: [2022-11-06, 2022-11-08]}")
    said = "\n".join(notes(load_release(root), AFTER))
    assert "topic after_hours_testing has no answer." in said
    assert "venues.yml:24: press-34#dining has ended." in said
    assert "see_also: the button for after_hours_testing leads to no answer." in said
    assert "press-34#schools" not in said and "press-34#supplies" in said and "nothing hangs on it" in said


def test_every_fault_is_told_and_not_the_first_only(root):
    replace(root / NIGHT, "clause: night-testing", "clause: nights")
    words = root / "answers/words/common.yml"
    words.write_text(words.read_text(encoding="utf-8") + "again: {texts: 甲}\n", encoding="utf-8")
    assert [fault.split(":")[0].rpartition("/")[2] for fault in unreadable(root)] == [
        "after_hours_testing.yml", "common.yml"]


def test_what_hangs_on_a_clause(root):
    replace(root / "answers/words/refusals.yml", "hospitals_none: {",
            "hospitals_none: {notice: press-34, clause: night-testing, ")
    release = load_release(root)
    found = {(one.kind, one.where) for one in hanging_on(release, read_reference(release, "press-34#night-testing"))}
    assert {("parts", "after_hours_testing, part 1"), ("words", "hospitals_none")} <= found
    assert {one.kind for one in hanging_on(release, read_reference(release, "press-34#dining"))} == {"rows"}
    assert {one.kind for one in hanging_on(release, read_reference(release, "press-34"))} >= {"parts", "rows", "rules"}
    with pytest.raises(UnknownClause, match="it has supplies, delivery"):
        read_reference(release, "press-34#none")


def run(*arguments):
    outcome = CliRunner().invoke(app, ["content", *map(str, arguments)])
    return outcome.exit_code, outcome.output


def test_the_commands(root):
    assert run("check", root) == (0, "0 faults.\n")
    code, said = run("check", root, "--at", "2022-11-07T09:00", "--json")
    assert (code, json.loads(said)["faults"]) == (0, [])
    code, said = run("hangs", "press-34#dining", root, "--json")
    assert code == 0 and json.loads(said)["rows"] == [{"where": "venues.yml:24", "says": "restaurant: takeaway"}]
    replace(root / PRESS, "issuer:", "isuer:")
    code, said = run("check", root)
    assert code == 1 and "press-34.yml:6: unknown key 'isuer'" in said and said.endswith("1 faults.\n")
    assert run("hangs", "nothing")[0] == run("check", root / "none")[0] == run("check", "--at", "soon")[0] == 1
