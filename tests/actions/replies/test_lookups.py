"""Whole addresses asked of a small list of our own: each is decided, none is asked back, and no more is said than is
known."""
from __future__ import annotations

import pytest
from lookups import asked
from support import ROOT

from knowledge.clock import parse_instant

AT = parse_instant("2022-11-07T09:30")
HIGH = (
    ("中原区", "汝河路街道澜景社区和昌澜景7号楼1单元"), ("中原区", "汝河路街道淮西社区淮河路25号院15号楼1单元"),
    ("惠济区", "花园口镇八堡村田河自然村11号"), ("惠济区", "迎宾路街道马庄村二组159号院围合区"),
    ("高新区", "石佛办事处石佛村20号"), ("高新区", "沟赵办事处枫香街以南、须水河以东、西四环以西、科学大道以北合围区域"),
    ("经开区", "前程办事处锦岚社区美地麟洲2号楼14层—20层"), ("经开区", "明湖办事处华瑞大厦B座（不含底商）"),
    ("金水区", "文化路街道群英苑4-60号楼，24、36、38号楼除外"), ("金水区", "丰产路街道"),
)
MEDIUM = (("中原区", "汝河路街道澜景社区和昌澜景小区"), ("高新区", "沟赵办事处除以上高风险区以外的区域"))
LOW = tuple((district, f"{district}除高中风险区以外的其他区域") for district in ("中原区", "惠济区", "高新区", "经开区", "金水区"))


def areas(entries: tuple) -> list[dict]:
    return [{"province": "河南省", "city": "郑州市", "county": county, "communitys": [text]} for county, text in entries]


@pytest.fixture(scope="module")
def city():
    data = {"end_update_time": "2022-11-07 9时", "highlist": areas(HIGH), "middlelist": areas(MEDIUM),
            "lowlist": areas(LOW)}
    with asked([ROOT / "data/sample/places.csv"], [{"data": data}], AT) as opened:
        yield opened


@pytest.mark.parametrize("question, begins", [
    ("中原区汝河路街道澜景社区和昌澜景小区7号楼1单元是什么风险区", "高风险区（国家名单11月7日9:00）。"),
    ("中原区汝河路街道澜景社区和昌澜景7号楼2单元是什么风险区", "中风险区（国家名单11月7日9:00）。"),
    ("中原区汝河路街道和昌澜景小区3号楼算哪一级风险", "中风险区（国家名单11月7日9:00）。"),
    ("惠济区花园口镇八堡村田河自然村11号是什么风险区", "高风险区（国家名单11月7日9:00）。"),
    ("惠济区迎宾路街道马庄村二组159号院是什么风险区", "高风险区（国家名单11月7日9:00）。"),
    ("高新区石佛办事处石佛村20号是什么风险区", "高风险区（国家名单11月7日9:00）。"),
    ("经开区前程办事处锦岚社区美地麟洲2号楼15层是什么风险区", "高风险区（国家名单11月7日9:00）。"),
    ("经开区前程办事处锦岚社区美地麟洲2号楼21层是什么风险区", "低风险区（国家名单11月7日9:00）。"),
    ("经开区明湖办事处华瑞大厦B座是什么风险区", "各处不一样（国家名单11月7日9:00）。"),
    ("经开区明湖办事处华瑞大厦B座底商是什么风险区", "低风险区（国家名单11月7日9:00）。"),
    ("金水区文化路街道群英苑12号楼是什么风险区", "高风险区（国家名单11月7日9:00）。"),
    ("金水区文化路街道群英苑36号楼是什么风险区", "低风险区（国家名单11月7日9:00）。"),
    ("金水区文化路街道群英苑61号楼是什么风险区", "低风险区（国家名单11月7日9:00）。"),
    ("金水区丰产路街道翠屏雅居2号楼是什么风险区", "高风险区（国家名单11月7日9:00）。"),
    ("高新区沟赵办事处翠屏雅居2号楼是什么风险区", "不能断定（国家名单11月7日9:00）"),
    ("中原区汝河路街道淮西社区翠屏雅居2号楼是什么风险区", "不在名单的任何一条里（国家名单"),
    ("高新区石佛办事处石佛村21号是什么风险区", "不在名单的任何一条里（国家名单"),
    ("中原区汝河路街道翠屏雅居是什么风险区", "不在名单的任何一条里（国家名单"),
])
def test_the_answer_comes_first_and_its_hour(city, question, begins):
    lookup = city.about(question)
    assert lookup.text.startswith(begins), lookup.text
    assert not lookup.instants


def test_what_is_in_no_entry_is_told_with_what_the_list_has_there(city):
    text = city.about("中原区汝河路街道淮西社区翠屏雅居2号楼3单元是什么风险区").text
    for said in ("名单没有写「中原区汝河路街道淮西社区翠屏雅居2号楼3单元」", "名单在淮西社区列的有：「汝河路街道淮西社区淮河路25号院15号楼1单元」是高风险区",
                 "名单在汝河路街道别处还列有", "和昌澜景小区」是中风险区", "中原区没有列到的地方，名单写的是低风险区", "12345"):
        assert said in text
    assert "3单元是低风险区" not in text


def test_a_community_without_an_entry_is_said_to_have_none(city):
    text = city.about("中原区汝河路街道桐淮社区翠屏雅居是什么风险区").text
    assert text.startswith("不在名单的任何一条里") or "低风险区" in text[:20]
    assert "高风险区（" not in text


@pytest.mark.parametrize("question", [
    "花园口镇八堡村田河自然村11号", "石佛村20号解封了吗", "文化路8号院是什么风险区", "我住兴隆巷5号", "东门坊3号", "群英苑12栋", "园区5号仓库", "福利街道里弄9号",
    "棚户区3号棚"])
def test_a_house_number_is_no_day(city, question):
    assert city.about(question).instants == ()


@pytest.mark.parametrize("question", ["石佛村11月20号是什么风险区", "20号石佛村是什么风险区", "文化路街道20号是什么风险区"])
def test_a_day_stays_a_day(city, question):
    assert city.about(question).instants == ("2022-11-20T12:00:00+08:00",)
