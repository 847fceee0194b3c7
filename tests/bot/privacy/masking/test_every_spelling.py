"""Made-up numbers of every kind in every spelling, inside ordinary sentences, come out as one mark."""
from __future__ import annotations

import string
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from bot.privacy.redaction import redact

GAPS = (
    "", " ", "  ", "-", "—", "－", "/", ".", "·", "_", "|", "~", "*", "📱", "☎️", "\u200b", "\u2060", "\ufe0f", "\u00ad",
    "　", ") ", "】【", "杠", "空格", " - ", "➖"
)
SIZES = ((11,), (3, 4, 4), (4, 4, 3), (3, 3, 5), (3, 8), (7, 4), (1,) * 11)
SCRIPTS = ("0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇幺二三四五六七八九", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩")
SENTENCES = (
    "低风险区药店能开吗，{}，谢谢", "{}", "请回我{}", "48小时核酸12345打不通，{}急", "我是金水区的 {} 能送药吗", "（{}）", "【{}】", "孩子发烧了\n{}\n怎么办",
    "麻烦打{}，9:00-12:00在",
)
digit = st.sampled_from(string.digits)
gap, script, sentence = st.sampled_from(GAPS), st.sampled_from(SCRIPTS), st.sampled_from(SENTENCES)
mobiles = st.builds("1{}{}".format, st.sampled_from("3456789"), st.text(string.digits, min_size=9, max_size=9))


def split(number: str, sizes: tuple[int, ...], gap: str) -> str:
    ends = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
    return gap.join(number[start:end] for start, end in pairwise(ends))


def identity(region: str, born, order: int) -> str:
    first = f"{region}{born:%Y%m%d}{order:03}"
    return first + ric.calc_check_digit(first + "0")


def card(first: str) -> str:
    return first + luhn.calc_check_digit(first)


def assert_masked(sentence: str, secret: str, mark: str) -> None:
    """Nothing but the mark stands where the secret stood; brackets that are part of a number may go with it."""
    before, after = sentence.split("{}")
    masked = redact(before + secret + after)
    assert masked.startswith(before.rstrip("（(")) and masked.endswith(after) and mark in masked
    assert masked[len(before.rstrip("（(")):len(masked) - len(after)].strip("（(") == mark


@given(
    sentence, mobiles, st.sampled_from(SIZES), gap, script,
    st.sampled_from(("", "+86 ", "86-", "0086", "(+86)", "（86）"))
)
@example("{}", "13800138000", (3, 4, 4), ") ", SCRIPTS[0], "")
def test_mobile(sentence, number, sizes, gap, script, prefix):
    written = split(number, sizes, gap).translate(str.maketrans(string.digits, script))
    assert_masked(sentence, prefix + written, "[手机号]")


@given(
    sentence, st.sampled_from(("410105", "110101", "440305", "650102")),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2022, 1, 1)),
    st.integers(0, 999), st.sampled_from(((18,), (6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4), (1,) * 18)),
    gap, script,
)
def test_identity_number(sentence, region, born, order, sizes, gap, script):
    written = split(identity(region, born, order), sizes, gap).translate(str.maketrans(string.digits, script))
    assert_masked(sentence, written, "[证件号]")


@given(
    sentence,
    st.sampled_from((
        ("6222", (4, 4, 4, 4), 11), ("62170", (4, 4, 4, 4, 3), 13), ("4392", (16,), 11), ("621", (19,), 15)
    )),
    st.data(), gap, script
)
def test_bank_card(sentence, kind, data, gap, script):
    first, sizes, count = kind
    number = card(first + data.draw(st.text(string.digits, min_size=count, max_size=count)))
    written = split(number, sizes, gap).translate(str.maketrans(string.digits, script))
    assert_masked(sentence, written, "[银行卡号]")


@given(
    sentence, st.sampled_from("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"), st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ"),
    st.one_of(
        st.text(string.digits, min_size=5, max_size=5),
        st.builds("{}{}".format, st.sampled_from("DF"), st.text(string.digits, min_size=5, max_size=5))
    ),
    st.sampled_from(("", " ", "·", "-", "•", "\u200b")), script, st.booleans(),
)
def test_number_plate(sentence, province, letter, serial, gap, script, small):
    plate = f"{province}{letter}{gap}{serial.translate(str.maketrans(string.digits, script))}"
    assert_masked(sentence, plate.lower() if small else plate, "[车牌号]")


