"""Files that are none, that never end, that unpack to gigabytes: each a sentence, at once."""
from __future__ import annotations

import os
import zipfile

import pytest
from openpyxl import Workbook

from knowledge.clock import machine_seconds
from knowledge.loading.kinds import detect
from knowledge.tables.file import MOST_BYTES, read_file
from knowledge.tables.json_text import parse_json
from knowledge.tables.report import LoadError, RowsRefused
from knowledge.tables.table import left_out, read_table

SHEET = "xl/worksheets/sheet1.xml"
BLANKS = b" " * 70_000_000


@pytest.fixture
def book(tmp_path):
    """book([rows], change) -> an .xlsx file of which the XML of one part, the first sheet, was changed."""
    def make(rows, change=lambda xml: xml, changed_part=SHEET):
        plain, changed = Workbook(), tmp_path / "t.xlsx"
        for row in rows:
            plain.active.append(row)
        plain.save(tmp_path / "plain.xlsx")
        with zipfile.ZipFile(tmp_path / "plain.xlsx") as source, zipfile.ZipFile(
            changed, "w", zipfile.ZIP_DEFLATED
        ) as target:
            for part in source.namelist():
                target.writestr(part, change(source.read(part)) if part == changed_part else source.read(part))
        return changed
    return make


@pytest.fixture
def pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def test_what_never_ends_is_not_even_opened(tmp_path, pipe):
    before = machine_seconds()
    for path, what in (("/dev/zero", "a device or a pipe"), (pipe, "a device or a pipe"), (tmp_path, "a folder")):
        with pytest.raises(LoadError, match=f"is {what}; give a file"):
            read_file(path)
    assert machine_seconds() - before < 5


def test_a_file_of_gigabytes_is_not_read(tmp_path):
    with (tmp_path / "t.csv").open("wb") as out:
        out.truncate(5 * 2**30)
    with pytest.raises(LoadError, match=f"larger than {MOST_BYTES >> 20} MB"):
        detect(tmp_path / "t.csv")


