"""Floors, flats and shops of one building in tables: which entry an address lies in."""
from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.clock import parse_instant
from knowledge.places.model import Place
from knowledge.zones.decide import decide
from knowledge.zones.model import Designation
from knowledge.zones.parse import exceptions_of
from knowledge.zones.zone_rows import read_zone

AT = parse_instant("2022-11-07T10:00+08:00")
STREET = ("金水区", "文化路街道", None)


def designated(kind: str, text: str, *names: str | None) -> Designation:
    place = Place(*STREET, *names)
    return Designation(text, kind, place, text, AT, None, "n", "table", exceptions=exceptions_of(text, place))


FLOORS = (
    designated("high_risk", "颐园4至33层", "颐园", None, "4至33层"),
    designated("medium_risk", "颐园负2至3层", "颐园", None, "负2至3层"),
)
FLATS = (
    designated("high_risk", "上苑A座住宅", "上苑", "A座"), designated("high_risk", "上苑B座住宅", "上苑", "B座"),
    designated("medium_risk", "上苑A、B座底商", "上苑", None, "底商"),
)


def zone(designations, *names: str | None):
    answer = decide(designations, (), Place(*STREET, *names), AT, timedelta(hours=48))
    return answer.kind or answer.outcome


@pytest.mark.parametrize(("building", "unit", "kind"), [
    ("5号楼", None, "high_risk"), ("2号楼", None, "medium_risk"), (None, "20层", "high_risk"), (None, "负1层", "medium_risk"),
    ("40号楼", None, "not_named"),
])
def test_a_number_is_a_floor_where_the_entries_tell_floors_apart(building, unit, kind):
    assert zone(FLOORS, "颐园", building, unit) == kind


def test_a_number_stays_a_building_where_one_entry_names_buildings():
    with_building = (*FLOORS, designated("low_risk", "颐园5号楼", "颐园", "5号楼"))
    assert zone(with_building, "颐园", "5号楼") == "undecided"


@pytest.mark.parametrize(("building", "unit", "kind"), [
    ("A座", None, "high_risk"), (None, "底商", "medium_risk"), (None, "裙楼", "undecided"),
])
def test_flats_are_not_the_shops_below_them(building, unit, kind):
    assert zone(FLATS, "上苑", building, unit) == kind


def test_a_ground_floor_of_which_the_shops_are_told_apart_is_told_with_them():
    block = designated("high_risk", "上苑A座", "上苑", "A座")
    answer = decide(
        (block, designated("medium_risk", "上苑A座底商", "上苑", "A座", "底商")), (),
        Place(*STREET, "上苑", "A座", "1层"), AT, timedelta(hours=48),
    )
    assert (answer.outcome, answer.rest) == ("parts", "high_risk")
    assert [part.kind for part in answer.parts] == ["medium_risk"]
    assert zone((block,), "上苑", "A座", "1层") == "high_risk"


def test_a_house_in_another_village_s_alley_is_no_other_name_of_a_place():
    houses = (designated("high_risk", "东村1巷1号", "东村1巷1号"),)
    assert zone(houses, "北村", "139号楼") == "not_named"
    assert zone(houses, "东村") != "not_named"


def test_a_scale_that_runs_beside_never_stands_in_for_a_zone(monkeypatch):
    later = replace(designated("medium_risk", "颐园D座", "颐园", "D座"), valid_from=AT + timedelta(hours=9))
    sealed = designated("low_risk", "颐园D栋", "颐园", "D座")
    found = (sealed, later)
    place, at = Place(*STREET, "颐园", "D座"), AT + timedelta(hours=10)
    assert decide(found, (), place, at, timedelta(hours=48)).kind == "medium_risk"
    monkeypatch.setattr("knowledge.zones.decide.runs_beside", lambda kind: kind == "medium_risk")
    assert decide(found, (), place, at, timedelta(hours=48)).kind == "low_risk"
    assert decide((later,), (), place, at, timedelta(hours=48)).kind == "medium_risk"


