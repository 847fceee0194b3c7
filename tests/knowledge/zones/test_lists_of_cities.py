"""Whose list it is: the city under all its names, another city's list, an empty one."""
from __future__ import annotations

import pytest
from sqlalchemy import func, select

from knowledge.clock import parse_instant
from knowledge.places.districts import districts
from knowledge.places.names import same_city
from knowledge.tables.table import read_table
from knowledge.zones.risk_area_response import read_reply
from knowledge.zones.risk_lists import RiskListError, load_risk_list
from knowledge.zones.stored import designations, hours
from knowledge.zones.tables import RiskEntryRow
from knowledge.zones.zones import load_zones

CITY, TEXT = "郑州市", "秦岭路街道锦艺西社区"
MORNING, NOON, EVENING = "2022-11-07 9时", "2022-11-07 12时", "2022-11-07 18时"
NOTHING = {"hcount": 0, "highlist": [], "mcount": 0, "middlelist": [], "lcount": 0, "lowlist": []}


def empty(hour: str) -> dict:
    return {"data": {"end_update_time": hour, **NOTHING}}


def told(session, at: str) -> set[str]:
    return {each.text for each in designations(session, "中原区", parse_instant(f"2022-11-07T{at}"))}


@pytest.mark.parametrize(("one", "other", "same"), [
    ("郑州", "郑州市", True), ("郑州市", "郑州市", True), (" 郑州市 ", "郑州", True), ("延边", "延边朝鲜族自治州", True), ("兴安", "兴安盟", True),
    ("郑州市", "洛阳市", False), ("吉林市", "吉林省", False), ("海南", "海南省", False), ("", "市", False), ("", "", False),
    ("郑", "郑州市", False),
])
def test_names_of_cities(one, other, same):
    assert same_city(one, other) is same is same_city(other, one)


def test_the_city_is_found_however_it_is_written(reply):
    listed = read_reply(reply(MORNING, high=[("中原区", TEXT)], city="郑州"), CITY)
    assert listed.entries == (("high_risk", "中原区", TEXT),) and listed.elsewhere == ()


def test_in_a_city_that_is_a_province_the_district_stands_where_the_city_does(reply):
    areas = [{"province": "北京市", "city": "朝阳区", "county": "呼家楼街道", "communitys": ["东大桥路10号院", "呼家楼街道（除高风险区外的其他地区）"]},
             {"province": "北京市", "city": "北京市", "county": "海淀区", "communitys": ["学院路街道"]},
             {"province": "河北省", "city": "廊坊市", "county": "三河市", "communitys": ["燕郊镇"]}]
    listed = read_reply(
        {"data": {"end_update_time": MORNING, "highlist": areas, "middlelist": [], "lowlist": []}}, "北京市"
    )
    assert [entry[1:] for entry in listed.entries] == [
        ("朝阳区", "呼家楼街道东大桥路10号院"), ("朝阳区", "呼家楼街道（除高风险区外的其他地区）"), ("海淀区", "学院路街道")]
    assert listed.elsewhere == ("廊坊市",)


def test_a_city_without_districts_is_a_district_itself(reply):
    assert read_reply(reply(MORNING, high=[("", "长安镇")], city="东莞市"), "东莞市").entries == (("high_risk", "东莞市", "长安镇"),)


def test_the_real_list_of_the_country_has_entries_of_every_big_city(real_list):
    for city, least in (("北京市", 1000), ("郑州", 100), ("重庆市", 100), ("石家庄市", 100)):
        assert len(read_reply(real_list("2022-11-23T08"), city).entries) > least, city


def test_a_list_of_another_city_closes_nothing(session, reply):
    other = reply(NOON, high=[("洛龙区", "关林街道")], city="洛阳市")
    with pytest.raises(RiskListError, match=r"names nothing in 郑州市 \(JUMIN_CITY\), only 洛阳市; nothing was changed"):
        load_risk_list(session, other, CITY, "a")
    load_risk_list(session, reply(MORNING, high=[("中原区", TEXT)]), CITY, "b")
    with pytest.raises(RiskListError, match="--none-listed"):
        load_risk_list(session, other, CITY, "a")
    assert told(session, "13:00") == {TEXT} and len(hours(session)) == 1


