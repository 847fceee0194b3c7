"""Answers read aloud: the numbers of the written answer, in words."""
from __future__ import annotations

import re

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.hotline.spoken import cardinal, digit_by_digit, hour, minutes, spoken
from knowledge.releases import load_release

ASCII_DIGIT = re.compile(r"[0-9]")


@pytest.mark.parametrize(("written", "said"), [
    ("出示72小时核酸", "出示七十二小时核酸。"),
    ("7:00-20:00", "早上七点到晚上八点。"),
    ("07:00至12:00，14:30至20:05", "早上七点至中午十二点，下午两点半至晚上八点零五分。"),
    ("11月7日7:00开始，13:00（下午1点）采完", "十一月七日早上七点开始，下午一点采完。"),
    ("请拨打12345，也可以拨打120。", "请拨打幺二三四五，也可以拨打幺二零。"),
    ("电话：0371-12345678", "电话：零三七幺幺二三四五六七八。"),
    ("2022年11月6日的2022年153号公告", "二零二二年十一月六日的二零二二年一百五十三号公告。"),
    ("不超过2例，住2个单元", "不超过两例，住两个单元。"),
    ("第二天起每2天一次，50%的人", "第二天起每两天一次，百分之五十的人。"),
    ("听社区（村）安排", "听社区或村安排。"),
    ("· 戴口罩。\n· 测温。", "戴口罩。\n测温。"),
    ("1. 花园路\n2. 文化路", "第一，花园路。\n第二，文化路。"),
    ("共20000个，间隔1.5米", "共两万个，间隔一点五米。"),
], ids=lambda text: text[:12])
def test_as_it_is_read_aloud(written, said):
    assert spoken(written) == said


@given(some.integers(0, 99_999_999))
def test_a_number_can_be_read_back(value):
    assert cn2an.cn2an(cardinal(value), "smart") == value


@given(some.integers(0, 23), some.integers(0, 59))
def test_a_time_names_the_part_of_the_day_and_is_told_apart_from_every_other(at, past):
    told = hour(at) + minutes(past)
    others = {hour(h) + minutes(m) for h in range(24) for m in range(60) if (h, m) != (at, past)}
    assert told not in others


@given(some.text(alphabet="0123456789", min_size=3, max_size=12))
def test_a_phone_is_read_digit_by_digit(digits):
    told = digit_by_digit(digits, phone=True)
    assert len(told) == len(digits) and "一" not in told


def answers() -> list[str]:
    release = load_release()
    parts = [part for answer in release.answers.values() for part in (*answer.parts, *answer.nearby)]
    return [*(part.text for part in parts), *(answer.not_stated for answer in release.answers.values())]


def test_no_answer_of_the_city_loses_a_number_or_keeps_a_digit():
    for text in filter(None, answers()):
        told = spoken(text)
        assert not ASCII_DIGIT.search(told), (text, told)
        for number in re.findall(r"(?<![\d:.：])\d+(?=小时|例|天|日|月|米|号|人)", text):
            assert {cardinal(int(number)), "两" * (number == "2")} & {*re.findall("[零一二三四五六七八九十百千万两]+", told)}, (
                text, told
            )


def test_what_is_read_aloud_stays_as_it_is():
    for text in filter(None, answers()):
        assert spoken(spoken(text)) == spoken(text)
