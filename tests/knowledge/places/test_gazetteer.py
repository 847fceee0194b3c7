from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.places.gazetteer import Gazetteer, gazetteer_version, load_gazetteer
from knowledge.places.load import load_places
from knowledge.places.model import Place
from knowledge.tables.table import Row

STREET = ("中原区", "航海西路街道")
PLACES = [(Place(*names), "") for names in (
    STREET, (*STREET, "凯田花园社区"), (*STREET, "凯田花园社区", "凯田花园小区"), (*STREET, None, "凯田花园小区"),
    (*STREET, "儿童公园社区", "汝河路92号院公园一号小区"), ("中原区", "秦岭路街道"), ("中原区", "秦岭路街道", "锦艺西社区"),
    ("中原区", "秦岭路街道", "锦艺西社区", "锦艺二期"), ("中原区", "建设路街道", "市场街社区"),
    ("中原区", "建设路街道", "中心医院社区"), ("荥阳市", "索河街道", "市场街社区"), ("金水区", "文化路街道"),
    ("二七区", "大学路街道", "新华社区", "桃源洋房"), ("二七区", "大学路街道"), ("二七区", "大学路街道", "新华社区"),
    ("郑东新区", "如意湖街道"), ("新密市", "青屏街街道", "农业路社区"), ("金水区", "南阳新村街道", "盛和社区"))]
GAZETTEER = Gazetteer(PLACES)


def labels(text: str, district: str | None = None) -> list[list[str]]:
    return [[place.label for place in mention.candidates] for mention in GAZETTEER.find(text, district)]


@pytest.mark.parametrize("text, label, span", [
    ("二七区大学路街道新华社区桃源洋房8号楼2单元是什么区", "二七区大学路街道新华社区桃源洋房8号楼2单元", "二七区大学路街道新华社区桃源洋房8号楼2单元"),
    ("请问凯田花园小区8号楼1单元封了吗", "中原区航海西路街道凯田花园社区凯田花园小区8号楼1单元", "凯田花园小区8号楼1单元"),
    ("凯田花园8栋一单元", "中原区航海西路街道凯田花园社区凯田花园小区8号楼1单元", "凯田花园8栋一单元"),
    ("凯田花园小区8-1-302", "中原区航海西路街道凯田花园社区凯田花园小区8号楼1单元", "凯田花园小区8-1-302"),
    ("中原区秦岭路锦艺二期", "中原区秦岭路街道锦艺西社区锦艺二期", "中原区秦岭路锦艺二期"),
    ("我住公园一号小区", "中原区航海西路街道儿童公园社区汝河路92号院公园一号小区", "公园一号小区"),
    ("金水区如意湖办事处", "郑东新区如意湖街道", "金水区如意湖办事处"),
    ("管城区今天做核酸吗", "管城回族区", "管城区"), ("新密能堂食吗", "新密市", "新密"),
    ("凯田花园3栋C座什么区", "中原区航海西路街道凯田花园社区凯田花园小区3号楼C座", "凯田花园3栋C座"),
    ("盛和社区2号院7号楼2单元", "金水区南阳新村街道盛和社区2号院7号楼2单元", "盛和社区2号院7号楼2单元"),
])
def test_one_address_is_one_mention(text, label, span):
    (mention,) = GAZETTEER.find(text)
    assert (mention.candidates[0].label, text[mention.start:mention.end]) == (label, span)
    assert mention.exact and mention.unknown is None


def test_a_short_name_may_mean_the_compound_or_its_community():
    assert labels("中原区 凯田花园") == [["中原区航海西路街道凯田花园社区凯田花园小区", "中原区航海西路街道凯田花园社区"]]


def test_two_places_of_one_name_and_a_district_that_tells_them_apart():
    both = ["中原区建设路街道市场街社区", "荥阳市索河街道市场街社区"]
    assert labels("市场街社区") == [both]
    assert labels("荥阳市市场街社区") == [both[1:]] and labels("市场街社区", "中原区") == [both[:1]]


@pytest.mark.parametrize("text, district, unknown", [
    ("金水区阿巴花园小区", "金水区", "阿巴花园小区"), ("金水区凯田花园小区", "金水区", "凯田花园小区"),
    ("中原区秦岭路99号院", "中原区", "秦岭路99号院"), ("上街区中心路街道", "上街区", "中心路街道"),
    ("中原区市场街25号院3号楼", "中原区", "市场街25号院3号楼"), ("二七区绿云尊邸3号楼", "二七区", "绿云尊邸3号楼")])
def test_what_an_address_goes_on_to_name_is_told_as_unknown(text, district, unknown):
    (mention,) = GAZETTEER.find(text)
    assert (mention.candidates, mention.unknown) == ((Place(district),), unknown)


@pytest.mark.parametrize("text", ["东新华社区", "农业路沿线", "锦艺西花园小区"])
def test_what_may_be_another_name_is_not_taken_without_asking(text):
    assert all(not mention.exact or mention.unknown for mention in GAZETTEER.find(text))


@pytest.mark.parametrize("text", [
    "我想问一下超市开门吗", "中心医院怎么预约", "上街买菜可以吗", "小区有人阳了怎么办", "去哪个街道办理", "我在二七广场", "社区工作人员电话",
    "快递能送到家门口吗", "儿童公园开放吗", "五一放假吗", "健康码变黄了怎么办", "电影院和商场能开吗", ""])
