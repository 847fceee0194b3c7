"""What tells who somebody is, is masked; what notices, counts and times say, is not."""
from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import ROOT

from bot.privacy.redaction import redact

MASKED = [
    ("我叫张三，电话13800138000", "我叫[姓名]，电话[手机号]"),
    ("我叫王小明想问低风险区药店能开吗", "我叫[姓名]想问低风险区药店能开吗"),
    ("我叫小红，住桐淮小区3号楼2单元501室", "我叫[姓名]，住桐淮小区3号楼2单元[门牌号]室"),
    ("我叫欧阳娜娜 手机138 0013 8000", "我叫[姓名] 手机[手机号]"),
    ("手机一三八零零一三八零零零", "手机[手机号]"),
    ("1 3 8 0 0 1 3 8 0 0 0", "[手机号]"),
    ("加我+86 138-0013-8000", "加我[手机号]"),
    ("我是张伟，住8-2-1203", "我是[姓名]，住8-2-[门牌号]"),
    ("我是李女士", "我是[姓名]女士"),
    ("免贵姓赵", "免贵姓[姓名]"),
    ("姓名：李雷 身份证号41010519900101123X", "姓名：[姓名] 身份证号[证件号]"),
    ("身份证 410105 19900101 1234", "身份证 [证件号]"),
    ("身份证号码：４１０１０５１９９００１０１１２３４", "身份证号码：[证件号]"),
    ("老身份证410105900101123", "老身份证[证件号]"),
    ("护照号E12345678", "护照号[证件号]"),
    ("0371-67170000打不通", "[电话]打不通"),
    ("（0371）6717 0000", "[电话]"),
    ("家里座机67170000没人接", "家里座机[电话]没人接"),
    ("我家501，老公叫李强", "我家[门牌号]，老公叫[姓名]"),
    ("凯田花园8-1203", "凯田花园8-[门牌号]"),
    ("二单元三零二", "二单元[门牌号]"),
    ("二单元五零一室", "二单元[门牌号]室"),
    ("加我vx13800138000", "加我vx[手机号]"),
    ("（138）0013-8000回我", "[手机号]回我"),
    ("回电138/0013/8000", "回电[手机号]"),
    ("身份证 4101 0519 9001 0112 3X", "身份证 [证件号]"),
    ("6#楼1502", "6#楼[门牌号]"),
    ("车豫A·D12345停不进去", "车[车牌号]停不进去"),
    ("QQ：123 456 789", "QQ：[QQ号]"),
    ("发到xiao.ming＠qq点com", "发到[邮箱]"),
    ("我姓刘，叫大勇", "我姓[姓名]，叫[姓名]"),
    ("微信号：xiaoming_88", "微信号：[微信号]"),
    ("我和白小鹿一起住，她叫白小鹿", "我和[姓名]一起住，她叫[姓名]"),
    ("13800138000一直打不通", "[手机号]一直打不通"),
    ("138\n0013\n8000", "[手机号]"),
    ("我是欧阳丽", "我是[姓名]"),
    ("护照EA 000 3456", "护照[证件号]"),
    ("我的工位400-000-4567转1105", "我的工位[电话]"),
    ("10月7日返郑2022-10-07 138 0013 8000", "10月7日返郑2022-10-07 [手机号]"),
]
KEPT = [
    "拨打12345、120、12320和110", "卫健委电话0371-12345", "2单元120什么时候来", "客服4008123123", "通告2022-153号、第34号",
    "11月7日9:00至12:00", "2022-11-07T09:00:00+08:00", "7-11-2022", "全市43万吨粮食", "1500-2000人、10000份", "3号楼2单元3例阳性",
    "凯田花园小区8号楼1单元现在是什么风险", "2单元501户居民", "一层2户", "我住12楼东户", "我叫了外卖送不进来", "我叫救护车没人来", "我叫不到车",
    "我叫什么你知道吗", "我是金水区的", "我是高新区的", "我是黄码怎么办", "我是白沙镇的", "我是外地人", "我是方舱出来的", "本人在金水区", "名字不对怎么改",
    "建设东路1号", "区划代码410102001000", "410102001000", "打400-812-3123没人接", "0371-12345", "微信小程序打不开", "QQ能登录吗", "俺叫封屋里了",
    "我叫不我去做核酸",
    "孩子王能进吗", "姓名是拼音怎么改", "名字是英文的", "3、4、5、6、7、8、9、10、11、12号楼", "12345、120、110", "9:00-12:00、14:00-18:00",
    "2022.11.07-2022.11.10",
    "1，2，3，4，5，6，7，8，9栋", "13,800,138,000元", "签字盖章", "富士康 密接 关宿舍", "my name is spelled wrong", "covid19",
    "jumin-3f4a09c2d1e7", "石佛村20号", "文化路8号院",
]
DIGITS = st.text("0123456789", min_size=8, max_size=8)
AROUND = st.text("，。！ 吗呢在家楼里", max_size=5)


