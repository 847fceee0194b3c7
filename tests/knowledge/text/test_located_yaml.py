"""YAML files: every value knows its line; what cannot be read is refused with a place, whatever is wrong with it."""
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.notices import ContentError
from knowledge.releases.soundness import yaml_fault
from knowledge.text.located_yaml import _read_quickly, _read_wholly, read_located


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """read(text or bytes) -> what read_located makes of a file that holds it."""
    file = tmp_path_factory.mktemp("yaml") / "x.yml"

    def reading(content: str | bytes):
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return read_located(file)
    return reading


def test_every_key_knows_its_line(read):
    table = read("# first\ntopic: a\nparts:\n  - text: b\n    notice: c\n  - {text: d}\n")
    assert table.lines == {"topic": 2, "parts": 3} and table.line == 2
    assert [(part.line, part.lines) for part in table["parts"]] == [(4, {"text": 4, "notice": 5}), (6, {"text": 6})]


def test_times_stay_the_text_that_was_written(read):
    table = read("at: 2022-11-06T00:00+08:00\nday: 2022-11-06\n")
    assert table == {"at": "2022-11-06T00:00+08:00", "day": "2022-11-06"}


def test_values_are_plain(read):
    table = read("a: 1\nb: true\nc: null\nd: '1'\ne: [x, 2]\nf: |\n  long\n  text\ng: {}\n")
    assert table == {"a": 1, "b": True, "c": None, "d": "1", "e": ["x", 2], "f": "long\ntext\n", "g": {}}
    assert type(table["d"]) is str and type(table["f"]) is str


def test_a_merged_mapping_is_read_or_refused_with_a_place(read):
    table = read("base: &base {text: a}\nown:\n  <<: *base\n  notice: b\n")
    assert table["own"] == {"text": "a", "notice": "b"} and str(table["own"].refuse("x.", "text")).endswith(":3: x.")


@pytest.mark.parametrize(("content", "line", "word"), [
    ("a: b\nc: [d\n", 3, "not YAML"), ("a: b\n c: d\n", 2, "not YAML"), ("a: b\na: c\n", 2, "not YAML"),
    ("a: 'b\n", 2, "not YAML"), ("a: b\n\tc: d\n", 2, "not YAML"), ("a: *nobody\n", 1, "not YAML"),
    ("a: b\n---\nc: d\n", 2, "not YAML"), ("a: \x00\n", 1, "not YAML"), ("a: !!int x\n", 1, "can be taken"),
    ("", 1, "must hold a mapping"), ("# nothing\n", 1, "must hold a mapping"), ("- a\n", 1, "must hold a mapping"),
    ("text\n", 1, "must hold a mapping"),
    ("title: 通告\n".encode("gbk"), 1, "not UTF-8"), ("title: 通告\n".encode("utf-16"), 1, "not UTF-8"),
    (b"a: \xed\xa0\x80\n", 1, "not UTF-8"),
])
def test_a_file_that_cannot_be_read_is_refused_with_a_place(read, content, line, word):
    with pytest.raises(ContentError, match=rf"x\.yml:{line}: .*{word}.*\.$"):
        read(content)


def test_brackets_in_brackets_without_end_are_refused(read):
    with pytest.raises(ContentError, match=r"x\.yml:1: .*recursion"):
        read("a: " + "[" * 700 + "]" * 700)


@pytest.mark.parametrize("deep", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_end_no_process(read, deep):
    with pytest.raises(ContentError, match=r"x\.yml:\d+: "):
        read("a:\n " + deep * 100_000)
    assert yaml_fault("x.yml", "a:\n " + deep * 100_000)


def test_a_mark_of_byte_order_is_no_harm(read):
    assert read("topic: 甲\n".encode("utf-8-sig")) == {"topic": "甲"}


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ContentError, match=r"none\.yml:1: the file is missing\.$"):
        read_located(tmp_path / "none.yml")


@given(content=st.binary(max_size=40) | st.text(alphabet="a: -[]{}'\"&*!|>#\n\t,?%@`\\甲1", max_size=40))
def test_no_file_does_anything_but_load_or_be_refused(read, content):
    try:
        assert isinstance(read(content), dict)
    except ContentError as error:
        assert re.search(r"x\.yml:\d+: .+\.$", str(error), re.DOTALL)


PIECES = (
    "a: ", "b: ", "- ", "\n", "  ", "{", "}", "[", "]", ",", "甲", "1", "0o7", "07", "1_0", "1:30", "yes", "~", "null",
    "'x'", '"y\\n"', "|", ">", " #c", "&a ", "*a", "1e3", ".5", "2022-11-07", "2022-11-07T09:00", "0x1F", "=", "? ",
    ": ", "---", "\t", "!", "<<: ",
)


def written(value) -> str:
    """Values with the lines of all keys, and numbers as what they mean."""
    if isinstance(value, dict):
        return str([(key, written(inner), value.lines[key], value.line) for key, inner in value.items()])
    return str([written(inner) for inner in value] if isinstance(value, list) else value)


@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_read_quickly_is_what_is_read_wholly(text):
    quickly = _read_quickly(text)
    assert quickly is None or written(quickly) == written(_read_wholly(text))
