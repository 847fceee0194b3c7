"""Short conversations: asking back for the one fact that decides, buttons, going on with a bare fact."""
from __future__ import annotations

import pytest
from support import words


class Talk:
    """One session; says what a resident says and keeps the last reply."""

    def __init__(self, served):
        self.served, self.session, self.last = served, served.session(), None

    def say(self, text: str) -> str:
        self.last = self.served.say(text, self.session)
        return words(self.last)

    def press(self, title: str) -> str:
        buttons = [button for message in self.last["messages"] for button in message["buttons"]]
        payload = next(button["payload"] for button in buttons if button["title"] == title)
        self.last = self.served.press(payload, self.session)
        return words(self.last)

    @property
    def receipt(self) -> dict:
        return self.last["receipt"]


@pytest.fixture()
def talk(sample_city) -> Talk:
    return Talk(sample_city)


def test_a_shop_asks_for_the_zone_only_when_it_decides(talk):
    assert "哪类风险区" in talk.say("我想开服装店 能营业吗")
    assert "暂停营业" in talk.press("中风险区")
    assert (talk.receipt["topic"], talk.receipt["verdict"]) == ("venue_open", "closed")
    assert "可以开" in talk.say("那低风险区呢")
    assert talk.receipt["verdict"] == "open"


def test_a_restaurant_is_takeaway_everywhere_so_nothing_is_asked(talk):
    reply = talk.say("烩面馆能开门营业不")
    assert "只做外卖" in reply and "通告没有写" in reply and "哪类风险区" not in reply


def test_a_shop_asks_for_the_place_and_takes_one(talk):
    talk.say("蛋糕店能开门不")
    reply = talk.say("在桐柏路街道煤仓街社区")
    assert "煤仓街社区是中风险区" in reply and talk.receipt["verdict"] == "closed"


def test_a_venue_that_was_not_named_is_asked_for(talk):
    assert "哪一种店" in talk.say("低风险区的店铺允许营业了吗") or talk.receipt["topic"] == "reopening_conditions"


def test_nobody_has_to_say_where_they_live(talk):
    talk.say("服装店能不能开")
    reply = talk.say("不想说住哪儿")
    assert "中风险区" in reply and "低风险区" in reply and "可以营业" in reply


def test_a_zone_asks_for_the_place(talk):
    assert "没查到风险等级" in talk.say("俺这儿是啥风险区")
    assert "低风险区" in talk.say("金水区文化路街道")
    assert talk.receipt["topic"] == "zone_of_place"


def test_a_booth_asks_for_the_place(talk):
    talk.say("附近哪里有采样屋")
    assert "惠济区的采样屋" in talk.say("我在惠济区")
    assert "二七区的采样屋" in talk.say("那二七区呢")
    assert talk.receipt["topic"] == "booth_location"


def test_an_outbreak_says_the_rule_and_asks_for_the_numbers(talk):
    reply = talk.say("我们小区有阳性了，会怎么封")
    assert "几例" in reply and "单元" in reply
    assert "分在几个单元" in talk.say("两例")
    reply = talk.say("都在一个单元")
    assert "可以不再管控" in reply and talk.receipt["verdict"] == "one_unit"
    assert "部分或全部" in talk.say("说错了 是三例")
    assert talk.receipt["verdict"] == "many"


def test_cases_over_days_show_both_branches(talk):
    reply = talk.say("我们小区昨天一例今天又新增一例，都在一个单元，怎么封")
    assert talk.receipt["verdict"] == "both"
    assert "没有写" in reply and "可以不再管控" in reply and "部分或全部" in reply


def test_another_question_in_between(talk):
    talk.say("服装店能不能开")
    assert "43万吨" in talk.say("市里的粮食库存有多少吨")
    assert "哪类风险区" in words(talk.last)
    assert "暂停营业" in talk.say("中风险区")


def test_an_emergency_in_between(talk):
    talk.say("服装店能不能开")
    assert "120" in talk.say("我爸昏倒了叫不醒")
    assert talk.receipt["topic"] == "medical_emergency"


def test_after_the_screening_nobody_is_sent_there(sample_city):
    outcome = sample_city.jumin("ask", "今天筛查到哪里去采样", "--at", "2022-11-07T15:00:00+08:00")
    assert "已经结束" in outcome.stdout and "请您听社区（村）、小组工作人员安排，原则上到就近" not in outcome.stdout


def test_half_a_year_later_replies_say_how_old_they_are(sample_city):
    outcome = sample_city.jumin("ask", "饭店能堂食吗", "--at", "2023-03-01T12:00:00+08:00")
    assert "最近一次发布是2022年11月6日" in outcome.stdout
