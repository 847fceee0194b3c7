"""The list of readers: one signature, and who gives way to whom."""
from __future__ import annotations

import pkgutil
from dataclasses import replace

import pytest
from hypothesis import given
from messages import messages
from reading import read, sample_lexicon

from bot.nlu import readers
from bot.nlu.grammar.phrases import begun
from bot.nlu.normalise import normalise
from bot.nlu.readers import READERS, Overlap, find_facts
from bot.rasa_engine.importer import example_files

# Files of the folder that hold no reader: the patterns that counts.py reads with, and what mentions.py asks.
NO_READERS = {"arrays", "city_words", "dictionary", "lexicon", "other_cities", "spans", "tagger"}


def test_every_file_of_the_folder_is_a_reader_of_the_list():
    files = {module.name for module in pkgutil.iter_modules(readers.__path__)} - NO_READERS
    assert {reader.find.__module__.rpartition(".")[2] for reader in READERS} == files
    assert all(reader.find.__name__ == "find" for reader in READERS)


@pytest.mark.parametrize(("text", "entities"), [
    ("金水区药店开吗", ["place", "venue_kind"]),
    ("高风险区的饭店", ["zone_kind", "venue_kind"]),
    # What stands behind a zone is no compound of the street before it.
    ("金水区东风路街道防外溢区出小区要啥", ["place", "zone_kind"]),
    ("再多一例呢", ["more_cases"]),
    ("要是再查出来一例", ["supposed", "more_cases"]),
    ("隔壁单元阳了一个", ["units", "whose_unit", "cases"]),
    ("不是饭店是药店", ["denied", "venue_kind"]),
    ("洛阳能去吗", ["out_of_city"]), ("四川回来的要隔离吗", ["out_of_city"]),
    # A kitchen is no journey.
    ("四川菜馆能坐满吗", ["venue_kind"]), ("四川菜市场开吗", ["out_of_city", "venue_kind"]),
])
def test_one_fact_for_each_stretch(text, entities):
    assert [span.entity for span in facts(text)] == entities


def test_the_second_of_shown_sites_counts_no_cases():
    assert [span.entity for span in find_facts("第二个", replace(sample_lexicon(), sites_shown=True))] == ["list_position"]
    assert facts("第二个") == []


@given(messages)
def test_what_gives_way_overlaps_nothing_that_stands(text):
    text = normalise(text)
    lying = [reader for reader in READERS if reader.overlap is Overlap.LIES_OVER]
    beside = {
        span.entity for reader in lying for span in reader.find(text, sample_lexicon())
    } | {"denied", "more_cases"}
    standing = [span for span in find_facts(text, sample_lexicon()) if span.entity not in beside]
    assert not any(one.overlaps(other) for i, one in enumerate(standing) for other in standing[i + 1:])


SIGNED = [reader for reader in READERS if reader.sign or reader.city_sign or reader.phrases]


def find_without_its_sign(text: str) -> list[str]:
    """The readers that find something where their sign says that there is nothing, with what they find."""
    known = replace(sample_lexicon(), asked_place=True, sites_shown=True)
    unsigned = (reader for reader in SIGNED if not reader.may_find(text, known, begun(text)))
    return [f"{reader.find.__module__}: {found}" for reader in unsigned if (found := reader.find(text, known))]


@given(messages)
def test_a_reader_finds_nothing_without_its_sign(text):
    assert find_without_its_sign(normalise(text)) == []


def test_no_example_has_a_fact_without_its_sign():
    lines = [line for file in example_files() for line in file.read_text(encoding="utf-8").splitlines()]
    assert [found for line in lines for found in find_without_its_sign(normalise(line))] == []
    assert len(SIGNED) == 12 and len(lines) > 10000


def facts(text: str):
    return find_facts(normalise(text), sample_lexicon())


def test_each_reader_reads_alone():
    assert [span.value for span in read(readers.counts, "阳了俩")] == [2]
