"""The one reading of numerals."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messages import messages

from knowledge.text.numerals import arabic, arabic_buildings, to_count, to_number


@pytest.mark.parametrize(("word", "number"), [
    ("12", 12), ("十二", 12), ("二十", 20), ("三十九", 39), ("两", 2), ("俩", 2), ("仨", 3), ("〇", 0), ("零", 0), ("二三", 23),
    ("几", None), ("多", None), ("", None), ("²", None), ("好几", None), ("百", None), ("二十〇", None),
])
def test_a_numeral_is_one_number_wherever_it_stands(word, number):
    assert to_number(word) == number


@pytest.mark.parametrize(("word", "number"), [("两三", 3), ("三四", 4), ("好几", 3), ("几", None), ("十二", 12), ("仨", 3)])
def test_how_many_are_meant(word, number):
    assert to_count(word) == number


@pytest.mark.parametrize(("text", "read", "buildings"), [
    ("一单元", "1单元", "1单元"), ("十二号楼二单元", "12号楼2单元", "12号楼2单元"), ("公园一号小区", "公园1号小区", "公园一号小区"),
    ("二七区三官庙", "二七区三官庙", "二七区三官庙"), ("锦艺二期", "锦艺2期", "锦艺二期"), ("两栋", "2栋", "2栋"), ("十十号", "十十号", "十十号"),
])
def test_numbers_of_an_address_are_written_in_digits(text, read, buildings):
    assert (arabic(text), arabic_buildings(text)) == (read, buildings)


@given(messages | st.text("一二两三十百〇0²俩仨几", max_size=6))
def test_no_word_raises(word):
    assert all(number is None or number >= 0 for number in (to_number(word), to_count(word)))
