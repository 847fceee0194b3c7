"""Whom to call at a place and an instant: one function for the list of phones and for the phone within a sentence."""
from __future__ import annotations

import shutil
from functools import lru_cache

import pytest
from support import ROOT

from bot.answering.nlg import with_phones
from knowledge.clock import parse_instant
from knowledge.notices import ContentError
from knowledge.releases import load_release

CITY = ROOT / "examples/shenzhen-2022"
SOUTH = ("罗湖区", "南湖街道")


@lru_cache(maxsize=1)
def release():
    return load_release(CITY)


def numbers(names: tuple[str, ...], at: str) -> list[str]:
    return [line.phone for line in release().phones(names, parse_instant(f"{at}+08:00"))]


@pytest.mark.parametrize(("names", "at", "told"), [
    ((), "2022-03-22T10:00", ["12345"]),
    (SOUTH, "2022-03-02T23:59", ["12345"]),
    (SOUTH, "2022-03-03T00:00", ["82221933、82183002", "12345"]),
    ((*SOUTH, "向西村东区", "24号楼"), "2022-03-25T18:59", ["82221933、82183002", "12345"]),
    ((*SOUTH, "向西村东区", "24号楼"), "2022-03-25T19:00", ["82229579、82289579", "82221933、82183002", "12345"]),
    (("盐田区", "海山街道"), "2022-02-01T00:00", ["25365365", "12345"]),
])
def test_a_phone_is_known_from_its_notice_on_and_the_narrowest_comes_first(names, at, told):
    assert numbers(names, at) == told


def test_what_an_action_leaves_open_is_filled_in_with_the_phone_of_the_place():
    values = {"rest": "可以拨打{hotline}", "notes": {"no_phones": "请拨{hotline}"}, "count": 3}
    filled = {name: with_phones(value, {"hotline": "82221933"}) for name, value in values.items()}
    assert filled == {"rest": "可以拨打82221933", "notes": {"no_phones": "请拨82221933"}, "count": 3}


def test_a_phone_of_a_notice_that_is_not_there_is_refused(tmp_path):
    root = shutil.copytree(CITY, tmp_path / "city")
    file = root / "city.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("notice: lh-48", "notice: lh-84"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"city\.yml:\d+: notice: 'lh-84' is no notice of this city"):
        load_release(root)
