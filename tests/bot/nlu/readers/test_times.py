"""The instant that a question is about; it is nine o'clock on Monday, 7 November 2022."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messages import apart_and_inside, messages
from reading import read, sample_lexicon

from bot.nlu.normalise import normalise
from bot.nlu.readers import times
from knowledge.clock import SHANGHAI


def instants(text: str) -> list[str]:
    """Month, day and hour of each span."""
    return [datetime.fromisoformat(span.value).strftime("%m-%d %H:%M") for span in read(times, text)]


@pytest.mark.parametrize(("text", "meant"), [
    ("今天能堂食吗", "11-07 09:00"), ("明天开不开", "11-08 12:00"), ("明儿上午", "11-08 10:00"), ("昨天下午", "11-06 15:00"),
    ("听日开唔开", "11-08 12:00"), ("今晡日开冇", "11-07 09:00"), ("后天下午3点", "11-09 15:00"),
    ("大后天", "11-10 12:00"), ("前天", "11-05 12:00"),
    ("今晚", "11-07 20:00"), ("今晚11点", "11-07 23:00"), ("昨晚", "11-06 20:00"), ("明晚8点", "11-08 20:00"),
    ("明早八点", "11-08 08:00"), ("明早", "11-08 08:00"), ("今早", "11-07 08:00"),
    ("半夜一点哪儿能做核酸", "11-08 01:00"), ("半夜十二点", "11-08 00:00"), ("凌晨3点", "11-08 03:00"),
    ("晚上8点半", "11-07 20:30"), ("今天晚上十点", "11-07 22:00"), ("下午一点", "11-07 13:00"), ("中午12点", "11-07 12:00"),
    ("13:00", "11-07 13:00"), ("23:30开吗", "11-07 23:30"),
    ("7号下午3点", "11-07 15:00"), ("8号", "11-08 12:00"), ("11月8日", "11-08 12:00"), ("10月30号", "10-30 12:00"),
    ("11月8日上午9点", "11-08 09:00"), ("2022年11月9日", "11-09 12:00"), ("8号晚上", "11-08 20:00"),
    ("十月底那会儿呢", "10-30 12:00"), ("10月底", "10-30 12:00"), ("十二月末", "12-30 12:00"), ("二月底呢", "02-28 12:00"),
    ("五月底", "05-30 12:00"), ("月底能放开不", "11-30 12:00"),
    ("下个月一号", "12-01 12:00"), ("下月15号上午", "12-15 10:00"), ("上个月二十号", "10-20 12:00"), ("上月31日", "10-31 12:00"),
    ("本月二十五号", "11-25 12:00"),
    ("上个月底", "10-30 12:00"), ("下个月底呢", "12-30 12:00"), ("这个月底", "11-30 12:00"), ("昨天那会儿呢", "11-06 12:00"),
    ("明天要是查出一个呢", "11-08 12:00"),
    ("昨晚是什么风险", "11-06 20:00"),
    # A Monday.
    ("周一能堂食吗", "11-07 09:00"), ("周一早上八点", "11-07 08:00"), ("周二上班有车没", "11-08 12:00"), ("礼拜天开不开", "11-13 12:00"),
    ("星期六下午", "11-12 15:00"), ("下周一", "11-14 12:00"),
    ("下下周一", "11-21 12:00"), ("下个星期三", "11-16 12:00"), ("这周五", "11-11 12:00"),
])
def test_a_time_is_told(text, meant):
    assert instants(text) == [meant]


@pytest.mark.parametrize(("now", "text", "meant"), [
    # Today by its number, and an evening that goes on, are now.
    ("10:15", "7号能堂食吗", "11-07 10:15"), ("13:00", "11月7号开不开", "11-07 13:00"), ("23:59", "今晚能堂食吗", "11-07 23:59"),
    ("18:00", "今晚能堂食吗", "11-07 20:00"),
    # Twelve o'clock of a day on which noon has passed is its midnight.
    ("23:50", "7号十二点一过就能坐了吧", "11-08 00:00"), ("11:50", "7号12点开吗", "11-07 12:00"),
    # An hour that has just passed is the one that is meant.
    ("19:10", "七点以后能下楼了没", "11-07 19:00"), ("20:10", "七点以后能下楼了没", "11-08 07:00"),
    # What has passed gives way to what is to come.
    ("16:00", "今天下午四点还坐满人，晚上我们去会不会不给吃", "11-07 20:00"), ("12:10", "社区6号夜里解了，今天开不开", "11-07 12:10"),
])
def test_a_time_is_told_by_what_o_clock_it_is(now, text, meant):
    lexicon = replace(sample_lexicon(), now=datetime.fromisoformat(f"2022-11-07T{now}+08:00"))
    found = [datetime.fromisoformat(span.value) for span in times.find(normalise(text), lexicon)]
    assert [instant.strftime("%m-%d %H:%M") for instant in found] == [meant]


@pytest.mark.parametrize(("text", "asked"), [
    ("明天客户催货，现在能开工不", []), ("明天能去吗？现在有点急", ["11-08 12:00"]), ("现在封着，明天能出去吗", ["11-08 12:00"]),
])
def test_what_is_only_told_gives_way_to_what_is_asked_of_now(text, asked):
    assert instants(text) == asked


@pytest.mark.parametrize("text", [
    "几点开门", "24小时", "48小时内", "3号楼", "大学路12号院", "1号线", "2号门", "153号公告", "32号", "2月30号", "25点", "99:99", "13月1日",
    "桐柏路15号", "建设大道21号", "115号文", "福元街8号", "快一点出结果", "有一点发烧", "能不能便宜一点", "晚一点去行吗", "好一点了没", "第一时间", "3日内出结果",
    "隔离7天", "连续3天", "十分钟", "这个时间段", "早点", "重点", "采样点", "三点建议",
    "每月底交房租", "两个月底了", "年底", "下个月", "上个月", "下下个月一号", "下个月一号线开通", "这个月三十一号", "下个月四十号", "十月一", "满月底片", "月底满月酒", "月底该交费了",
    "每周一开门", "一周三次", "周一到周五都开吗", "周六日休息", "上周五出的通告", "逢周三做核酸", "一周一检", "昨天发的通告",
    "十月底去的时候", "这月份", "本月",
    "昨天晚上说是二单元查出一个", "昨天确诊的那家", "今天早上查出俩", "10月30号做的核酸", "前天阳了三个", "昨天做了核酸还没出",
    "昨天解的封，能出去吃饭吗", "前天封的楼", "昨晚被封了，快递咋拿", "昨天解封后还查不查",
])
def test_what_is_no_time(text):
    assert instants(text) == []


def test_an_hour_without_a_day_is_the_next_to_come():
    night = datetime(2022, 11, 7, 23, 30, tzinfo=SHANGHAI)
    at = {text: times.find(text, replace(sample_lexicon(), now=night))[0].value for text in ("早上7点", "凌晨两点", "23:00")}
    assert at == {"早上7点": "2022-11-08T07:00:00+08:00", "凌晨两点": "2022-11-08T02:00:00+08:00",
                  "23:00": "2022-11-07T23:00:00+08:00"}


nows = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda now: now.replace(tzinfo=SHANGHAI))


@given(messages, nows)
def test_no_text_raises_and_spans_lie_apart_inside_it(text, now):
    for each in (text, normalise(text)):
        spans = times.find(each, replace(sample_lexicon(), now=now))
        assert apart_and_inside(spans, each)
        assert all(s.entity == "at" and datetime.fromisoformat(s.value).utcoffset() == now.utcoffset() for s in spans)


@given(nows, st.integers(0, 23), st.integers(0, 59))
def test_a_clock_time_is_within_a_day(now, hour, minute):
    (span,) = times.find(f"{hour}:{minute:02d}", replace(sample_lexicon(), now=now))
    meant = datetime.fromisoformat(span.value)
    assert (meant.hour, meant.minute) == (hour, minute)
    assert -3600 <= (meant - now).total_seconds() < 86400 + 60
