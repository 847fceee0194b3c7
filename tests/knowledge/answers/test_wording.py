"""Filling phrases, and saying days, hours and distances."""
from __future__ import annotations

from datetime import date, datetime

import pytest

from knowledge.answers import Phrase, fill, say_day, say_distance, say_hour
from knowledge.answers.wording import MissingValue
from knowledge.clock import SHANGHAI


def test_a_phrase_is_filled():
    assert fill(Phrase("p", "{where}有{count}处，{where}"), where="金水区", count=2, more="x") == "金水区有2处，金水区"


def test_braces_in_a_value_stay_what_they_are():
    assert fill(Phrase("p", "没查到「{place}」"), place="{hotline}") == "没查到「{hotline}」"


def test_a_value_that_nobody_gave_is_named():
    with pytest.raises(MissingValue, match=r"phrase 'p' asks for 'count', which was not given"):
        fill(Phrase("p", "{where}有{count}处"), where="金水区")


def test_days_and_hours():
    assert say_day(date(2022, 11, 7)) == "2022年11月7日"
    assert say_hour(datetime(2022, 11, 7, 9, 5, tzinfo=SHANGHAI)) == "11月7日9:05"
    assert say_hour(datetime(2022, 1, 2, 0, 0, tzinfo=SHANGHAI)) == "1月2日0:00"


@pytest.mark.parametrize(("metres", "said"), [
    (0, "0米"), (4, "0米"), (123.4, "120米"), (949, "950米"), (1000, "1.0公里"), (1260, "1.3公里"), (25040, "25.0公里"),
])
def test_distances(metres, said):
    assert say_distance(metres) == said