def test_a_name_of_stray_bytes_is_told_in_letters_that_can_be_printed(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/na\xffme.csv")
    with open(path, "w") as out:
        out.write("x")
    with pytest.raises(LoadError) as error:
        detect(path)
    assert "na�me.csv" in str(error.value) and str(error.value).encode()
    with pytest.raises(LoadError, match="no name of a file"):
        read_file("a\0b")


def test_a_hidden_first_sheet_is_never_loaded(tmp_path):
    book = Workbook()
    for name, sheet in (("hidden", book.active), ("seen", book.create_sheet())):
        sheet.append(["id", "name"])
        sheet.append(["1", name])
    book.active.sheet_state = "hidden"
    book.save(tmp_path / "s.xlsx")
    assert [row.values["name"] for row in read_table(tmp_path / "s.xlsx")] == ["seen"]


def test_a_book_whose_sheets_are_all_hidden(book):
    with pytest.raises(LoadError, match="no sheet that can be seen"):
        read_table(
            book([["id"], ["1"]], lambda xml: xml.replace(b'state="visible"', b'state="veryHidden"'), "xl/workbook.xml")
        )


@pytest.mark.parametrize(("cell", "change", "sentence"), [
    ("=A1", None, r"line 2: Column 2 \(phone\) holds a formula without its result"),
    ("#REF!", None, r"line 2: Column 2 \(phone\) holds #REF!, the error of a formula"),
    (
        4711, lambda xml: xml.replace(b"4711", b"9" * 1_000_000),
        r"line 2: Column 2 \(phone\) holds a number with 1,000,000 digits"
    ),
    (
        4711, lambda xml: xml.replace(b'r="B2"', b'r="XFD2"'),
        "line 2: A value stands in column 16384; a table has at most 256"
    ),
    (4711, lambda xml: xml.replace(b"</sheetData>", BLANKS + b"</sheetData>"), r"unpacks to \d+ MB"),
    (
        4711, lambda xml: xml.replace(b"</sheetData>", b"<row/>" * 500_001 + b"</sheetData>"),
        r"holds 500,00\d rows or texts"
    ),
    (4711, lambda xml: xml[:-40], "not a readable .xlsx file"),
])
def test_a_sheet_with_a_cell_that_cannot_be_used(book, cell, change, sentence):
    with pytest.raises(LoadError, match=sentence):
        read_table(book([["id", "phone"], ["1", cell]], change or (lambda xml: xml)))


def test_a_formula_with_an_empty_result_is_an_empty_cell(book):
    path = book([["id", "phone"], ["1", "=A1"]], lambda xml: xml.replace(b'<c r="B2"', b'<c r="B2" t="str"'))
    assert [row.values for row in read_table(path)] == [{"id": "1", "phone": ""}]


def test_a_telephone_number_kept_as_a_number_keeps_its_digits(book):
    assert read_table(book([["id", "phone"], ["1", 37166712345.0]]))[0].values["phone"] == "37166712345"


@pytest.mark.parametrize("change", [
    lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'),
    lambda xml: xml.replace(b'<row r="2"', b'<row r="999999999999"'),
])
def test_a_sheet_that_claims_to_be_huge_is_read_as_far_as_it_goes(book, change):
    before = machine_seconds()
    assert [row.values for row in read_table(book([["id", "name"], ["1", "a"]], change))] == [{"id": "1", "name": "a"}]
    assert machine_seconds() - before < 5


def test_entities_within_entities_are_not_unfolded(book):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
    path = book(
        [["id", "name"], ["1", "a"]],
        lambda xml: bomb + xml.replace(b"</sheetData>", b"<row><c t='str'><v>&b;</v></c></row></sheetData>")
    )
    with pytest.raises(LoadError, match=r"not a readable \.xlsx file"):
        read_table(path)


def test_a_table_with_too_many_rows(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id\n" + "a\n" * 100_001)
    with pytest.raises(RowsRefused, match="line 100002: The table has more than 100,000 rows"):
        read_table(path)


@pytest.mark.parametrize(("text", "sentence"), [
    ('{"data":\n' + "[" * 100_000, "nested too deeply in line 2, column 100"),
    ('{"a": 1,\n "b": ' + "9" * 1_000_000 + "}", "a number of 1,000,000 digits in line 2, column 7"),
    ('{"a": 1,\n "b" 2}', "broken JSON in line 2, column 6"), ('{"a": "\\ud800"}', r"half a character, \\ud800"),
    ("[" + "[]," * 1_000_000 + "[]]", "more than 1,000,000 values"),
])
def test_json_that_is_none(tmp_path, text, sentence):
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(LoadError, match=sentence):
        parse_json(read_file(path))


@pytest.mark.parametrize("hidden", [b'hidden="1"', b'hidden="true"'])
def test_a_hidden_or_filtered_row_is_refused(book, hidden):
    path = book([["id"], ["1"], ["2"]], lambda xml: xml.replace(b'<row r="2"', b'<row r="2" ' + hidden))
    with pytest.raises(RowsRefused, match="line 2: The row is hidden or filtered away"):
        read_table(path)


def test_a_hidden_header_is_refused(book):
    with pytest.raises(RowsRefused, match="line 1: The header is hidden"):
        read_table(book([["id"], ["1"]], lambda xml: xml.replace(b'<row r="1"', b'<row r="1" hidden="1"')))


def test_a_blank_hidden_row_does_not_matter(book):
    path = book([["id"], [""], ["2"]], lambda xml: xml.replace(b'<row r="2"', b'<row r="2" hidden="1"'))
    assert [row.values["id"] for row in read_table(path)] == ["2"]


def test_further_sheets_are_not_left_out_in_silence(tmp_path):
    book = Workbook()
    for name, rows in (("金水区", 2), ("二七区", 2), ("中原区", 1), ("空", 0), ("旧", 2)):
        sheet = book.create_sheet(name)
        for row in range(rows):
            sheet.append(["id" if row == 0 else "1"])
    del book["Sheet"]
    book["旧"].sheet_state = "hidden"
    book.save(tmp_path / "s.xlsx")
    assert left_out(read_file(tmp_path / "s.xlsx")) == [
        "Only the first sheet was read; save 二七区、中原区 as files of their own to load them, too."
    ]


def test_a_zip_that_is_no_spreadsheet(tmp_path):
    with zipfile.ZipFile(tmp_path / "lists.zip", "w") as packed:
        packed.writestr("sites.csv", "site_id\n1\n")
    with pytest.raises(LoadError, match=r"lists\.zip is a ZIP file"):
        read_table(tmp_path / "lists.zip")


@pytest.mark.parametrize(("mark", "told"), [("\t", "tabs"), (";", ";"), ("，", "，"), ("|", r"\|")])
def test_columns_that_no_comma_divides(tmp_path, mark, told):
    path = tmp_path / "t.csv"
    path.write_text(mark.join(["site_id", "name"]) + "\n" + mark.join(["1", "a"]) + "\n", encoding="utf-8")
    with pytest.raises(LoadError, match=f"line 1: The columns are divided by {told} and not by commas"):
        detect(path)


@pytest.mark.parametrize("letter", ["\x07", "\x1b", "\x85", "\u202e", "\u2066", "\ufffd", "\ufeff"])
def test_characters_that_nobody_meant_to_write(tmp_path, letter):
    path = tmp_path / "t.csv"
    path.write_text(f"id,name\n1,采{letter}样屋\n", encoding="utf-8")
    with pytest.raises(RowsRefused, match=rf"line 2: Column 2 \(name\) holds the character U\+{ord(letter):04X}"):
        read_table(path)
    path.write_text(f"id,na{letter}me\n1,a\n", encoding="utf-8")
    with pytest.raises(RowsRefused, match=rf"line 1: The header has in column 2 the character U\+{ord(letter):04X}"):
        read_table(path)
