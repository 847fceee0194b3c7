"""A file is told apart by its content, and loads whole or not at all."""
import csv
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.database import Base, open_engine
from knowledge.loading.kinds import detect
from knowledge.loading.load import load_file
from knowledge.places.tables import PlaceRow
from knowledge.settings import Settings
from knowledge.sites.tables import SiteRow
from knowledge.tables.report import LoadError
from knowledge.zones.tables import ZoneRow

ROOT = Path(__file__).parents[3]
SITES = ROOT / "data" / "sample" / "sites.csv"
PLACES = ROOT / "data" / "sample" / "places.csv"
TABLES = sorted((ROOT.parent / "shared" / "data" / "places").glob("*.csv"))
REPLY = ROOT.parent / "shared" / "data" / "risk_areas" / "2022-11-07T09.json"
ZONES = """\
zone_id,kind,district,street,community,compound,building,unit,text,status,valid_from,valid_to,notice
z1,high_risk,中原区,航海西路街道,,,8号楼,,凯田花园,published,2022-11-07T08:00,,第1号
"""


@pytest.fixture
def session(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'load.db'}")
    Base.metadata.create_all(engine)
    with Session(engine, future=True) as session:
        yield session


def counts(report):
    return report.added, report.changed, report.unchanged, len(report.refused)


def _as_typed(cell):
    return float(cell) if cell.replace(".", "", 1).isdigit() else cell or None


def xlsx_twin(path, target):
    book = Workbook()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            book.active.append([_as_typed(cell) for cell in row])
    book.save(target)
    return target


def test_sites_twice_and_as_xlsx(session, tmp_path):
    total = len(SITES.read_text(encoding="utf-8").splitlines()) - 1
    assert counts(load_file(session, SITES, Settings())) == (total, 0, 0, 0)
    session.commit()
    assert counts(load_file(session, SITES, Settings())) == (0, 0, total, 0)
    twin = xlsx_twin(SITES, tmp_path / "sites.xlsx")
    assert counts(load_file(session, twin, Settings())) == (0, 0, total, 0)


def test_one_bad_line_of_a_real_file_changes_nothing(session, tmp_path):
    path = tmp_path / "new.csv"
    shutil.copy(SITES, path)
    with path.open("a", encoding="utf-8") as out:
        out.write("bad,row\n")
    report = load_file(session, path, Settings())
    assert counts(report) == (0, 0, 0, 1)
    assert report.refused[0].line == len(SITES.read_text(encoding="utf-8").splitlines()) + 1
    assert session.scalar(select(func.count()).select_from(SiteRow)) == 0


def test_zones_by_their_columns_whatever_the_name(session, tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text(ZONES, encoding="gb18030")
    assert detect(path) == "zones"
    assert counts(load_file(session, path, Settings())) == (1, 0, 0, 0)
    session.commit()
    assert counts(load_file(session, path, Settings())) == (0, 0, 1, 0)
    assert session.scalars(select(ZoneRow)).one().district == "中原区"


def test_places_twice_and_as_xlsx(session, tmp_path):
    assert detect(PLACES) == "places"
    total = len(PLACES.read_text(encoding="utf-8").splitlines()) - 1
    assert counts(load_file(session, PLACES, Settings())) == (total, 0, 0, 0)
    session.commit()
    for same in (PLACES, xlsx_twin(PLACES, tmp_path / "places.xlsx")):
        assert counts(load_file(session, same, Settings())) == (0, 0, total, 0)


@pytest.mark.skipif(not TABLES, reason="the published tables of divisions are not on this machine")
def test_published_tables_of_places_take_over_the_sample_and_do_not_undo_each_other(session):
    load_file(session, PLACES, Settings())
    first = [load_file(session, table, Settings()) for table in TABLES]
    session.commit()
    assert all(report.added and report.changed and not report.refused for report in first)
    for table, report in zip([*TABLES, PLACES], [*first, None], strict=True):
        again = load_file(session, table, Settings())
        assert (again.added, again.changed, len(again.refused)) == (0, 0, 0)
        assert report is None or again.unchanged == report.added + report.changed + report.unchanged


@pytest.mark.parametrize(("header", "good", "bad", "reason"), [
    ("district,street,community,compound,aliases", "金水区,文化路街道,,,", "朝阳区,文化路街道,,,", "no district of the city"),
    (
        "district,street,community,compound,aliases,lat,lon", "金水区,文化路街道,,,,34.7,113.6", "金水区,文化路街道,,,,nan,113.6",
        "no number of degrees"
    ),
    ("district,street,community,compound,aliases", "金水区,文化路街道,,,", f"金水区,{'长' * 61},,,", "longer than 60"),
    ("code,name,area_code,area", "1,文化路街道,2,金水区", "1,,2,金水区", "The column name is empty"),
    ("code,level,name,county,town", "1,town,文化路街道,金水区,文化路街道", "1,road,文化路,金水区,", "The level 'road'"),
])
def test_one_refused_place_and_none_is_loaded(session, tmp_path, header, good, bad, reason):
    path = tmp_path / "any.csv"
    path.write_text(f"{header}\n{good}\n{bad}\n", encoding="gb18030")
    report = load_file(session, path, Settings())
    assert counts(report) == (0, 0, 0, 1)
    assert report.refused[0].line == 3 and reason in report.refused[0].reason and report.refused[0].reason.endswith(".")
    assert session.scalar(select(func.count()).select_from(PlaceRow)) == 0
    path.write_text(f"{header}\n{good}\n", encoding="gb18030")
    assert counts(load_file(session, path, Settings())) == (1, 0, 0, 0)


@pytest.mark.skipif(not REPLY.exists(), reason=f"{REPLY} is not on this machine")
def test_a_risk_area_reply(session):
    assert detect(REPLY) == "risk_list"
    first = load_file(session, REPLY, Settings())
    session.commit()
    assert first.added > 100 and not first.refused
    assert counts(load_file(session, REPLY, Settings())) == (0, 0, first.added, 0)


@pytest.mark.parametrize(("content", "sentence"), [
    ("a,b\n1,2\n", "neither sites.csv nor zones.csv"),
    ("site_id,zone_id\n", "neither sites.csv nor"),
    ('{"data": {', "broken JSON in line 1"), ('{"data": {}}', "is no risk-area reply"),
    ("[]", "is no risk-area reply"),
    ('{"data": {"highlist": [], "x": "\\ud800"}}', "no usable JSON"),
    ("[" * 100_000, "no usable JSON"),
    (json.dumps({"data": {"highlist": [], "end_update_time": "soon"}}), "end_update_time is 'soon'"),
    (b"a,b\n1,\x01\x00", "f.dat, line 2: A NUL character in column 2 (b)"), ("", "is empty"),
])
def test_what_cannot_be_loaded_is_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "f.dat"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LoadError) as error:
        detect(path)
        load_file(None, path, Settings())
    assert sentence in str(error.value) and str(error.value).endswith(".") and "f.dat" in str(error.value)
