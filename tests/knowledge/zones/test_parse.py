from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.places.model import Place
from knowledge.zones.parse import parse_designation


def places(county: str, text: str) -> list[tuple]:
    return [part.place.names() for part in parse_designation(county, text)]


@pytest.mark.parametrize("county, text, expected", [
    ("二七区", "二七区大学路街道新华社区桃源洋房8号楼2单元",
     [("二七区", "大学路街道", "新华社区", "桃源洋房", "8号楼", "2单元")]),
    ("二七区", "二七区嵩山路街道瑞民社区升龙城10号院1号楼一单元",
     [("二七区", "嵩山路街道", "瑞民社区", "升龙城10号院", "1号楼", "1单元")]),
    ("中原区", "秦岭路街道南陈伍寨村栖湖怡家小区2号楼，3号楼",
     [("中原区", "秦岭路街道", "南陈伍寨村", "栖湖怡家小区", "2号楼", None),
      ("中原区", "秦岭路街道", "南陈伍寨村", "栖湖怡家小区", "3号楼", None)]),
    ("中原区", "中原区须水街道河东路社区运河上城小区7号楼2单元、3单元",
     [("中原区", "须水街道", "河东路社区", "运河上城小区", "7号楼", "2单元"),
      ("中原区", "须水街道", "河东路社区", "运河上城小区", "7号楼", "3单元")]),
    ("金水区", "南阳新村街道南丰社区南丰街5号院（7号楼东1单元、8号楼3单元）",
     [("金水区", "南阳新村街道", "南丰社区", "南丰街5号院", "7号楼", "东1单元"),
      ("金水区", "南阳新村街道", "南丰社区", "南丰街5号院", "8号楼", "3单元")]),
    ("高新区", "高新区石佛办事处百炉屯小区及百炉屯5号院",
     [("高新区", "石佛街道", None, "百炉屯小区", None, None), ("高新区", "石佛街道", None, "百炉屯5号院", None, None)]),
    ("中原区", "中原区汝河路街道澜景社区和昌澜景小区",
     [("中原区", "汝河路街道", "澜景社区", "和昌澜景小区", None, None)]),
    ("管城回族区", "管城区金岱街道办事处龙堂社区美景龙堂1号楼",
     [("管城回族区", "金岱街道", "龙堂社区", "美景龙堂", "1号楼", None)]),
    ("中原区", "46、秦岭路街道建西社区国棉一厂西三街9号楼2单元",
     [("中原区", "秦岭路街道", "建西社区", "国棉一厂西三街", "9号楼", "2单元")]),
    ("航空港区", "郑港办事处蓝天公寓3、4号楼",
     [("航空港区", "郑港街道", None, "蓝天公寓", "3号楼", None), ("航空港区", "郑港街道", None, "蓝天公寓", "4号楼", None)]),
    ("航空港区", "郑港办事处中建森林上郡一期（2、5号楼），二期（2、6号楼）",
     [("航空港区", "郑港街道", None, f"中建森林上郡{phase}期", f"{number}号楼", None)
      for phase, number in (("一", 2), ("一", 5), ("二", 2), ("二", 6))]),
    ("荥阳市", "荥阳市索河办楚楼村索滨阳光苑8号楼1单元",
     [("荥阳市", "索河街道", "楚楼村", "索滨阳光苑", "8号楼", "1单元")]),
    ("金水区", "祭城路街道办事处祭城社区盛和街6号院6号楼", [("郑东新区", "祭城路街道", "祭城社区", "盛和街6号院", "6号楼", None)]),
    ("航空港区", "新港办事处五号、十五号安置区", [("航空港区", "新港街道", None, f"{number}号安置区", None, None) for number in ("五", "十五")]),
    ("航空港区", "新港办事处金港大道20号、142号", [("航空港区", "新港街道", None, f"金港大道{house}号", None, None) for house in (20, 142)]),
    ("新郑市", "新郑市孟庄镇农民创业园F05、H05", [("新郑市", "孟庄镇", None, f"农民创业园{plot}05", None, None) for plot in "FH"]),
    ("二七区", "二七区马寨镇坟上社区东邢花园", [("二七区", "马寨镇", "坟上社区", "东邢花园", None, None)]),
])
def test_addresses(county, text, expected):
    assert places(county, text) == expected