def test_what_an_entry_of_a_table_excepts_is_not_in_it():
    mall = (designated("high_risk", "大厦4号楼（不含底商）", "大厦", "4号楼"),)
    assert zone(mall, "大厦", "4号楼", "3单元") == "high_risk"
    assert zone(mall, "大厦", "4号楼", "底商") != "high_risk"


def test_an_unknown_name_is_no_compound_that_an_entry_names_otherwise():
    rest = Designation("rest", "medium_risk", Place(*STREET), "文化路街道全域", AT, None, "n", "table")
    listed = (designated("high_risk", "天阔雅居", "天阔雅居"), rest)
    answer = decide(listed, (), Place(*STREET), AT, timedelta(hours=48), unknown="大冲村")
    assert answer.outcome != "undecided"


BLOCKS = (
    designated("high_risk", "中心B座5至30层", "中心", "B座", "5至30层"),
    designated("medium_risk", "中心A座5至27层", "中心", "A座", "5至27层"),
)


@pytest.mark.parametrize(("building", "unit", "kind"), [
    ("B座", "18层", "high_risk"), ("A座", "18层", "medium_risk"), ("B座", "3层", "not_named"), ("18号楼", None, "parts"),
])
def test_floors_are_told_apart_in_each_block(building, unit, kind):
    assert zone(BLOCKS, "中心", building, unit) == kind


def test_the_shops_of_a_compound_are_those_of_each_of_its_buildings():
    shops = (
        designated("high_risk", "大厦4号楼（不含底商）", "大厦", "4号楼"), designated("medium_risk", "大厦1楼商铺", "大厦", None, "底商"),
    )
    assert zone(shops, "大厦", "4号楼", "底商") == "medium_risk"
    assert zone(shops, "大厦", "4号楼", "3单元") == "high_risk"


@pytest.mark.parametrize("unit", ["裙楼", "2层"])
def test_floors_that_are_excepted_by_either_name_are_not_in_it(unit):
    block = (designated("high_risk", "大厦A座（除裙楼1至3层外）", "大厦", "A座"),)
    assert zone(block, "大厦", "A座", unit) != "high_risk"
    assert zone(block, "大厦", "A座", "5层") == "high_risk"


@pytest.mark.parametrize(("column", "building", "unit"), [
    ("55栋底商", "55栋", "底商"), ("B座5至30层", "B座", "5至30层"), ("4", "4号楼", ""), ("商铺", "商铺", ""),
])
def test_a_part_of_a_building_may_stand_in_the_column_of_the_building(column, building, unit):
    row = {"zone_id": "z", "kind": "high_risk", "district": "金水区", "compound": "大厦", "building": column,
           "status": "published", "valid_from": "2022-11-07T00:00+08:00"}
    zone = read_zone(row)
    assert (zone["building"], zone["unit"]) == (building, unit)


VILLAGE = "甲村东区4-60号楼（24、36和52号楼除外）、甲村综合楼和甲祠堂"
OF_VILLAGE = tuple(
    designated("medium_risk", VILLAGE, *names)
    for names in (("甲村东区", "5号楼"), ("甲村综合楼",), ("甲祠堂",))
)


@pytest.mark.parametrize("names", [("甲村东区", "5号楼"), ("甲祠堂",)])
def test_an_exception_is_one_of_what_stands_before_it(names):
    assert zone(OF_VILLAGE, *names) == "medium_risk"


@pytest.mark.parametrize("building", ["24号楼", "36号楼", "52号楼"])
def test_the_last_of_a_list_of_exceptions_is_excepted_too(building):
    assert zone(OF_VILLAGE[:1], "甲村东区", building) == "not_named"


def test_a_house_of_an_alley_is_the_building_that_a_list_names():
    houses = (designated("medium_risk", "新区三巷6号、7号", "新区三巷", "6号"),)
    answer = decide(houses, (), Place(*STREET, "新区三巷"), AT, timedelta(hours=48), unknown="6号")
    assert answer.kind == "medium_risk"
    assert decide(houses, (), Place(*STREET, "新区三巷"), AT, timedelta(hours=48), unknown="9号").kind is None
