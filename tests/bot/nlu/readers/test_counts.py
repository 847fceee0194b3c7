"""How many cases in how many units, out of what people say."""
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messages import apart_and_inside, messages
from reading import read, sample_lexicon

from bot.nlu.normalise import normalise
from bot.nlu.readers import counts
from knowledge.rulebook.amount import Value, amount_of
from knowledge.text.numerals import to_count


def counted(text: str) -> tuple[Value | None, Value | None]:
    """How many cases and units a message counts in all, as the actions take them."""
    found: dict[str, Value] = {}
    for span in read(counts, text):
        found.setdefault(span.entity.replace("home_unit", "units"), span.value)
    return found.get("cases"), found.get("units")


@pytest.mark.parametrize(("text", "cases", "units"), [
    ("俺们小区阳了俩 都住一个单元", 2, 1),
    ("我们楼出了三例阳性", 3, None),
    ("新增2例，在同一单元", 2, 1),
    ("新增五例 分布在两个单元", 5, 2),
    ("仨阳性分在两个单元", 3, 2),
    ("三个人阳了 分在仨单元", 3, 3),
    ("有一个确诊", 1, None),
    ("阳了一个", 1, None),
    ("查出来3个", 3, None),
    ("小区出现一名感染者", 1, None),
    ("新增１２例", 12, None),
    ("出了5个阳性 3个单元", 5, 3),
    ("我们院有俩了", 2, None),
    ("俩人阳了，不是一个单元", 2, [2, None]),
    ("感染者超过两例", [3, None], None),
    ("不止两个阳性", [3, None], None),
    ("两到三例", [2, 3], None),
    ("就一个单元", None, 1),
    ("好几个单元都有", None, [3, None]),
    ("一家人都阳了", None, 1),
    ("那三个人都阳了呢", 3, None),
    ("羊了俩，都搁一个单元", 2, 1),
    ("两口子都确诊了", 2, 1),
    ("俩全阳了", 2, None),
    ("不是一个是两个说是两口子住一块儿的", 2, 1),
    ("一个在一单元一个在二单元", 2, 2),
    ("小区新出俩阳性，一个在一单元一个在二单元，封哪儿", 2, 2),
    ("两例在3号楼，一例在5号楼", 3, 2),
    ("一个在二单元 另一个住在二单元", 2, 1),
    ("说多了，就俩", 2, None),
    ("俺听错了，是仨", 3, None),
    ("核实了，两例整", 2, None),
    ("数错了 一共就三个人", 3, None),
    ("辟谣了，就一个单元", None, 1),
    ("弄错了，只有两个单元", None, 2),
])
def test_counts_are_told(text, cases, units):
    assert counted(text) == (cases, units)


@pytest.mark.parametrize(("text", "either"), [
    ("一两例阳性怎么封", [1, 2]), ("阳了两三个", [2, 3]), ("七八个阳性", [7, 8]), ("每天新增三四个", [3, 4]),
])
def test_one_or_the_other_is_never_read_as_tens(text, either):
    assert counted(text)[0] == either


@pytest.mark.parametrize(("text", "many"), [("阳了十几个", [11, 19]), ("一共二十三例", 23), ("新增１００例", 100)])
def test_many_are_many(text, many):
    assert counted(text)[0] == many


@pytest.mark.parametrize(("texts", "cases", "units"), [
    (("3个，不对，是2个，都住4单元",), 2, 1), (("不到三例",), [1, 2], None), (("好几个阳性",), [3, None], None),
    (("二十来例",), [15, 25], None), (("确诊1个 无症状2个",), 3, None), (("4号楼1单元一个 4号楼2单元一个",), 2, 2),
    (("1、2、3单元各1例",), 3, 3), (("2号楼有一个 5号楼也有一个",), 2, 2), (("姐俩阳了，一个住1单元一个住4单元",), 2, 2),
    (("一家三口都阳了",), 3, 1), (("两个单元各有两例",), 4, 2), (("共3例，其中2例在1单元，1例在3单元",), 3, 2),
    (("阳性2人，1单元1人，4单元1人",), 2, 2), (("七口人阳了五口",), 5, None), (("听说3例，居委会说就1例",), 1, None),
    (("2例阳性其中一个在我们单元",), 2, None), (("三例里面一例复检转阴，剩两例同单元",), 2, 1),
    (("二单元俩 三单元一个 四单元的还能走动吗",), 3, 2), (("三口人，一密接一次密接一个啥也不是",), None, None),
    (("一例核酸待复核就贴封条",), None, None), (("阳性超过两例小区怎么管控",), [3, None], None), (("新增多例而且跨单元",), [2, None], [2, None]),
])
def test_groups_of_cases_make_one_number(texts, cases, units):
    assert [counted(text) for text in texts] == [(cases, units)]


