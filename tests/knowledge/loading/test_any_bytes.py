"""Whatever bytes a file holds: it is loaded, or refused with a sentence, and nothing else is ever raised."""
from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy.orm import Session

from knowledge.database import Base, open_engine
from knowledge.loading.load import load_file
from knowledge.settings import Settings
from knowledge.sites.model import COLUMNS as SITE_COLUMNS
from knowledge.tables.file import File
from knowledge.tables.report import LoadError
from knowledge.zones.zone_rows import COLUMNS as ZONE_COLUMNS

HEADERS = [SITE_COLUMNS, ZONE_COLUMNS, ("district", "street", "community", "compound", "aliases"),
           ("code", "level", "name", "county", "town"), ("code", "name", "area_code", "area")]
NOW = Settings(now="2022-11-07T09:00:00+08:00")
# What has meaning somewhere, so that more than the first check is reached.
CELLS = st.sampled_from([
    "", "s1", "booth", "金水区", "金水", "文化路街道", "24h", "07:00-20:00", "all", "open", "published", "high_risk",
    "2022-11-01", "0001-01-01",
    "34.7", "113.6", "3.7E+10", "²", "1", "一", "街道", "区", "\u2028", "yes", "town", "来源", "=1", "’", "\x1c",
]) | st.text(st.characters(blacklist_categories=["Cs"]), max_size=6)


@pytest.fixture(scope="module")
def engine():
    made = open_engine("sqlite://")
    Base.metadata.create_all(made)
    return made


def loads_or_says(engine, raw: bytes, **more) -> None:
    """The file does one or the other; what it loaded is taken back."""
    with Session(engine, future=True) as session:
        try:
            report = load_file(session, File("t.dat", raw), NOW, **more)
            session.flush()
        except LoadError as error:
            assert str(error).endswith(".") and "t.dat" in str(error)
        else:
            assert all(refusal.line > 0 and refusal.reason.endswith(".") for refusal in report.refused)
        session.rollback()


@given(raw=st.binary(max_size=300))
def test_any_bytes(engine, raw):
    loads_or_says(engine, raw)


@given(
    raw=st.text(st.sampled_from('"\',\r\n\ufeff\0site_id,zone文'), max_size=60),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"])
)
def test_any_text_of_what_csv_is_made_of(engine, raw, encoding):
    loads_or_says(engine, raw.encode(encoding))


@given(header=st.sampled_from(HEADERS), data=st.data(), encoding=st.sampled_from(["utf-8-sig", "gb18030"]))
def test_any_cells_under_the_headers_we_know(engine, header, data, encoding):
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=3))
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (header, *rows)]
    loads_or_says(engine, "\n".join(lines).encode(encoding, "replace"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from([
        "郑州市", "中原区", "2022-11-07 9时", "除高风险区外"
    ]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        [
            "data", "highlist", "middlelist", "lowlist", "end_update_time", "province", "city", "county", "communitys",
            "hcount"
        ]), inner, max_size=5),
    max_leaves=12)
AREA = st.fixed_dictionaries({
    "city": st.sampled_from(["郑州市", "郑州", "北京市"]), "county": st.sampled_from(["中原区", "", "x"]),
    "communitys": st.lists(st.text(min_size=1, max_size=12), max_size=3),
}, optional={"province": VALUES})
LISTS = st.fixed_dictionaries({"end_update_time": st.sampled_from(["2022-11-07 9时", "2022-12-31 24时"])},
                              optional={
                                  name: st.lists(AREA, max_size=2) | VALUES
                                  for name in ("highlist", "middlelist", "lowlist")
                              })


@given(reply=VALUES | st.fixed_dictionaries({"data": LISTS}), none_listed=st.booleans())
def test_any_json(engine, reply, none_listed):
    loads_or_says(engine, json.dumps(reply).encode(), none_listed=none_listed)


@pytest.fixture(scope="module")
def workbook() -> dict[str, bytes]:
    """The parts of a good .xlsx file."""
    book, out = Workbook(), io.BytesIO()
    for row in (HEADERS[4], ("1", "文化路街道", 2, "金水区")):
        book.active.append(row)
    book.save(out)
    with zipfile.ZipFile(out) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@given(data=st.data())
@settings(max_examples=60)
def test_an_xlsx_with_any_of_its_parts_damaged(engine, workbook, data):
    damaged, out = data.draw(st.sampled_from(sorted(workbook))), io.BytesIO()
    part = workbook[damaged]
    start = data.draw(st.integers(0, len(part)))
    part = part[:start] + data.draw(st.binary(max_size=6)) + part[start + data.draw(st.integers(0, 20)):]
    with zipfile.ZipFile(out, "w") as parts:
        for name, content in workbook.items():
            parts.writestr(name, part if name == damaged else content)
    loads_or_says(engine, out.getvalue())