@pytest.mark.parametrize("county, text, place", [
    ("高新区", "高新区沟赵办事处除以上高风险区以外的区域", Place("高新区", "沟赵街道")),
    ("中原区", "中原区除高中风险区以外的其他区域", Place("中原区")),
    ("管城回族区", "管城区除高风险区以外的其他区域", Place("管城回族区")),
    ("惠济区", "惠济区除高风险区以外的其它区域", Place("惠济区")),
    ("金水区", "金水区（除高风险区外的其他地区）", Place("金水区")),
])
def test_remainders(county, text, place):
    (part,) = parse_designation(county, text)
    assert (part.remainder, part.place) == (True, place)


def test_an_area_between_roads_is_bounded_by_its_words_only():
    (part,) = parse_designation("高新区", "高新区枫杨办事处连霍高速以南、西四环以东合围区域（师新庄村除外）")
    assert (part.place, part.bounded_by_text) == (Place("高新区", "枫杨街道"), True)
    assert part.exceptions == (Place("高新区", "枫杨街道", "师新庄村"),)


def test_villages_around_an_area_are_places_and_the_area_stays_unclear():
    parts = parse_designation("高新区", "高新区沟赵办事处堂李村、东连河村、御馨苑社区合围区域（御馨苑小区除外）")
    assert [part.place.community for part in parts] == ["堂李村", "东连河村", "御馨苑社区", None]
    assert [part.bounded_by_text for part in parts] == [False, False, False, True]
    assert all(part.exceptions == (Place("高新区", "沟赵街道", compound="御馨苑小区"),) for part in parts)


def test_excepted_buildings_belong_to_the_compound_before_them():
    (part,) = parse_designation("经开区", "明湖办事处格林社区宏光合园小区（不含1、7、10号楼）")
    assert [place.building for place in part.exceptions] == ["1号楼", "7号楼", "10号楼"]
    assert {place.compound for place in part.exceptions} == {"宏光合园小区"}


def test_a_known_street_needs_no_ending_before_a_community():
    (part,) = parse_designation("二七区", "二七区建中街庆丰社区庆丰街30号院2号楼7单元", ["建中街街道"])
    assert part.place.names()[1:4] == ("建中街街道", "庆丰社区", "庆丰街30号院")


@given(st.text(max_size=80))
def test_any_text_is_read_and_kept(text):
    parts = parse_designation("中原区", text)
    assert parts and all(part.text == text and part.place.district for part in parts)


@given(
    st.lists(
        st.sampled_from([
            "中原区", "秦岭路", "街道", "办事处", "社区", "村", "小区", "3号楼", "1单元", "、", "，", "（", "）", "除", "以外", "除外", "合围区域", "以南",
            "及", "一二", "不含", "高风险区"
        ]),
        max_size=14
    ).map("".join)
)
def test_scrambled_addresses_are_read_and_kept(text):
    assert all(part.text == text for part in parse_designation("中原区", text))


@pytest.mark.parametrize("hour, least", [("2022-11-07T09", 0.97), ("2022-11-23T08", 0.93)])
def test_real_entries_name_their_street(real_list, hour, least):
    data = real_list(hour)["data"]
    texts = [(area["county"], text) for name in ("highlist", "middlelist") for area in data[name] or ()
             if area["city"] == "郑州市" for text in area["communitys"]]
    found = sum(all(part.place.street for part in parse_designation(*entry)) for entry in texts)
    print(f"{hour}: {found} of {len(texts)} entries name their street")
    assert found / len(texts) > least


@pytest.mark.parametrize("hour", ["2022-11-07T09", "2022-11-23T08"])
def test_real_low_entries_are_remainders_of_districts(real_list, hour):
    for area in real_list(hour)["data"]["lowlist"]:
        if area["city"] == "郑州市":
            for text in area["communitys"]:
                (part,) = parse_designation(area["county"], text)
                assert part.remainder and part.place.width == "district"
