"""Content that knows its file and line."""
from __future__ import annotations

import pytest

from knowledge.notices import ContentError, Located


@pytest.fixture
def table():
    values = {"title": " 通告 ", "number": 153, "empty": "  ", "flag": True, "list": ["a", "b"], "mixed": ["a", 1],
              "map": Located({"a": "b"}, "f.yml", 9), "rows": [Located({}, "f.yml", 9)], "nothing": None}
    return Located(values, "f.yml", 3, {key: line for line, key in enumerate(values, 4)})


def test_texts_are_trimmed_and_numbers_are_texts(table):
    assert (table.text("title"), table.text("number"), table.text("absent", "else")) == ("通告", "153", "else")


@pytest.mark.parametrize(("key", "line"), [("absent", 3), ("nothing", 3), ("empty", 6), ("flag", 7), ("list", 8)])
def test_what_is_no_text_is_refused(table, key, line):
    with pytest.raises(ContentError, match=rf"^f\.yml:{line}: '{key}' .+\.$"):
        table.text(key)


def test_a_list_of_texts(table):
    assert table.texts("list") == ("a", "b") and table.texts("absent") == table.texts("nothing") == ()


@pytest.mark.parametrize("key", ["title", "mixed", "map", "rows", "number"])
def test_what_is_no_list_of_texts_is_refused(table, key):
    with pytest.raises(ContentError, match="must be a list of texts"):
        table.texts(key)


@pytest.mark.parametrize("key", ["title", "list", "map", "absent", "nothing"])
def test_what_is_no_list_of_entries_is_refused(table, key):
    assert table.tables("rows") == [{}]
    with pytest.raises(ContentError, match="must be a list of entries"):
        table.tables(key)


def test_an_unknown_key_is_refused_with_those_that_are_known(table):
    table.allow(*table)
    with pytest.raises(ContentError, match=r"^f\.yml:5: unknown key 'number'; known are title, empty\.$"):
        table.allow("title", "empty")
