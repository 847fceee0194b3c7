"""What sentences say of what only others name: kinds, areas, places that are excepted, and rows that others end."""
from __future__ import annotations

from intake_score import read

from knowledge.intake.model import ROW, ZONE

HEAD = "郑州市疫情防控指挥部办公室关于调整部分措施的通告\n（2022年第9号）\n"
TAIL = "\n本通告自2022年11月24日0时起施行。\n郑州市疫情防控指挥部办公室\n2022年11月23日\n"


def rows(body: str) -> list[dict]:
    found, _ = read(HEAD + body + TAIL)
    return [one.says | {"sure": one.sure} for one in found.proposals if one.kind == ROW]


def test_an_area_that_is_made_a_zone_is_what_the_next_sentence_means():
    body = "花园路以西、农业路以南这一片，11月25日20时起实行临时管控。这一片里，超市照常开门。"
    found, _ = read(HEAD + body + TAIL)
    zone, = (one.says for one in found.proposals if one.kind == ZONE)
    assert (zone["text"], zone["kind"]) == ("花园路以西、农业路以南", "anti_spillover")
    assert [(one["zones"], one["from"]) for one in rows(body)] == [(["anti_spillover"], "2022-11-25T20:00")]
    assert rows(body.replace("这一片里，超市", "金水区的超市"))[0]["zones"] == []


def test_what_an_earlier_text_said_is_not_ruled_but_its_kinds_are_meant_by_what_follows():
    one, = rows("11月10日那封信里说，理发店要关到12月12日。现在提前：11月27日8时起可以开门，只接预约客人。")
    assert (one["venues"], one["verdict"], one["from"], one["sure"]) == (["barber"], "open", "2022-11-27T08:00", False)


def test_districts_where_it_begins_later_are_not_told_until_then():
    found = rows("KTV自11月25日零时起可以营业；其中新密市推迟到11月29日零时。洗浴场所目前不开放。")
    assert [(one["verdict"], one["places"], one["from"], one["to"]) for one in found] == [
        ("open", [], "2022-11-25T00:00", None), ("not_stated", ["新密市"], "2022-11-25T00:00", "2022-11-29T00:00"),
        ("open", ["新密市"], "2022-11-29T00:00", None), ("closed", [], None, None)]


def test_a_row_ends_where_another_of_its_text_begins_in_the_zones_of_that():
    body = "场所\t低风险区\t高风险区\n酒吧\t停业\t停业\n注：\n酒吧自11月28日12时起在低风险区开放。"
    assert [(one["verdict"], one["zones"], one["from"], one["to"]) for one in rows(body)] == [
        ("closed", ["low_risk"], None, "2022-11-28T12:00"), ("closed", ["high_risk"], None, None),
        ("open", ["low_risk"], "2022-11-28T12:00", None)]


def test_two_names_of_one_kind_that_are_told_otherwise_have_to_be_looked_at():
    assert [one["sure"] for one in rows("健身房正常营业。台球厅暂停营业。")] == [False, False]


def test_what_is_asked_for_at_the_door_is_asked_of_the_sentence_before():
    found = rows("一、超市正常营业。\n二、商场正常营业。进店看72小时内的核酸阴性证明。")
    assert [one["proof"] for one in found] == [None, 72]


def test_an_empty_cell_is_a_cell_and_one_without_a_verdict_says_what_is_asked_for():
    body = "场所｜低风险区｜高风险区｜备注\n书店｜｜停业｜\n电影院｜预约，不超过75%｜停业｜儿童厅除外"
    assert [(one["verdict"], one["zones"], one["capacity"], one["sure"]) for one in rows(body)] == [
        ("closed", ["high_risk"], None, True), ("open", ["low_risk"], 75, False),
        ("closed", ["high_risk"], None, False)]


def test_a_figure_that_is_said_anew_is_the_new_one_and_of_zones_that_nobody_here_knows():
    one, = rows("第一条中商场的限流比例由50%调整为75%。")
    assert (one["capacity"], one["sure"]) == (75, False)
