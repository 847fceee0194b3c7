"""The morning of 7 November with the real risk-area list of that hour."""
from __future__ import annotations

from support import words


def test_a_listed_unit(real_city):
    reply = real_city.say("凯田花园小区8号楼1单元现在是什么风险")
    assert "高风险区" in words(reply) and "低风险区" not in words(reply)
    assert "11月7日9:00" in words(reply)


def test_a_street_with_parts(real_city):
    reply = words(real_city.say("沟赵办事处现在算什么区"))
    assert "堂李村" in reply and "高风险区" in reply
    assert "其余是中风险区" in reply


def test_a_district_that_is_not_in_the_list(real_city):
    session = real_city.session()
    real_city.say("沟赵办事处现在算什么区", session)
    reply = real_city.say("上街区中心路街道呢", session)
    assert "上街区没有列入" in words(reply)
    assert reply["receipt"]["topic"] == "zone_of_place"
    assert "上街区没有列入" in words(real_city.say("上街区中心路街道呢"))


def test_a_shop_follows_the_zone_of_its_street(real_city):
    reply = real_city.say("我在金水区文化路，理发店能开门吗")
    assert reply["receipt"]["verdict"] == "open"
    assert "低风险区" in words(reply) and "通风" in words(reply)


def test_a_shop_in_a_medium_risk_compound(real_city):
    reply = real_city.say("汝河路街道桐淮小区的网吧开不开")
    assert reply["receipt"]["verdict"] == "closed" and "中风险区" in words(reply)


def test_an_unknown_place_is_never_low(real_city):
    reply = words(real_city.say("二七区阿巴阿巴花园是什么风险区"))
    assert "没查到" in reply or "不能断定" in reply
    assert "是低风险区" not in reply


def test_hospitals_at_night(real_city):
    reply = real_city.say("半夜一点在二七区哪儿能做核酸")
    sites = next(m["card"] for m in reply["messages"] if m["card"])["sites"]
    assert len(sites) == 3 and all(site["open_now"] for site in sites)
    assert "建设东路1号" in words(reply) and "示例数据" in words(reply)


def test_two_labs(real_city):
    reply = real_city.say("为什么连着两天检测机构不一样")
    assert reply["receipt"]["topic"] == "two_labs" and "统筹" in words(reply)


def test_what_no_notice_states(real_city):
    reply = real_city.say("KTV 低风险区能开吗")
    assert reply["receipt"]["verdict"] == "not_stated"
    assert "没有写" in words(reply) and "社区" in words(reply) and "12345" in words(reply)


def test_the_next_hour_closes_what_is_gone(real_city, shared):
    """刘湾村 was high-risk in the evening list and medium-risk in the morning one."""
    outcome = real_city.jumin("data", "load", str(shared / "data/risk_areas/2022-11-06T22.json"))
    assert outcome.returncode == 0, outcome.stderr
    again = real_city.jumin("data", "load", str(shared / "data/risk_areas/2022-11-06T22.json"))
    assert "0 added, 0 changed" in again.stdout
    evening = real_city.jumin("ask", "管城回族区十八里河街道刘湾村是什么风险区", "--at", "2022-11-06T23:00:00+08:00").stdout
    morning = real_city.jumin("ask", "管城回族区十八里河街道刘湾村是什么风险区", "--at", "2022-11-07T09:30:00+08:00").stdout
    assert "是高风险区" in evening and "是中风险区" in morning
