"""From when to when, as official texts write it."""
from __future__ import annotations

from datetime import date

import pytest

from knowledge.intake.times import spans
from knowledge.text.folding import fold

ISSUED = date(2022, 11, 28)


def told(text: str) -> list[tuple[str, str]]:
    edges = ((one.start, one.end) for one in spans(fold(text), ISSUED))
    return [tuple(f"{at:%m-%dT%H:%M}" if at else "" for at in pair) for pair in edges]


@pytest.mark.parametrize(("text", "expected"), [
    ("自2022年11月30日0时起至12月6日24时", [("11-30T00:00", "12-07T00:00")]),
    ("从11月29日18时起", [("11-29T18:00", "")]),
    ("11月30日至12月6日", [("11-30T00:00", "12-07T00:00")]),
    ("11月28日至30日", [("11-28T00:00", "12-01T00:00")]),
    ("11月30日8:00至12:00采样", [("11-30T08:00", "11-30T12:00")]),
    ("即日起，为期7天", [("11-28T00:00", "12-05T00:00")]),
    ("自12月1日16时起，期限三天", [("12-01T16:00", "12-04T16:00")]),
    ("从明天起恢复", [("11-29T00:00", "")]),
    ("12月3日前完成", [("", "12-03T00:00")]),
    ("截至12月5日24时", [("", "12-06T00:00")]),
    ("延长至12月8日8时", [("", "12-08T08:00")]),
    ("二〇二二年十一月三十日", [("11-30T00:00", "12-01T00:00")]),
    ("11月30日上午9点至下午5点", [("11-30T09:00", "11-30T17:00")]),
    ("由12月6日24时延至12月8日24时", [("12-06T00:00", "12-07T00:00"), ("", "12-09T00:00")]),
    # Houses, numbers of texts and hours of every day are no days.
    ("文化路11号院、石佛村20号", []),
    ("水湾头8巷11号、13号、15号", []),
    ("区防指〔2022〕12号通告", []),
    ("每天8:00-12:00", []),
    ("13月40日起", []),
])
def test_windows(text, expected):
    assert told(text) == expected


def test_a_month_without_a_year_is_the_nearest():
    assert [f"{one.start:%Y-%m}" for one in spans(fold("1月3日起、12月30日起"), date(2022, 12, 28))] == ["2023-01", "2022-12"]