@given(sentence, st.sampled_from((("0371", 8), ("010", 8), ("0391", 7))), st.data(), gap, script, st.booleans())
def test_landline(sentence, area, data, gap, script, bracketed):
    code, count = area
    number = data.draw(st.sampled_from("2345678")) + data.draw(
        st.text(string.digits, min_size=count - 1, max_size=count - 1)
    )
    written = f"({code}){number}" if bracketed else f"{code}{gap}{number[:-4]}{gap}{number[-4:]}"
    assert_masked(sentence, written.translate(str.maketrans(string.digits, script)), "[电话]")


LABELLED = [
    ("QQ", "[QQ号]", 9), ("扣扣号", "[QQ号]", 9), ("加q", "[QQ号]", 8), ("微信号", "[微信号]", 9), ("座机", "[电话]", 8),
    ("电话", "[电话]", 7),
    ("护照", "[证件号]", 9), ("社保号", "[证件号]", 9), ("卡号", "[银行卡号]", 12),
]


@settings(max_examples=50)
@pytest.mark.parametrize(("label", "mark", "count"), LABELLED, ids=[label for label, _, _ in LABELLED])
@given(
    data=st.data(), link=st.sampled_from(("", "是", "：", ": ", "号码为", "【", "=", " ➡️ ")), script=script,
    gap=st.sampled_from(("", " ", "-", "\u200b"))
)
def test_a_label_says_what_a_shorter_number_is(label, mark, count, data, link, script, gap):
    number = "5" + data.draw(st.text("23456789", min_size=count - 1, max_size=count - 1))
    secret = f"{number[:4]}{gap}{number[4:]}".translate(str.maketrans(string.digits, script))
    assert redact(f"{label}{link}{secret}，急") == f"{label}{link}{mark}，急"


@given(
    label=st.sampled_from((
        "我叫", "姓名：", "姓名", "户主", "户主是", "联系人：", "收件人", "收货人（", "孩子叫", "本人", "申请人,", "姓 名：", "【姓名】", "我儿子叫", "我妈叫",
        "当事人-"
    )),
    surname=st.sampled_from(("王", "李", "张", "欧阳", "司马", "阮", "诸葛")),
    given_name=st.text("强丽娜磊静敏艳杰娟涛霞", min_size=1, max_size=2),
    gap=st.sampled_from(("", "\u200b", "\ufe0f", "\u00ad")),
    after=st.sampled_from(("", "，急", "。", " 电话13800138000", "\n")),
)
def test_name(label, surname, given_name, gap, after):
    masked = redact(f"{label}{gap.join(surname + given_name)}{after}")
    assert masked.startswith(f"{label}[姓名]") and given_name not in masked


@given(
    st.lists(
        st.one_of(
            mobiles,
            st.sampled_from([
                *GAPS, *SENTENCES, "我叫王小明", "姓名：", "QQ", "电话", "微信号", "3号楼", "501室", "豫A12345", "[手机号]", "20221107",
                "a@qq.com", "x", "1", "12"
            ])
        ),
        max_size=12
    )
)
def test_masking_twice_changes_nothing_more(parts):
    once = redact("".join(parts))
    assert redact(once) == once


@given(st.text(max_size=60))
def test_any_text_can_be_masked(text):
    assert redact(redact(text)) == redact(text)


BUILDINGS = ("5号楼", "5#楼", "5#", "5栋", "5幢", "5座", "A座", "五号楼", "５号楼", "5 号 楼")
UNITS = ("2单元", "2门", "2门洞", "2-", "西单元", "二单元", "2#", "-2-", " 2 单元 ", "2 单 元", "")
HOMES = ("1203", "1203室", "1203号", "1203户", "一二零三", "１２０３", "-1203", "（1203）", "1203房", "12楼03", "12层1203室", "十二楼东户")


@given(st.sampled_from(BUILDINGS), st.sampled_from(UNITS), st.sampled_from(HOMES))
@example("5栋", "2-", "1203户")
def test_door_behind_any_building_and_unit(building, unit, home):
    masked = redact(f"我住翰林苑{building}{unit}{home}，断药了")
    assert "[门牌号]" in masked and not any(secret in masked for secret in ("1203", "一二零三", "１２０３", "03", "东户"))
    assert masked.startswith(f"我住翰林苑{building}"), "compound and building stay: what is in force depends on them"