def test_a_city_that_has_left_the_list_is_said_to_have_once_and_stays_away(session, reply):
    load_risk_list(session, reply(MORNING, high=[("中原区", TEXT)]), CITY, "b")
    report = load_risk_list(session, reply(NOON, high=[("洛龙区", "关林街道")], city="洛阳市"), CITY, "a", none_listed=True)
    assert report.changed == 1 and "names nothing in 郑州市" in report.notes[0]
    later = load_risk_list(session, reply(EVENING, high=[("洛龙区", "关林街道")], city="洛阳市"), CITY, "a")
    assert later.changed == 0 and told(session, "18:30") == set() and told(session, "11:00") == {TEXT}


def test_an_earlier_list_of_another_city_says_nothing_about_an_hour_before_all_others(session, reply):
    load_risk_list(session, reply(NOON, high=[("中原区", TEXT)]), CITY, "b")
    with pytest.raises(RiskListError):
        load_risk_list(session, reply(MORNING, high=[("洛龙区", "关林街道")], city="洛阳市"), CITY, "a")


def test_the_last_list_of_all_is_empty_and_closes_everything_at_its_hour(session, reply):
    load_risk_list(session, reply(MORNING, high=[("中原区", TEXT)]), CITY, "a")
    report = load_risk_list(session, empty(NOON), CITY, "b")
    assert (report.changed, report.added) == (1, 0) and "from then on nothing is listed" in report.notes[0]
    assert told(session, "11:59") == {TEXT} and told(session, "12:00") == set() and len(hours(session)) == 2
    assert load_risk_list(session, empty(NOON), CITY, "b").changed == 0


def test_a_list_that_has_fewer_texts_than_it_counts_says_so(session, reply):
    listed = reply(MORNING, high=[("中原区", TEXT)])
    listed["data"] |= {"hcount": 999, "lcount": "0", "mcount": "many"}
    report = load_risk_list(session, listed, CITY, "a")
    assert (
        report.added == 1
        and report.notes == ["data.hcount says 999 and data.highlist has 1 texts; if it was cut short, fetch it again."]
    )


def test_a_list_that_lists_nothing_may_be_absent_where_its_count_says_so(session, reply):
    listed = reply(MORNING, high=[("中原区", TEXT)])
    listed["data"] |= {"middlelist": None, "mcount": 0}
    assert load_risk_list(session, listed, CITY, "a").added == 1


def test_an_unknown_district_is_kept_and_said(session, reply):
    report = load_risk_list(session, reply(MORNING, high=[("洛龙区", "关林街道"), ("中原区", TEXT)]), CITY, "a")
    assert (
        report.added == 2
        and report.notes == ["洛龙区 is no known district of 郑州市; what is listed there is kept under this name."]
    )
    assert session.scalar(select(func.count()).select_from(RiskEntryRow).where(RiskEntryRow.district == "洛龙区")) == 1


def test_the_24th_hour_is_the_next_midnight(session, reply):
    load_risk_list(session, reply("2022-11-07 24时", high=[("中原区", TEXT)]), CITY, "a")
    assert hours(session) == [parse_instant("2022-11-08T00:00")]


@pytest.mark.parametrize(("written", "meant"), [
    ("金水", "金水区"), ("金水区", "金水区"), ("郑州市金水区", "金水区"), ("河南省郑州市金水区", "金水区"), (" 管城 ", "管城回族区"), ("管城区", "管城回族区"),
    ("上街", "上街区"), ("中牟", "中牟县"), ("港区", "航空港区"), ("高新技术产业开发区", "高新区"), ("洛龙区", None), ("", None), ("郑州市", None),
    ("区", None),
])
def test_districts_as_tables_write_them(written, meant):
    assert districts().as_written(written) == meant


@pytest.mark.parametrize(("change", "reason"), [
    (("金水", "洛龙"), "'洛龙' is no district of the city"),
    (("z1", "z" * 81), "The zone_id zzzzzzzzzzzzzzzzzzzz… is longer than 80 characters"),
    (("文化路街道", "长" * 61), "The street"), (("2022-11-01", "0001-01-01"), "not an ISO 8601 time"),
])
def test_a_zone_that_cannot_be_kept_is_refused_on_every_database(session, tmp_path, change, reason):
    text = ("zone_id,kind,district,street,community,compound,building,unit,text,status,valid_from,valid_to,notice\n"
            "z1,high_risk,金水,文化路街道,,,,,,published,2022-11-01,,1号\n")
    path = tmp_path / "z.csv"
    path.write_text(text.replace(*change), encoding="utf-8")
    (refusal,) = load_zones(session, read_table(path)).refused
    assert reason in refusal.reason
    path.write_text(text, encoding="utf-8")
    assert load_zones(session, read_table(path)).added == 1