def test_a_bare_number_counts_where_the_talk_is_about_cases():
    spans = [read(counts, text, counting=True)[0].value for text in ("两个", "仨", "就1个", "五个吧", "2")]
    assert spans == [2, 3, 1, 5, 2]


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([" ", "，", "、", "  ", "；", "，另外"]))
def test_the_cases_of_two_units_add_up_whatever_stands_between(one, other, between):
    assert counted(f"1单元{one}个{between}3单元{other}个") == (one + other, 2)


@pytest.mark.parametrize(("text", "adds"), [
    ("又多了两例", True), ("还有一例", True), ("又听对门说不是一个是两个", False), ("新增两例", False),
])
def test_cases_come_to_those_known(text, adds):
    assert any(span.entity == "adds" for span in read(counts, text, counting=True)) == adds


@pytest.mark.parametrize(("text", "fewer"), [("孩子是假阳", 1), ("有两个是误报", 2), ("都是误报", 0), ("有一个复查是阴的", 1)])
def test_cases_are_taken_back(text, fewer):
    assert [span.value for span in read(counts, text) if span.entity == "fewer_cases"] == [fewer]


@pytest.mark.parametrize("text", [
    "3号楼2单元", "一号楼二单元是高风险吗", "住在三单元", "升龙城10号院1号楼一单元", "我住一单元", "24小时核酸", "11月7日", "12345", "拨打120",
    "20合1混管异常", "做了3次核酸", "48小时内打的疫苗", "2022年153号公告", "两个采样屋", "7号楼", "没有阳性", "没有新增", "小区有羊了",
    "我家有三口人", "我有两个孩子怎么上课", "有两个采样点", "有5家超市", "新增两个采样点", "出了两天门", "有24小时核酸的地方吗", "一家超市开着",
    "就俩", "是仨", "那就一个", "说错了，是低风险区", "我说错了，就一个小区", "弄错了，是两天", "听错了，三号楼", "俩都没阳", "三个人都阳过", "羊了两只羊", "养羊了俩",
    "我家三口人都做了", "两口子都在家", "不是一个小区是两个小区", "两个都要阳光房", "一个在家一个在单位", "一个在一楼一个在二楼上课", "一个采样屋在东门一个在西门",
    "一个阳性都没有", "我们小区一例都没有", "新增0例", "英语第三单元", "全市有一千个采样屋", "出一次门",
])
def test_what_counts_neither_cases_nor_units(text):
    assert counted(text) == (None, None)


@pytest.mark.parametrize(("text", "cases", "units"), [
    ("1单元和2单元都有阳性", None, 2),
    ("2单元3单元都有阳的 我1单元要封吗", None, 2),
    ("群里通报2单元2例 6单元1例", 3, 2),
    ("7号楼2单元、3单元都有", None, 2),
    ("1号楼2单元和3号楼2单元都阳了", None, 2),
    ("2单元有一例 我住5单元", 1, 1),
    ("三单元有俩病号 咱四单元算不算风险", 2, 1),
    ("新增2例 都在9号楼2单元 我9号楼1单元", 2, 1),
])
def test_named_units_count_only_where_they_have_cases(text, cases, units):
    assert counted(text) == (cases, units)


@pytest.mark.parametrize(("word", "number"), [
    ("2", 2), ("俩", 2), ("仨", 3), ("两", 2), ("十二", 12), ("二十", 20), ("十", 10), ("零", 0), ("两三", 3), ("几", None),
    ("多", None), ("好几", 3), ("〇", 0),
])
def test_numerals(word, number):
    assert to_count(word) == number


@given(messages)
def test_no_text_raises_and_spans_lie_apart_inside_it(text):
    for each in (text, normalise(text)):
        spans = counts.find(each, sample_lexicon())
        assert apart_and_inside(spans, each)
        amounts = [amount_of(span.value) for span in spans if span.entity in ("cases", "units")]
        assert all(0 <= amount.least <= (amount.most or amount.least) for amount in amounts)


@given(st.integers(1, 99), st.integers(2, 20))
def test_digits_are_taken_as_they_are(cases, units):
    assert counted(f"新增{cases}例，分布在{units}个单元") == (cases, units)


@pytest.mark.parametrize(("text", "cases", "units"), [
    ("仨", 3, None), ("两个", 2, None), ("物业刚发了 一共五个", 5, None),
])
def test_a_bare_number_counts_cases_only_where_cases_are_spoken_of(text, cases, units):
    def counted(lexicon) -> dict[str, int]:
        return {span.entity: span.value for span in counts.find(text, lexicon) if span.entity in ("cases", "units")}

    told = {"cases": cases} | ({"units": units} if units else {})
    assert counted(replace(sample_lexicon(), counting=True)) == told
    assert counted(sample_lexicon()) == {}
