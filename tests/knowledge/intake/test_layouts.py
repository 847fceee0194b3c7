"""What the layout of a text says: columns of a table, questions with their answers, what an amendment quotes, windows
of halves of a sentence."""
from __future__ import annotations

from intake_score import read

from knowledge.intake.model import IGNORED, ROW, ZONE

HEAD = "郑州市疫情防控指挥部办公室关于调整部分措施的通告\n（2022年第9号）\n"
TAIL = "\n本通告自2022年11月24日0时起施行。\n郑州市疫情防控指挥部办公室\n2022年11月23日\n"


def rows(body: str) -> list[tuple]:
    found, _ = read(HEAD + body + TAIL)
    return [(one.says["verdict"], *one.says["venues"], *one.says["zones"], one.says["from"], one.says["to"])
            for one in found.proposals if one.kind == ROW]


def test_a_cell_of_a_table_rules_for_the_zone_of_its_column_and_a_remark_for_the_zone_that_it_names():
    body = ("一、措施如下：\n场所\t高风险区\t中风险区\t低风险区\t备注\n"
            "超市、菜市场\t暂停营业\t正常营业，限流50%\t正常营业\t中风险区须扫场所码\nKTV\t暂停营业\t暂停营业\t暂停营业\t\n")
    found, _ = read(HEAD + body + TAIL)
    told = [(one.says["verdict"], one.says["venues"], one.says["zones"], one.says["capacity"], one.says["conditions"])
            for one in found.proposals if one.kind == ROW]
    assert told == [
        ("closed", ["supermarket", "food_market"], ["high_risk"], None, []),
        ("open", ["supermarket", "food_market"], ["medium_risk"], 50, ["须扫场所码"]),
        ("open", ["supermarket", "food_market"], ["low_risk"], None, []),
        ("closed", ["ktv"], ["high_risk", "medium_risk", "low_risk"], None, []),
    ]


def test_a_question_rules_nothing_and_a_bare_answer_rules_what_was_asked():
    found, _ = read(HEAD + "问：KTV、网吧能开门吗？\n答：暂时不能。\n问：超市呢？\n答：请看公告。\n" + TAIL)
    one, = (one for one in found.proposals if one.kind == ROW)
    assert (one.says["verdict"], one.says["venues"], one.sure) == ("closed", ["ktv", "internet_cafe"], False)
    assert found.states[[sentence.start for sentence in found.sentences].index(len(HEAD))] == IGNORED


def test_each_half_of_a_sentence_has_its_own_window():
    assert rows("一、KTV暂停开放至11月29日24时；自11月30日0时起，超市恢复营业。") == [
        ("closed", "ktv", "any", None, "2022-11-30T00:00"), ("open", "supermarket", "any", "2022-11-30T00:00", None)]
    assert rows("一、饭店在12月7日24点以前只能做外卖，12月8日零点起可以堂食。") == [
        ("takeaway", "restaurant", "any", None, "2022-12-08T00:00"),
        ("open", "restaurant", "any", "2022-12-08T00:00", None)]


def test_what_a_deleted_clause_said_is_not_said():
    assert rows("一、删除第四条（公园、景区暂停开放）。公园自11月27日8时起按50%限流开放。") == [
        ("open", "park", "any", "2022-11-27T08:00", None)]


def test_a_place_that_is_taken_out_of_a_list_is_lifted():
    found, _ = read(HEAD + "一、第六条中的“大学路街道康复前街22号院”删去，该院不再作为中风险区管理。" + TAIL)
    one, = (one for one in found.proposals if one.kind == ZONE)
    assert one.says["text"] == "大学路街道康复前街22号院" and one.says["lifted"] and one.says["kind"] == "medium_risk"


def test_the_zone_before_a_list_is_that_of_its_lines():
    found = rows("从12月1日零点起，低风险区的店铺可以分类开门了。请您对照下面的清单：\n● 可以照常营业的：便利店、水果店；\n● 还不能营业的：KTV、网吧。")
    assert [one[-3] for one in found[-2:]] == ["low_risk", "low_risk"]
