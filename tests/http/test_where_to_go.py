"""Where to go now, as conversations: threes, the rest of a list, couriers, other hours, a map with the same numbers."""
from __future__ import annotations

import re
import uuid
from xml.etree import ElementTree

import pytest
from support import words

HERE = {"lat": 34.762, "lon": 113.665, "datum": "gcj02"}
SVG = "{http://www.w3.org/2000/svg}"


class Walk:
    """One session of somebody who looks for a place to go."""

    def __init__(self, served):
        self.served, self.session = served, served.session()

    def say(self, text: str, **more) -> str:
        self.last = self.served.say(text, self.session, **more)
        return words(self.last)

    def share(self, location: dict = HERE, text: str = "") -> str:
        body = {"session": self.session, "id": uuid.uuid4().hex, "text": text, "location": location}
        self.last = self.served.post(body).json()
        return words(self.last)

    def press(self, title: str) -> str:
        buttons = [button for message in self.last["messages"] for button in message["buttons"]]
        self.last = self.served.press(next(b["payload"] for b in buttons if b["title"] == title), self.session)
        return words(self.last)

    @property
    def card(self) -> dict:
        return next(message["card"] for message in self.last["messages"] if message["card"])

    @property
    def names(self) -> list[str]:
        return [site["name"] for site in self.card["sites"]]

    @property
    def topic(self) -> str:
        return self.last["receipt"]["topic"]

    @property
    def titles(self) -> list[str]:
        return [button["title"] for message in self.last["messages"] for button in message["buttons"]]


@pytest.fixture()
def walk(sample_city) -> Walk:
    return Walk(sample_city)


def test_a_district_in_threes_until_the_last(walk):
    walk.say("金水区的采样屋在哪些地方")
    named, total = walk.names, walk.card["total"]
    for more in ("还有吗", "换一个"):
        assert "另外几处" in walk.say(more) and len(walk.names) <= 3
        assert walk.topic == "booth_location" and not set(walk.names) & set(named)
        named += walk.names
    assert len(named) == total == 7 and "还有吗" not in walk.titles
    assert "就这些了" in walk.say("再来几个") and "一共7处" in words(walk.last)
    assert "就这些了" in walk.say("还有吗")


def test_the_button_is_the_same_as_the_words(walk):
    walk.share()
    first = walk.names
    walk.press("还有吗")
    assert [site["number"] for site in walk.card["sites"]] == [4, 5, 6] and not set(first) & set(walk.names)


@pytest.mark.parametrize("text", [
    "还有吗", "换一个", "再来几个", "下一页", "别的地方", "还有没有别嘞地方", "后边还有没", "这三个都去过了 还有吗", "那 再往下报几个呗",
    "別的地方還有嗎", "看看其他的", "还有木有近点嘞",
])
def test_many_ways_to_ask_for_more(walk, text):
    walk.say("二七区采样屋在哪")
    first = walk.names
    assert "另外几处" in walk.say(text), words(walk.last)
    assert not set(first) & set(walk.names)


def test_thanks_do_not_end_a_list_and_another_question_does(walk):
    walk.say("二七区采样屋在哪")
    walk.say("谢谢")
    assert "另外几处" in walk.say("还有吗")
    walk.say("市里的粮食库存有多少吨")
    assert "您想再看什么" in walk.say("还有吗") and walk.topic == "out_of_scope"


def test_more_of_another_district(walk):
    walk.say("二七区采样屋在哪")
    assert "金水区的采样屋" in walk.say("换个金水区的")
    assert [site["number"] for site in walk.card["sites"]] == [1, 2, 3]


def test_a_location_beside_the_question(walk):
    assert "您附近的采样屋" in walk.share(text="哪里能做核酸")
    metres = [site["distance_m"] for site in walk.card["sites"]]
    assert metres == sorted(metres) and all(site["open_now"] for site in walk.card["sites"])


def test_a_location_answers_the_question_where(walk):
    assert "您在哪个区" in walk.say("附近哪里有采样屋")
    assert walk.share().count("您附近的") == 1 and len(walk.names) == 3


def test_the_last_word_on_where_counts(walk):
    walk.say("惠济区采样屋在哪")
    assert "您附近" in walk.share()
    assert "中原区的采样屋" in walk.say("那中原区呢")


def test_a_line_has_all_that_is_needed(walk):
    walk.share()
    line = next(line for line in words(walk.last).splitlines() if line.startswith("1."))
    assert re.search(r"二七区二七路与西太康路交叉口，在您南边，直线约690米，08:00-21:00，开着，21:00关", line)
    site = walk.card["sites"][0]
    assert set(site["maps"]) == {"amap", "tencent"} and site["closes_at"] == "2022-11-07T21:00:00+08:00"
    assert "没有登记电话" in words(walk.last) and "自2022年11月1日起" in words(walk.last)
    assert walk.card["data_from"] == "2022-11-01T00:00:00+08:00" and walk.card["as_of"] == "2022-11-07T09:00:00+08:00"


