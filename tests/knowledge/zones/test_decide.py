from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.clock import parse_instant
from knowledge.places.model import Place
from knowledge.zones.decide import decide
from knowledge.zones.model import Designation

DAY = timedelta(hours=24)
NINE = parse_instant("2022-11-07T09:00")
REST = {"remainder": True}


def zone(kind: str, *names: str, source: str = "list", start="2022-11-06T22:00", end=None, **more) -> Designation:
    return Designation("/".join((kind, *names)), kind, Place(*(name or None for name in names)), "".join(names),
                       parse_instant(start), end and parse_instant(end), "", source, **more)


LOW = zone("low_risk", "中原区", **REST)
COMPOUND = ("中原区", "航海西路街道", "凯田花园社区", "凯田花园小区")


def ask(designations, *names: str, at=NINE, lists=(NINE,), unknown=""):
    return decide(designations, list(lists), Place(*(name or None for name in names)), at, DAY, unknown)


def test_a_unit_is_listed_where_its_compound_is_listed_otherwise():
    found = [LOW, zone("medium_risk", *COMPOUND), zone("high_risk", *COMPOUND, "8号楼", "1单元")]
    assert (ask(found, *COMPOUND, "8号楼", "1单元").kind, ask(found, *COMPOUND, "8号楼", "2单元").kind) == (
        "high_risk", "medium_risk")
    whole = ask(found, *COMPOUND)
    assert (whole.outcome, whole.rest, [part.kind for part in whole.parts]) == ("parts", "medium_risk", ["high_risk"])


def test_compound_without_community_is_found_in_its_street():
    found = [LOW, zone("high_risk", *COMPOUND)]
    assert ask(found, "中原区", "航海西路街道", "", "凯田花园").kind == "high_risk"


def test_names_apart_are_low_by_remainder():
    found = [LOW, zone("high_risk", *COMPOUND)]
    answer = ask(found, "中原区", "航海西路街道", "启福社区", "启福花园小区")
    assert (answer.outcome, answer.kind, answer.designation) == ("low_by_remainder", "low_risk", LOW)


@pytest.mark.parametrize("area, asked", [
    (("中原区", "秦岭路街道", "锦艺西社区"), ("中原区", "秦岭路街道", "", "锦艺二期")),  # may lie in the community
    (("中原区", "", "", "大学北路", "12号楼"), ("中原区", "秦岭路街道")),  # may lie in the street
    (("中原区", "秦岭路街道", "", "南陈伍寨栖湖怡家小区"), ("中原区", "秦岭路街道", "南陈伍寨村", "栖湖怡家小区")),
    (("中原区", "秦岭路街道", "锦艺西社区", "锦艺美域小区"), ("中原区", "秦岭路街道", "锦艺西社区", "锦艺二期")),
    (("中原区", "三官庙街道", "电业新村社区", "秦岭路32号院"), ("中原区", "三官庙街道", "电业新村社区", "电业小区")),
    (("中原区", "绿东村街道", "绿东村", "三号院"), ("中原区", "绿东村街道", "白鸽社区", "绿东村三号院")),
    (("中原区", "桐柏路街道", "煤仓社区"), ("中原区", "桐柏路街道", "煤仓街社区")),
    (("中原区", "A街道", "", "汝河小区"), ("中原区", "B街道", "", "汝河小区")),
    (("中原区", "绿东村街道", "白鸽社区", "洛河花园", "西1号楼"), ("中原区", "绿东村街道", "白鸽社区", "洛河花园", "1号楼")),
])
def test_what_may_be_the_same_is_never_low(area, asked):
    answer = ask([LOW, zone("high_risk", *area)], *asked)
    assert (answer.outcome, answer.kind, len(answer.undecided)) == ("undecided", None, 1)


@pytest.mark.parametrize("area, asked", [
    (("伏牛路178号院",), ("伏牛路170号院",)), (("升龙天汇1号院",), ("升龙天汇9号院",)),
    (("凯田花园小区", "8号楼"), ("凯田花园小区", "9号楼")),
    (("凯田花园小区", "8号楼", "1单元"), ("凯田花园小区", "8号楼", "2单元")),
])
def test_other_numbers_are_other_places(area, asked):
    above = ("中原区", "绿东村街道", "电缆社区")
    assert ask([LOW, zone("high_risk", *above, *area)], *above, *asked).outcome == "low_by_remainder"


def test_what_no_list_ever_named_is_in_no_entry_and_nothing_more_is_concluded():
    found = [LOW, zone("high_risk", *COMPOUND), zone("medium_risk", "中原区", "航海西路街道", "", "汝河苑")]
    in_street = ask(found, "中原区", "航海西路街道", unknown="无名苑3号楼")
    assert (in_street.outcome, in_street.kind, in_street.rest) == ("not_named", None, "low_risk")
    assert [part.kind for part in in_street.parts] == ["high_risk", "medium_risk"]
    in_community = ask(found, *COMPOUND[:3], unknown="无名苑")
    assert (in_community.outcome, len(in_community.parts)) == ("not_named", 2)
    # Where nothing is listed, all of it is the rest.
    assert ask(found, "中原区", "秦岭路街道", unknown="无名苑").outcome == "low_by_remainder"


def test_what_no_list_ever_named_is_not_found_when_only_the_district_is_known():
    found = [LOW, zone("high_risk", *COMPOUND)]
    assert ask(found, "中原区", unknown="无名苑").outcome == "place_unknown"
    assert ask([LOW], "中原区", unknown="无名苑").outcome == "place_unknown"


