"""Names with a slip are offered where a text seems to name a place; nothing is offered for ordinary words."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.model import Place
from knowledge.places.similarity import HEARD, MISSING, WRONG, Sounds, cost

PLACES = [(Place(*names), "") for names in (
    ("中原区", "西流湖街道"), ("中原区", "秦岭路街道"), ("中原区", "秦岭路街道", "锦艺西社区"), ("中原区", "秦岭路街道", "锦艺西社区", "锦艺国际华都"),
    ("中原区", "秦岭路街道", "锦艺西社区", "锦艺国际"), ("中原区", "航海西路街道", "凯田花园社区", "凯田花园小区"),
    ("中原区", "西流湖街道", "陈伍寨村"), ("中原区", "西流湖街道", "北陈伍寨村"), ("登封市", "卢店街道"), ("登封市", "唐庄乡", "范庄村"),
    ("新密市", "米村镇"), ("金水区", "花园路街道", "锦艺东社区"), ("惠济区", "迎宾路街道", "马庄村", "二组"),
    ("二七区", "大学路街道", "中原社区", "兑周"), ("二七区", None, None, "大学北路"), ("荥阳市", "索河街道"))]
GAZETTEER = Gazetteer(PLACES)
KAITIAN = "中原区航海西路街道凯田花园社区凯田花园小区"


def offered(text: str, asked: bool = False) -> list[tuple[str, list[str]]]:
    """(what was written, the labels offered) of mentions that may not be taken without asking."""
    return [(text[mention.start:mention.end], [place.label for place in mention.candidates])
            for mention in GAZETTEER.read(text, asked) if not mention.exact]


@pytest.mark.parametrize("text, written, first", [
    ("我住中原区凯甜花园小区", "中原区凯甜花园小区", KAITIAN),
    ("我住开田花园小区", "开田花园小区", KAITIAN),
    ("中原区凯笑花园小区8号楼2单元封了吗", "中原区凯笑花园小区8号楼2单元", KAITIAN + "8号楼2单元"),
    ("中原区锦艺国际花都怎么走", "中原区锦艺国际花都", "中原区秦岭路街道锦艺西社区锦艺国际华都"),
    ("中原区被陈伍寨村", "中原区被陈伍寨村", "中原区西流湖街道北陈伍寨村"),
    ("秦岭路街道锦艺细社区", "秦岭路街道锦艺细社区", "中原区秦岭路街道锦艺西社区"),
    ("登封卢店 级别是几", "登封卢店", "登封市卢店街道"), ("登封市范庄刷", "登封市范庄", "登封市唐庄乡范庄村"),
])
def test_a_slip_is_offered(text, written, first):
    ((found, labels),) = offered(text)
    assert (found, labels[0]) == (written, first) and len(labels) <= 3


def test_an_answer_to_the_question_for_a_place_needs_no_kind_of_place():
    assert offered("凯甜花圆") == [] and offered("凯甜花圆", asked=True)[0][1][0] == KAITIAN
    assert offered("不知道", asked=True) == []


@pytest.mark.parametrize("text", [
    "中原区凯田花园小区", "中原区锦艺国际在哪", "中原区凯田花园东区", "中原区西流湖街道今天做核酸吗", "中原区的凯田花园小区", "登封市塔沟武校", "荥阳索河路解了", "登封少林寺",
    "中原区采样屋在哪", "我们小区封了", "中原社区电话", "党员到社区报到", "全市下沉社区", "元小区", "整个办事处", "二七区大学生能返校吗"])
def test_what_is_right_or_names_nothing_is_left_alone(text):
    assert GAZETTEER.read(text) == GAZETTEER.find(text)


def test_a_name_behind_an_unknown_letter_is_not_taken():
    assert all(not mention.exact for mention in GAZETTEER.read("中原区他陈伍寨村")[1:])
    assert GAZETTEER.read("中原区的陈伍寨村")[-1].exact


@pytest.mark.parametrize("text, label", [
    ("马庄村二组", "惠济区迎宾路街道马庄村二组"), ("大学路街道兑周", "二七区大学路街道中原社区兑周"),
    ("中原社区兑周7号楼", "二七区大学路街道中原社区兑周7号楼"), ("二七区大学北路12号楼", "二七区大学北路12号楼"), ("锦艺西居委会", "中原区秦岭路街道锦艺西社区")])
def test_names_that_say_too_little_are_found_behind_wider_ones(text, label):
    (mention,) = GAZETTEER.find(text)
    assert mention.candidates[0].label == label and mention.unknown is None


@pytest.mark.parametrize("text", ["兑周", "二组", "在大学北路"])
def test_and_are_not_found_alone(text):
    assert GAZETTEER.read(text) == []


@pytest.mark.parametrize("written, name, price", [
    ("凯甜花园", "凯田花园", HEARD), ("凯笑花园", "凯田花园", WRONG), ("凯田花园社", "凯田花园", MISSING), ("凯田花园", "凯田花园", 0),
    ("凯笑画远", "凯田花园", None), ("三号安置区", "四号安置区", None), ("锦艺东院", "锦艺西院", None), ("凯田小区", "凯田社区", None),
    ("李笑村", "李庄村", WRONG), ("李庄笑", "李庄村", None), ("大雪路", "大学路", HEARD)])
def test_what_a_difference_costs(written, name, price):
    sounds = Sounds()
    assert cost(written, sounds.of(written), name, sounds.of(name), full=True) == price


@given(st.lists(st.sampled_from([
    *"的在，1八A -被村路", "凯田花园", "凯甜花园", "中原区", "秦岭路", "锦艺", "小区", "号楼", "社区", "登封", "卢店",
])).map("".join), st.booleans())
def test_any_text_can_be_read(text, asked):
    ends = [0]
    for mention in GAZETTEER.read(text, asked):
        assert ends[-1] <= mention.start < mention.end <= len(text) and mention.candidates
        assert mention.exact is False or mention in GAZETTEER.find(text)
        ends.append(mention.end)