@pytest.mark.parametrize(("said", "masked"), MASKED, ids=[said for said, _ in MASKED])
def test_masked(said, masked):
    assert redact(said) == masked


@pytest.mark.parametrize("said", KEPT)
def test_left_as_it_is(said):
    assert redact(said) == said


@given(AROUND, st.sampled_from("3456789"), DIGITS, st.sampled_from(("", " ", "-", "—")), AROUND)
def test_no_mobile_number_comes_through(before, second, rest, gap, after):
    number = gap.join((f"1{second}{rest[0]}", f"{rest[1:5]}", f"{rest[5:]}0"))
    masked = redact(f"{before}{number}{after}")
    assert number not in masked and "[手机号]" in masked


@given(AROUND, st.integers(10**5, 10**6 - 1), st.dates(), st.integers(0, 999), st.sampled_from("0123456789Xx"), AROUND)
def test_no_identity_number_comes_through(before, region, born, order, check, after):
    number = f"{region}{born:%Y%m%d}".replace(" ", "0")
    assume(len(number) == 14)
    number += f"{order:03}{check}"
    assert redact(f"{before}{number}{after}") == f"{before}[证件号]{after}"


@given(st.integers(1, 99), st.integers(1, 9), st.integers(1, 33), st.integers(1, 12), st.sampled_from(("", "室", "房")))
def test_no_door_number_comes_through_and_the_unit_stays(building, unit, floor, door, word):
    # A room numbered like a line that everybody may call is taken for that line.
    number = f"{floor}{door:02}"
    assume(word or number not in ("110", "112", "114", "119", "120", "122"))
    assert redact(f"{building}号楼{unit}单元{number}{word}，能出门吗") == f"{building}号楼{unit}单元[门牌号]{word}，能出门吗"


@given(st.text(), st.text("我叫是姓名张王李室单元楼号0123456789-13 电话[]", max_size=40))
def test_masking_twice_changes_nothing_more(anything, likely):
    once = redact(anything + likely)
    assert redact(once) == once


@given(st.integers(0, 9_999_999), st.sampled_from(("人", "例", "份", "吨", "户", "元", "名", "次", "个小区", "年", "天")))
def test_no_count_is_masked(count, unit):
    assert redact(f"截至今天共{count}{unit}") == f"截至今天共{count}{unit}"


@given(st.datetimes(min_value=datetime(1900, 1, 1)))
def test_no_time_is_masked(moment):
    said = f"{moment.isoformat()} {moment.year}年{moment.month}月{moment.day}日{moment.hour}时 {moment:%H:%M}-20:00"
    assert redact(said) == said


MARK = re.compile(r"^\s*of: zh[0-9a-f]+$")


def test_nothing_that_notices_and_answers_say_is_masked():
    files = [
        *(ROOT / "data/notices").rglob("*.yml"), *(ROOT / "data/answers").rglob("*.yml"),
        *(ROOT / "data/sample").glob("*.csv")
    ]
    assert len(files) > 50
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            # The mark of the Chinese that an English form says is no word of anybody.
            assert MARK.search(line) or redact(line) == line, file.name
