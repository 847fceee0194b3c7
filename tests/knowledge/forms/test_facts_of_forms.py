"""What facts a text states, however it is written, and that each answer read aloud states the same."""
import pytest
from content_folder import real_release
from support import ROOT

from knowledge.forms.facts import Fact, differing, facts
from knowledge.forms.spoken import spoken
from knowledge.releases import load_release

RELEASES = {"zhengzhou": real_release, "shenzhen": lambda: load_release(ROOT / "examples" / "shenzhen-2022")}

ALIKE = [
    ("72小时内", "七十二小时内", "within 72 hours"),
    ("11月5日", "十一月五日", "November 5"),
    ("2022年11月7日", "二零二二年十一月七日", "7 November 2022"),
    ("3月16日至20日", "三月十六日到二十日", "March 16 to 20"),
    ("7:00到20:00", "早上七点到晚上八点", "7 a.m. to 8 p.m."),
    ("13:00", "下午一点", "13:00"),
    ("12:30", "中午十二点半", "12:30 p.m."),
    ("限流50%", "百分之五十", "50 %"),
    ("不超过2例", "不超过两例", "no more than two cases"),
    ("超过2例", "超过两例", "more than 2 cases"),
    ("3000多个", "三千多个", "more than 3,000"),
    ("12.2万名", "十二点二万名", "122,000 people"),
    ("2米以上", "两米以上", "at least 2 metres"),
    ("0371-12345", "零三七一一二三四五", "0371-12345"),
    ("打110", "打幺幺零", "call 110"),
    ("周一", "星期一", "Monday"),
    ("7日后", "七日后", "after 7 days"),
    ("3日内", "三日内", "within 3 days"),
    ("第5天起", "第五天起", "from the 5th day"),
    ("通告〔2022〕3号", "2022年第三号通告", "Notice No. 3 of 2022"),
    ("八个城区", "8个城区", "eight districts"),
]
UNLIKE = [
    ("72小时", "48小时"), ("不超过2例", "超过2例"), ("11月5日", "11月6日"), ("7:00", "19:00"), ("12345", "12346"),
    ("within 72 hours", "72 hours"), ("一米", "两米"), ("限流50%", "限流75%"), ("7 a.m.", "7 p.m."),
]


@pytest.mark.parametrize("forms", ALIKE, ids=lambda forms: forms[0])
def test_each_form_of_a_fact_is_the_same_fact(forms):
    first, *others = (facts(form) for form in forms)
    assert len(first) >= 1
    assert [other for other in others if other != first] == []


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_another_fact_is_another_one(one, other):
    assert differing(one, other)


@pytest.mark.parametrize("said", ["二七区", "一处也没有", "one of them", "you may go", "千万别去", "两点一线", "十分", "第一时间"])
def test_names_and_ways_of_speaking_are_no_facts(said):
    assert facts(said) == frozenset()


def test_places_are_facts_by_any_of_their_names():
    places = {"二七区": "二七区", "Erqi District": "二七区", "金水区": "金水区"}
    assert facts("二七区", places) == {Fact("place", "二七区")} == facts("in Erqi District", places)
    assert differing("二七区", "金水区", places)


@pytest.mark.parametrize("city", RELEASES)
def test_every_answer_read_aloud_states_the_same_facts(city):
    answers = RELEASES[city]().answers.values()
    parts = [part for answer in answers for part in (*answer.parts, *answer.nearby)]
    texts = [*(part.text for part in parts), *(answer.not_stated for answer in answers)]
    # 高二 before a date, and gates that are called A2, are read as they are written.
    odd = ("高一高二", "高三", "A2")
    assert [text for text in texts if not any(sign in text for sign in odd) and differing(text, spoken(text))] == []
