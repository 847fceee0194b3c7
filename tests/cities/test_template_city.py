"""The folder that `jumin content new` writes, asked as its residents would: with its few examples, what is plain is
understood, and whatever is answered is its own."""
from __future__ import annotations

import pytest
from city_process import ask_city
from conversation_play import wrong_anywhere
from support import ROOT, words

from bot.commands.new_city import new_city
from knowledge.releases import load_release

MORNING = "2022-04-01T09:00:00+08:00"
# Question, topic, what the reply says. None of them is an example of the folder.
ASKED = (
    ("云溪花园3号楼是什么区", "zone_of_place", "高风险区"),
    ("望江小区算是哪一类区", "zone_of_place", "西城示例区"),
    ("云溪花园3号楼解封了没", "zone_of_place", "高风险区"),
    ("我在西城示例区", "zone_of_place", "西城示例区"),
    ("我家在望江小区", "zone_of_place", "西城示例区"),
    ("图书馆开了吗", "venue_open", "图书馆"),
    ("动物园还开放吗", "venue_open", "没有写"),
    ("酒吧能进去吗", "venue_open", "KTV"),
    ("东城示例区能堂食吗", "dine_in", "餐饮店"),
    ("东城示例区哪里能测核酸", "booth_location", "云溪花园采样点"),
    ("半夜哪家医院能做核酸", "after_hours_testing", "示例市人民医院"),
    ("东城示例区有求助电话吗", "community_phone", "12345"),
    ("西城示例区打哪个热线", "community_phone", "打不通，可以拨打12345"),
    ("你都能干啥", "capabilities", "可以问"),
    ("健康码怎么变黄了", "gap_health_code", "健康码小程序"),
    ("郑州的饭店能堂食吗", "gap_other_city", "外地"),
    ("第1号通告写了什么", "notice_content", "示例市2022年第1号通告"),
    ("厨房着火了", "danger_fire", "119"),
    ("活着没意思，想跳楼", "danger_despair", "120"),
)


@pytest.fixture(scope="module")
def replies(tmp_path_factory, models) -> dict[str, dict]:
    root = tmp_path_factory.mktemp("template")
    (root / "var").mkdir(mode=0o700)
    (root / "var" / "models").symlink_to(models)
    new_city(root / "city", "示例市")
    return dict(zip((q for q, *_ in ASKED), ask_city(
        root / "city", root / "var", [{"q": q, "at": MORNING} for q, *_ in ASKED]), strict=True))


@pytest.mark.parametrize("question, topic, said", ASKED, ids=[q for q, *_ in ASKED])
def test_a_city_that_was_just_begun_answers_what_is_plain(replies, question, topic, said):
    reply = replies[question]
    assert reply["receipt"]["topic"] == topic and said in words(reply), words(reply)
    assert not wrong_anywhere(reply)


def test_every_kind_of_site_of_the_sample_is_one_that_a_topic_finds():
    rows = (ROOT / "templates/city/sample/sites.csv").read_text(encoding="utf-8").splitlines()[1:]
    topics = load_release(ROOT / "templates/city").topics
    assert all(topics.one("sites", kind=row.split(",")[1]) for row in rows)
