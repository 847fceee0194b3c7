"""What a cell of telephone numbers says, and what a spreadsheet has made of it."""
from __future__ import annotations

import pytest

from knowledge.sites.phones import PhoneError, read_phone


@pytest.mark.parametrize("text", [
    "", "0371-55551234", "037155551234", "(0371)55551234", "0371 5555 1234", "138 0371 1234", "13803711234", "55551234",
    "12345", "120", "400-123-4567",
    "4001234567", "0371-55551234、0371-55551235", "0371-55551234/55551235", "0371-55551234 13803711234",
    "0371-55551234转801", "+86 371 5555 1234", "55551234（白天）",
])
def test_numbers_to_call_stay_as_they_are(text):
    assert read_phone(text) == text


@pytest.mark.parametrize(("kept", "meant"), [
    ("37155551234", "037155551234"),
    ("3715555123", "03715555123"),
    ("1055551234", "01055551234"),
    ("2055551234", "02055551234"),
])
def test_an_area_code_gets_back_the_zero_that_a_spreadsheet_dropped(kept, meant):
    assert read_phone(kept) == meant


@pytest.mark.parametrize("text", [
    "无", "-", "/", "暂无", "-37155551234", "'037155551234", "37155551234.0", "3.7165555e10", "3.71667E+10", "9" * 41, "7",
    "12"
])
def test_what_nobody_can_call_is_refused(text):
    with pytest.raises(PhoneError, match="is no number to call"):
        read_phone(text)