def test_an_unknown_name_that_an_entry_may_mean_is_undecided():
    found = [LOW, zone("high_risk", "中原区", "航海西路街道", "", "无名苑小区二期")]
    answer = ask(found, "中原区", "航海西路街道", unknown="无名苑")
    assert (answer.outcome, len(answer.undecided)) == ("undecided", 1)
    assert ask(found, "中原区", "航海西路街道", unknown="无名苑小区二期3号楼").kind == "high_risk"


def test_an_unknown_part_of_a_listed_compound_is_listed():
    assert ask([LOW, zone("high_risk", *COMPOUND)], *COMPOUND, unknown="无名楼").kind == "high_risk"


def test_remainder_of_a_street_with_an_area_between_roads():
    area = zone("high_risk", "高新区", "沟赵街道", bounded_by_text=True)
    found = [zone("low_risk", "高新区", **REST), zone("medium_risk", "高新区", "沟赵街道", **REST), area]
    street = ask(found, "高新区", "沟赵街道")
    assert (street.outcome, street.parts, street.rest) == ("parts", (area,), "medium_risk")
    inside = ask(found, "高新区", "沟赵街道", "紫锦社区")
    assert (inside.outcome, inside.undecided) == ("undecided", (area,))
    assert ask(found, "高新区", "石佛街道").outcome == "low_by_remainder"


def test_exceptions_are_honoured():
    village = zone("high_risk", "高新区", "沟赵街道", "御馨苑社区",
                   exceptions=(Place("高新区", "沟赵街道", compound="御馨苑小区"),))
    found = [zone("low_risk", "高新区", **REST), village]
    assert ask(found, "高新区", "沟赵街道", "御馨苑社区", "御馨苑小区").kind == "low_risk"
    assert ask(found, "高新区", "沟赵街道", "御馨苑社区", "别墅").kind == "high_risk"
    assert ask(found, "高新区", "沟赵街道", "御馨苑社区").kind == "high_risk"


def test_the_later_wins_and_within_one_the_narrower_then_the_stricter():
    street, building = COMPOUND[:2], (*COMPOUND, "8号楼")
    early = zone("high_risk", *building, source="table", start="2022-11-06T08:00")
    late = zone("medium_risk", *COMPOUND, source="table", start="2022-11-06T20:00")
    assert ask([early, late], *building, lists=()).kind == "medium_risk"
    wide = zone("high_risk", *street, source="table")
    assert ask([wide, zone("anti_spillover", *COMPOUND, source="table")], *COMPOUND, lists=()).kind == "anti_spillover"
    assert ask([zone("medium_risk", *COMPOUND), zone("high_risk", *COMPOUND)], *COMPOUND).kind == "high_risk"


def test_the_remainder_of_a_later_list_does_not_lift_what_a_table_designates():
    row = zone("anti_spillover", *COMPOUND, source="table", start="2022-11-06T08:00")
    assert ask([LOW, row], *COMPOUND).kind == "anti_spillover"
    lifted = zone("low_risk", *COMPOUND, source="table", start="2022-11-06T08:00")
    rest = zone("medium_risk", *COMPOUND[:2], **REST)
    assert ask([rest, lifted], *COMPOUND).kind == "medium_risk"


def test_districts():
    assert ask([LOW], "上街区").outcome == "district_not_listed"
    assert ask([LOW], "上街区", "中心路街道", unknown="无名苑").outcome == "district_not_listed"
    assert ask([LOW]).outcome == "place_unknown"
    only_table = [LOW, zone("anti_spillover", "上街区", "中心路街道", source="table")]
    assert ask(only_table, "上街区", "新安路街道").outcome == "district_not_listed"
    whole = ask([LOW, zone("high_risk", *COMPOUND)], "中原区")
    assert (whole.outcome, whole.rest) == ("parts", "low_risk")
    nothing_of_the_rest = ask([zone("high_risk", *COMPOUND)], "中原区", "秦岭路街道")
    assert (nothing_of_the_rest.outcome, nothing_of_the_rest.rest) == ("not_named", None)


@pytest.mark.parametrize("at, outcome, last_known", [
    ("2022-11-06T21:59", "not_known_at_instant", None), ("2022-11-06T22:00", "low_by_remainder", None),
    ("2022-11-07T08:59", "low_by_remainder", None), ("2022-11-07T09:00", "low_by_remainder", None),
    ("2022-11-07T10:00", "not_known_at_instant", "low_risk"),  # the next list is sixteen days away
    ("2022-11-23T08:00", "low_by_remainder", None), ("2022-11-24T08:00", "low_by_remainder", None),
    ("2022-11-24T08:01", "not_known_at_instant", "low_risk")])
def test_lists_speak_for_their_time_only(at, outcome, last_known):
    lists = [parse_instant(hour) for hour in ("2022-11-06T22:00", "2022-11-07T09:00", "2022-11-23T08:00")]
    answer = ask([LOW], "中原区", at=parse_instant(at), lists=lists)
    assert (answer.outcome, answer.last_known) == (outcome, last_known)


def test_a_strict_table_row_holds_although_no_list_is_known():
    row = zone("risk_compound", *COMPOUND, source="table")
    assert ask([row], *COMPOUND, at=parse_instant("2022-11-09T09:00")).kind == "risk_compound"
