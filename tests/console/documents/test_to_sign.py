"""What the gate found as it is read: verdicts by their clause, and each changed answer by the sentences that differ."""
from __future__ import annotations

from datetime import datetime, timedelta

from console.documents.differences import LEFT_OUT, changed_sentences
from console.documents.to_sign import because, only_notice, others_to_sign, required, topics_of, verdicts_to_sign
from knowledge.releases.comparison.cells import Flip
from knowledge.releases.gate.findings import ANSWERS, FLIP, Part, Sample

AT, LATER = "2022-12-01T18:00:00+08:00", "2022-12-02T06:00:00+08:00"


def flip(venue: str, before: str, after: str, at: str = AT) -> Part:
    key = f"flip {venue} low_risk"
    return Part(key, FLIP, (f"venue {venue}", "zone low_risk"), 0, 1, (Sample(venue, at, before, after),))


def answers(key: str, *causes: str, before: str, after: str) -> Part:
    return Part(f"answers {key}", ANSWERS, causes, 0, 1, (Sample(key, AT, before, after),))


def test_kinds_of_which_the_same_is_said_stand_together_under_their_clause():
    silent, closed = "not_stated: 没有写  old#a", "closed: 暂停营业  new#三"
    ktv, bath, cinema = flip("ktv", silent, closed), flip("bath", silent, closed), flip("cinema", silent, closed, LATER)
    mall = flip("mall", silent, "open: 可以营业  new#二")
    found = verdicts_to_sign([ktv, mall, bath, cinema], [], None)
    assert [(one.clause, [(each.at, each.before, each.after, each.parts) for each in one.turned])
            for one in found.clauses] == [
        ("new#三", [("", "没有写", "暂停营业", (ktv, bath)), (LATER, "没有写", "暂停营业", (cinema,))]),
        ("new#二", [("", "没有写", "可以营业", (mall,))]),
    ]
    assert found.since == AT, "when most begin is told once"
    assert only_notice(found) == "new"


def test_a_verdict_that_is_gone_stands_under_the_clause_that_said_it():
    one, = verdicts_to_sign([flip("ktv", "closed: 暂停营业  old#a", None)], [], None).clauses
    assert (one.clause, one.turned[0].before, one.turned[0].after) == ("old#a", "暂停营业", "")


def test_a_cell_of_which_the_verdict_stays_and_something_else_is_asked_is_shown_once():
    at = datetime.fromisoformat(AT)
    more = [Flip("mall", "low_risk", one, "open: 可以营业  old#a", "open: 可以营业，到9日为止（凭48小时核酸）  new#二")
            for one in (at, at + timedelta(hours=1))]
    longer = Flip("bank", "low_risk", at, "open: 可以营业  old#a", "open: 可以营业，到9日为止  new#二")
    one, = verdicts_to_sign([], [*more, longer], None).clauses
    assert [(each.venues, each.after, each.parts) for each in one.turned] == [(("mall",), "可以营业，到9日为止（凭48小时核酸）", ())]


def test_an_end_that_most_have_is_told_once():
    found = verdicts_to_sign([flip("ktv", None, "closed: 停，到9日为止  new#三"),
                              flip("mall", None, "open: 开，到9日为止（凭证）  new#二")], [], None)
    assert found.until == "到9日为止"
    assert [each.after for one in found.clauses for each in one.turned] == ["停", "开（凭证）"]


def test_what_differs_as_above_is_not_told_twice():
    first = answers("dine_in", "topic dine_in", before="店里吃不了。请问社区。", after="店里能吃。请问社区。")
    second = answers("takeaway", "row new#一", before="店里吃不了。送到门口。", after="店里能吃。送到门口。")
    third = answers("shops", "row new#二", before="店关着。", after="店开着。")
    assert [one.is_again for one in others_to_sign([first, flip("ktv", "a: b", "c: d"), second, third])] == [
        False, True, False]


def test_causes_name_a_notice_once_and_that_of_the_draft_never():
    part = answers("dine_in", "topic dine_in", "row new#一", "row new#四", "lapsed old#a", before="", after="。")
    kinds = {"topic": "话题", "row": "规则", "lapsed": "失效"}
    assert because(part, kinds, {"dine_in": "堂食"}, "new") == "话题 堂食，规则 一、四，失效 old#a"
    assert because(part, kinds, {}, "") == "话题 dine_in，规则 new#一、四，失效 old#a"
    assert topics_of(part, {"dine_in": "堂食"}) == "堂食"


def test_a_required_fact_reads_as_words():
    assert required("餐饮店禁止堂食[^。]*低风险区") == "餐饮店禁止堂食…低风险区"
    assert required(r"没有写:补采|社区\(村\)") == "没有写:补采 或 社区…村"


def test_sentences_that_stay_are_left_out():
    pieces = changed_sentences("一、开门。二、关门。三、照旧。", "一、开门。二、可以开门。三、照旧。")
    assert pieces[0] == pieces[-1] == ("same", LEFT_OUT)
    assert "".join(text for kind, text in pieces if kind != "del") == f"{LEFT_OUT}二、可以开门。{LEFT_OUT}"
    assert changed_sentences(None, None) == []