def test_the_map_shows_the_same_numbers_as_the_list(walk):
    walk.share()
    for _ in range(3):
        picture = ElementTree.fromstring(walk.card["map"])
        shown = [element.text for element in picture.iter(f"{SVG}text")]
        for site in walk.card["sites"]:
            line = next(
                line for line in words(walk.last).splitlines() if line.startswith(f"{site['number']}. {site['name']}")
            )
            distance = re.search(r"直线约(.+?)，", line).group(1)
            assert shown.count(str(site["number"])) == 2
            assert f"{distance} · {site['state_text']}" in shown and site["name"] in shown
            assert f"{site['number']}号，{site['name']}" in picture.find(f"{SVG}desc").text
        walk.press("还有吗")


def test_without_a_location_there_is_no_map(walk):
    walk.say("惠济区采样屋在哪")
    assert walk.card["map"] is None


def test_another_hour_is_named_and_states_are_of_that_hour(walk):
    walk.say("二七区采样屋在哪")
    text = walk.say("那晚上八点半呢")
    assert "按11月7日20:30算" in text and walk.last["receipt"]["as_of"] == "2022-11-07T20:30:00+08:00"
    assert "还有30分钟就关门（21:00）" in text
    assert {site["state"] for site in walk.card["sites"]} == {"open", "closes_soon"}


def test_nothing_open_says_what_opens_next_and_which_hospital_is_open(walk):
    walk.say("上街区采样屋在哪")
    text = walk.say("那晚上十一点呢")
    assert "按11月7日23:00算" in text and "没有一处开着" in text
    assert re.search(r"最早开的是示例采样屋·上街区.+，11月8日7:00开", text)
    assert "上街区人民医院" in text and "24小时开着" in text
    assert not any(site["open_now"] for site in walk.card["sites"])


def test_a_suspended_site_is_said_to_be(walk):
    walk.say("管城回族区采样屋在哪")
    assert "暂停开放" in walk.press("还有吗")


def test_hospitals_are_near_or_at_least_in_the_district_of_what_is_near(walk):
    walk.share()
    text = walk.say("半夜一点去哪儿做核酸")
    assert "二七区（离您最近的点位在这个区）" in text and "上街区" not in text
    assert "按11月8日1:00算" in text


def test_a_rider_gets_a_point_of_his_own(walk):
    assert "限快递、外卖人员" in walk.say("我是送外卖的，金水区哪儿能做核酸")
    assert any(site["couriers_only"] for site in walk.card["sites"]) and len(walk.names) == 3


def test_nobody_else_gets_one(walk):
    walk.say("郑东新区采样屋在哪")
    seen = walk.names
    while "还有吗" in walk.titles:
        walk.press("还有吗")
        seen += walk.names
    assert len(seen) >= 5 and not any("快递" in name for name in seen)
    assert "专用点·" not in walk.say("快递员有专门的采样点吗")


def test_who_says_it_afterwards_gets_one_too_and_who_denies_it_does_not(walk):
    walk.share({"lat": 34.7199, "lon": 113.6408, "datum": "gcj02"}, "附近哪有采样屋")
    assert not any(site["couriers_only"] for site in walk.card["sites"])
    assert "二七区大学路一号（限快递、外卖人员）" in walk.say("我是外卖小哥")
    assert "限快递" not in walk.say("说错了 我不是骑手")


def test_asked_about_couriers_the_asker_is_asked_whether_he_is_one(walk):
    assert "专用采样点只给快递、外卖人员用" in walk.say("快递员有专门的采样点吗")
    assert "您在哪个区" in walk.press("我是送快递送外卖的")
    assert "金水区给快递、外卖人员的专用采样点" in walk.say("金水区")
    assert "9:30开" in words(walk.last) and walk.topic == "courier_testing"
    assert "就这些了" in walk.say("还有吗")


@pytest.mark.parametrize(("text", "index"), [("头一个几点关门", 0), ("最后一个电话多少", -1), ("第五个在哪", 1)])
def test_one_site_of_the_list_is_told_alone_and_the_list_goes_on(walk, text, index):
    walk.share()
    walk.press("还有吗")
    named = walk.names
    walk.say(text)
    assert walk.topic == "booth_location" and walk.names == [named[index]]
    walk.say("还有吗")
    assert not set(walk.names) & set(named)


@pytest.mark.parametrize("text", ["几点结束", "现在开着没", "电话多少", "远不远", "那咋走啊"])
def test_what_is_asked_after_a_list_is_asked_of_its_sites(walk, text):
    walk.share()
    walk.press("还有吗")
    named = walk.names
    walk.say(text)
    assert walk.topic == "booth_location" and walk.names == named
    walk.say("还有吗")
    assert not set(walk.names) & set(named)


def test_the_same_words_without_a_list_are_not(walk):
    walk.say("几点结束")
    assert walk.topic != "booth_location"
