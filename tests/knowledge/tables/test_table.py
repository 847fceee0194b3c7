"""Tables out of every file a spreadsheet makes, and what is refused with its line."""
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from knowledge.tables.csv_cells import decode
from knowledge.tables.report import LoadError, RowsRefused
from knowledge.tables.table import Row, read_columns, read_table
from knowledge.tables.xlsx_cells import text_of

TEXT = "id,name,hours\na1,文化路采样屋,07:00-20:00\n\na2,\"经三路, 口\",24h\n"
ROWS = [Row(2, {"id": "a1", "name": "文化路采样屋", "hours": "07:00-20:00"}),
        Row(4, {"id": "a2", "name": "经三路, 口", "hours": "24h"})]


@pytest.fixture
def file(tmp_path):
    def write(content, name="t.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
    return write


def sheet(tmp_path, rows, name="t.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_in_all_encodings_and_line_ends(file, encoding, end):
    path = file(TEXT.replace("\n", end).encode(encoding))
    assert read_table(path) == ROWS
    assert read_columns(path) == ["id", "name", "hours"]


def test_a_text_over_lines_counts_by_its_first(file):
    rows = read_table(file('id,name\n1,"a\nb"\n2,c\n'))
    assert [(row.line, row.values["name"]) for row in rows] == [(2, "a\nb"), (4, "c")]


@pytest.mark.parametrize(("content", "line", "reason"), [
    ("id,name\n1\n", 2, "1 cells where the header has 2"), ("id,name\n1,a\n2,b,c\n", 3, "3 cells"),
    ("id,name\n1,a\n2,b\0\n", 3, "NUL character in column 2 (name)"), ("id,id\n", 1, "names id twice (columns 1, 2)"),
    ("id,,name\n", 1, "without a name"),
    ('id,name\n1,"a\n', 2, "double quote"), ("id,name,\n1,a,x\n", 2, "column without a name"),
    ("id,name\n1,文化路\n2,东风路".encode() + b"\xff\n", 3, "0xff in column 2 (name) is not UTF-8;"),
    ("\ufeffid,name\n1,a".encode() + b"\xff\n", 2, "is not UTF-8;"),
    ("id,name\n1,文化路\n".encode("gb18030") + b"2,\xff\n", 3, "is not UTF-8 or GB18030"),
    ("id,name\n1,文化路\n".encode("utf-16"), 1, "is UTF-16"),
    ("id,name\n1,文化路\n".encode("utf-16-le"), 1, "is UTF-16"),
    ("id,phone\n1,3.71667E+10\n", 2, "Column 2 (phone) holds 3.71667E+10, a number that a spreadsheet cut short"),
    ("id,phone\n1,2\n2,#N/A\n", 3, "Column 2 (phone) holds #N/A, the error of a formula"),
    ("id,phone\n1,=A1\n", 2, "Column 2 (phone) holds a formula without its result"),
    ("id,lat\n1," + "9" * 1_000_000 + "\n", 2, "Column 2 (lat) holds 1,000,000 characters"),
    ("a" + "," * 4_000_000, 1, "4,000,001 characters"), ("," * 300 + "\n1", 1, "without a name (column 1)"),
    ("id,#N/A\n1,2\n", 1, "The header has in column 2 #N/A"),
    (",".join(map(str, range(257))) + "\n", 1, "has 257 columns"),
])
def test_refused_with_the_line(file, content, line, reason):
    with pytest.raises(RowsRefused) as error:
        read_table(file(content))
    refusal = error.value.refusals[0]
    assert refusal.line == line and reason in refusal.reason
    assert f"t.csv, line {line}: " in str(error.value) and str(error.value).endswith(".")


def test_all_ragged_rows_are_told(file):
    with pytest.raises(RowsRefused) as error:
        read_table(file("id,name\n1\n2,b\n3\n"))
    assert [refusal.line for refusal in error.value.refusals] == [2, 4]


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "is empty"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "old or a protected Excel"),
    (b"PK\x03\x04rest", "not a readable .xlsx"),
])
def test_no_table_at_all(file, content, sentence):
    with pytest.raises(LoadError, match=sentence):
        read_table(file(content))


def test_no_file(tmp_path):
    with pytest.raises(LoadError, match=r"none\.csv cannot be read"):
        read_table(tmp_path / "none.csv")


def test_xlsx_reads_as_its_csv_twin(tmp_path):
    path = sheet(tmp_path, [["id", "name", "from", "lat"], ["a", "文化路", date(2022, 11, 1), 34.75], [],
                            [7, None, datetime(2022, 11, 7, 7, 30), 34.0]])
    assert read_table(path) == [
        Row(2, {"id": "a", "name": "文化路", "from": "2022-11-01", "lat": "34.75"}),
        Row(4, {"id": "7", "name": "", "from": "2022-11-07T07:30:00", "lat": "34"})]


def test_xlsx_value_beyond_the_header(tmp_path):
    with pytest.raises(RowsRefused, match="line 2: A value stands in a column without a name"):
        read_table(sheet(tmp_path, [["id", "name"], ["a", "b", "c"]]))


@pytest.mark.parametrize(("value", "text"), [
    (None, ""), (True, "TRUE"), (time(7, 0), "07:00"),
    (1e15, "1000000000000000"), (" a ", "a"), (113.665, "113.665")])
def test_cells_as_texts(value, text):
    assert text_of(value) == text


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1))
def test_what_was_written_in_utf8_or_with_a_bom_comes_back(text):
    assert decode("t.csv", text.encode("utf-8-sig")) == text


words = st.sampled_from(["文化路与东风路交叉口", "大学路街道", "示例数据，待核对", "24h", ",", "\n"])


@given(st.lists(words).map("".join))
def test_what_was_written_in_gb18030_comes_back(text):
    assert decode("t.csv", text.encode("gb18030")) == text
