"""Notices by their number: every issuer counts from 1."""
from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from knowledge.notices import Notice, Window
from knowledge.notices.numbered import known_at, number_of, of_issuer

DAY = datetime(2022, 3, 20, tzinfo=timezone(timedelta(hours=8)))


def notice(short, issuer="某市指挥部", issued=0, start=0, kind="notice"):
    begins = DAY + timedelta(days=start)
    day = None if issued is None else date(2022, 3, 20) + timedelta(days=issued)
    return Notice(short, kind, short, short, issuer, day, Window(begins), {"a": "x"})


CITY, EAST = notice("某市通告〔2022〕3号"), notice("东区第3号通告", "某市东区指挥部办公室")
STREET = notice("老街道3号通知", "某市东区老街道办事处")


@pytest.mark.parametrize(("short", "kind", "number"), [
    ("某市通告〔2022〕3号", "notice", 3), ("东区通告（第26号）", "notice", 26), ("三轮检测的通告", "notice", None),
    ("某报2022年11月3日", "news", None), ("晚报3号", "news", None),
])
def test_the_number_is_read_from_the_name(short, kind, number):
    assert number_of(notice(short, kind=kind)) == number


@pytest.mark.parametrize(("narrowest", "found"), [
    (None, [CITY]), ("东区", [EAST, STREET]), ("老街道", [STREET]), ("西区", []),
])
def test_a_notice_is_of_the_place_that_its_issuer_names(narrowest, found):
    assert of_issuer([CITY, EAST, STREET], narrowest, ["东区", "西区"]) == found


def test_what_is_issued_later_is_not_known_yet_and_the_latest_stands_first():
    early, late, ahead = notice("1号", issued=-5, start=-5), notice("2号", issued=None, start=-1), notice("3号", start=1)
    coming = notice("4号", issued=1, start=1)
    assert known_at([early, late, ahead, coming], DAY) == [ahead, late, early]