def test_ordinary_sentences_name_no_place(text):
    assert GAZETTEER.find(text) == []


@pytest.mark.parametrize("text", ["开田花园小区", "凯甜花园", "凯田花圆小区几号解封"])
def test_misspelt_names_are_offered_and_never_taken(text):
    (best, *_) = GAZETTEER.suggest(text)
    assert any(place.community == "凯田花园社区" for place in best.candidates) and not best.exact
    assert all(place.district == "金水区" for mention in GAZETTEER.suggest(text, district="金水区")
               for place in mention.candidates)


@given(st.lists(st.sampled_from([*"的在，1八A -", "凯田花园", "中原区", "秦岭路", "小区", "号楼", "单元", "社区"])).map("".join))
def test_any_text_can_be_searched(text):
    ends = [0]
    for mention in GAZETTEER.find(text):
        assert ends[-1] <= mention.start < mention.end <= len(text) and mention.candidates
        ends.append(mention.end)
    GAZETTEER.suggest(text)


def rows(*values: dict) -> list[Row]:
    return [Row(line, each) for line, each in enumerate(values, 2)]


def test_published_tables_of_divisions_can_be_loaded(session):
    report = load_places(session, rows(
        {"code": "1", "level": "city", "name": "郑州市", "county": "", "town": ""},
        {"code": "2", "level": "county", "name": "中原区", "county": "中原区", "town": ""},
        {"code": "3", "level": "town", "name": "秦岭路街道办事处", "county": "中原区", "town": "秦岭路街道办事处", "latitude": "34.7"},
        {"code": "4", "level": "village", "name": "市场街居委会", "county": "中原区", "town": "秦岭路街道办事处"},
        {"code": "5", "level": "village", "name": "刘湾村委会", "county": "中原区", "town": "秦岭路街道办事处"},
        {"code": "6", "level": "village", "name": "宋庄村民委员会", "county": "中原区", "town": "秦岭路街道办事处"}))
    assert report.added == 5 and not report.refused
    streets = [{"code": "6", "name": "沟赵乡", "area_code": "4", "area": "郑州高新技术产业开发区"},
               {"code": "7", "name": "郑州经济技术开发区明湖街道", "area_code": "4", "area": "郑州经济技术开发区"}]
    assert load_places(session, rows(*streets)).added == 2
    before = gazetteer_version(session)
    assert load_places(session, rows(*streets)).unchanged == 2 and gazetteer_version(session) == before
    gazetteer = load_gazetteer(session)
    found = [gazetteer.find(text)[0].candidates[0].names()[:3] for text in ("市场街社区", "刘湾村", "宋庄村民委员会", "明湖街道", "沟赵乡")]
    assert found == [("中原区", "秦岭路街道", "市场街社区"), ("中原区", "秦岭路街道", "刘湾村"), ("中原区", "秦岭路街道", "宋庄村"), ("经开区", "明湖街道", None),
                     ("高新区", "沟赵乡", None)]


def test_a_place_in_no_district_of_the_city_is_refused(session):
    report = load_places(session, rows({"district": "金水区"}, {"district": "朝阳区"}))
    assert [refusal.line for refusal in report.refused] == [3] and report.added == 0


def test_the_version_changes_with_the_rows(city):
    before = gazetteer_version(city)
    load_places(city, rows({"district": "金水区", "aliases": "金水"}))
    assert gazetteer_version(city) != before
    assert load_gazetteer(city).version == gazetteer_version(city)


def test_twenty_thousand_names_are_built_and_searched_in_time():
    many = [(Place("金水区", "文化路街道", None, f"{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}花园小区"), "") for n in range(20_000)]
    start = time.process_time()
    gazetteer = Gazetteer(many)
    built = time.process_time() - start
    start = time.process_time()
    for _ in range(100):
        gazetteer.find("请问金水区文化路街道甲10花园小区8号楼2单元现在是什么风险区")
    found = (time.process_time() - start) / 100
    print(f"built in {built:.2f} s, found in {found * 1000:.2f} ms")
    assert built < 4 and found < 0.002


def test_an_area_across_streets_goes_by_the_names_it_was_given_only():
    area = Place("中原区", None, None, "南路以南、东路以西一片")
    mention, = Gazetteer([(area, "南路以南|南路南边")]).find("南路南边的店能开吗")
    assert (mention.candidates, mention.exact) == ((area,), True)
    assert not Gazetteer([(area, "")]).find("南路以南、东路以西一片")


@pytest.mark.parametrize("text", ["村口南路南边这头的店", "南大道北路围起来那块", "南路以南东路以东那一片", "我住东村口南路南边"])
def test_bounds_in_words_are_taken_whatever_stands_beside_them(text):
    area = Place("中原区", None, None, "南路以南、东路以西一片")
    places = [(area, "南路南边|南大道北路|南路以南"), (Place("中原区", None, None, "东村"), "")]
    assert Gazetteer(places).read(text)[-1].exact


@pytest.mark.parametrize("text", ["中原区航海西路街道工业园G3宿舍还管着吗", "航海西路街道工业园宿舍楼G3栋", "航海西路街道工业园G3栋宿舍"])
def test_a_dormitory_is_a_building(text):
    place = Place("中原区", "航海西路街道", None, "工业园")
    (mention,) = Gazetteer([(Place(*STREET), ""), (place, "")]).find(text)
    assert mention.candidates[0].building == "G3号楼"
