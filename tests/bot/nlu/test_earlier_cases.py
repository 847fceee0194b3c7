"""Cases of several days or after earlier ones: the notice does not say how they add up."""
from __future__ import annotations

import pytest

from bot.nlu.earlier_cases import find_earlier_cases, tells_of_earlier_cases


@pytest.mark.parametrize("text", [
    "我们小区昨天一例今天又新增一例，都在一个单元，怎么封", "昨天阳了一个，今天查出一个", "前天两例昨天一例", "我们小区上周有过两例，今天又新增一例", "以前出过一例，现在又有了",
    "俺们小区又添一例", "我们这儿又检出俩", "又阳了仨",
    "陆续阳了三个", "之前就有病例", "这几天接连出了四个", "以前没有这么多病例，今儿新增一例", "以前没出现过这么多，今天三例", "以前没有现在多，今天三例", "以前没出几个，今天两例",
    "以前不是没有过，今天新增一例", "以前没有过，昨天一例，今天一例", "又阳了一个",
    "刚刚查出一个，昨天也有一个", "5号两例 7号一例", "原来就有一例",
])
def test_cases_of_several_days(text):
    assert tells_of_earlier_cases(text)


@pytest.mark.parametrize("text", [
    "咱院新增一例，五单元，以前没有过，其他楼咋弄", "隔壁单元有一户查出一个阳性，咱们小区以前干干净净没出过", "原先没出过，今天查出俩", "小区以前一直没事 昨天3号楼1单元查出一个 会咋弄",
    "我们这个小区吧一直都好好的一个都没有然后昨天晚上那个大白就来了说是三号楼二单元有一个阳性就一个人", "昨天晚上二单元查出一个，今天能出门不", "前天阳了三个",
    "我们这个院原来没有病号 昨天一单元查出来一个", "之前一例都没有，昨晚确诊一个", "两例，一个单元", "从来没有过，就两例，同一个单元", "以前没阳过，今天上午新增一例", "",
    "俺院有一个阳的，得封几天", "新增一例要隔离几天",
])
def test_cases_of_one_day_and_none_before(text):
    assert not tells_of_earlier_cases(text)


@pytest.mark.parametrize(("text", "value"), [
    ("又阳了一个", True), ("以前没有过，昨天一例，今天一例", True), ("以前没有过，就一例", False), ("昨天一例", None),
])
def test_earlier_cases_are_told_denied_or_not_spoken_of(text, value):
    told = [span.value for span in find_earlier_cases(text) if span.entity == "earlier_cases"]
    assert told == ([] if value is None else [value])


@pytest.mark.parametrize(("text", "told"), [("昨天一例", True), ("今天一例", False), ("以前没有过，就一例", False)])
def test_a_day_that_has_passed_is_told(text, told):
    assert any(span.entity == "earlier_day" for span in find_earlier_cases(text)) == told
