"""A city is a folder: no topic, notice, district, place or sentence of one stands in the code."""
from __future__ import annotations

import re

import pytest
from support import ROOT

from knowledge.places.districts import Districts
from knowledge.releases import load_release
from knowledge.releases.city import city_of
from knowledge.tables.table import read_table

ROOMS = ("knowledge", "actions", "bot", "console", "labs")
CODE = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
    for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))
}
CITIES = sorted(file.parent for file in [ROOT / "data/city.yml", *(ROOT / "examples").glob("*/city.yml")])
# Of any city: what stands in language/ may be named in the code (not_understood is an act of the dialogue).
GENERAL = {file.stem for file in (ROOT / "language/topics").glob("*.yml")}
SENTENCE = re.compile("[\u4e00-\u9fff]{10,}")
# Plates are the country's; 万 and 三 are numerals that districts' short forms hold.
SHORTEST_NAME = 2
# An intent, a phrase or a slot that is spelt like a topic, each where it means that.
SPELT_ALIKE = {("actions/replies/venue_replies.py", "venue_open")}


@pytest.fixture(params=CITIES, ids=lambda folder: folder.name)
def city(request):
    return request.param


def found(names, pattern: str = "{}") -> set[tuple[str, str]]:
    """(file, name) where one of the names stands in the code."""
    sought = re.compile("|".join(pattern.format(re.escape(name)) for name in sorted(names, key=len, reverse=True)))
    return {(file, match[0].strip("\"'")) for file, text in CODE.items() for match in sought.finditer(text)}


def test_no_topic_of_a_city_is_named_in_the_code(city):
    own = set(load_release(city).answers) - GENERAL
    assert found(own, r"(?<=[\"']){}(?=[\"'])") <= SPELT_ALIKE


def test_no_notice_of_a_city_is_named_in_the_code(city):
    release = load_release(city)
    assert not found({*release.notices, *(notice.title for notice in release.notices.values())}, r"(?<!\w){}(?!\w)")


def test_no_district_street_or_name_of_a_city_stands_in_the_code(city):
    its = city_of(city)
    named = {its.name, its.short_name, *Districts(its).by_name, *(d.short for d in its.districts if d.short)}
    file = city / "sample" / "places.csv"
    rows = read_table(file) if file.exists() else ()
    named |= {row.values[level] for row in rows for level in ("street", "community") if row.values[level]}
    assert not found({name for name in named if len(name) > SHORTEST_NAME} | {its.short_name})


def test_no_sentence_of_a_city_stands_in_the_code(city):
    texts = [file.read_text(encoding="utf-8") for folder in ("answers", "notices", "rulebook", "wechat")
             for file in sorted((city / folder).rglob("*.yml"))]
    sentences = {sentence for text in texts for line in text.splitlines() if not line.lstrip().startswith("#")
                 for sentence in SENTENCE.findall(line)}
    assert len(sentences) > 20
    code = "\n".join(CODE.values())
    assert not [sentence for sentence in sentences if sentence in code]
