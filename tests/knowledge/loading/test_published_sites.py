"""Lists of sampling sites in the shapes in which cities publish them; all places and numbers are made up."""
from __future__ import annotations

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from knowledge.loading.load import load_file
from knowledge.places.tables import PlaceRow
from knowledge.settings import Settings
from knowledge.sites.coordinates import bd09_to_gcj02, wgs84_to_gcj02
from knowledge.sites.search import search
from knowledge.sites.tables import SiteRow
from knowledge.tables.report import LoadError

NOW = Settings(now="2022-11-07T09:00:00+08:00")
KINDS = ("booth", "temporary_point", "hospital", "hospital_24h")

FILES = {
    "a title row and Chinese columns": """\
金水区便民核酸采样点一览表（2022年11月1日）,,,,
序号,采样点名称,地址,服务时间,联系电话
1,青松路采样屋,金水区青松路1号,上午8:00-12:00、下午14:00-17:00,0371-55551001、0371-55551002
2,云台花园采样点,金水区云台街9号,全天,
""",
    "a header of two rows": """\
便民采样点,,2022/11/1,,,
区县,采样点名称,地址,采样时间,,咨询电话
,,,上午,下午,
金水,青松路采样屋,青松路1号,8：00—12：00,14：00—17：30,0371-55551001
惠济区,云台花园采样点,云台街9号,7:30-11:30,,
""",
    "dates and phones as a spreadsheet shows them": """\
名称,区,地址,开放时间,电话,启用日期,截止日期
青松路采样屋,金水区,青松路1号,7点-13点,0371-55551001；13800000000,2022/11/1,2022/12/1
云台花园采样点,郑州市金水区,云台街9号,周一至周日 8:00-18:00,0371-55551003/0371-55551004,2022年11月2日,
""",
    "a map of Baidu": """\
名称,所属区,地址,百度纬度,百度经度,时间,启用日期
青松路采样屋,金水区,青松路1号,34.790000,113.670000,24小时,2022-11-01
""",
    "positions of a GPS in one column": """\
点位名称,区县,详细地址,经纬度,坐标系,采样时间,启用日期
青松路采样屋,金水区,青松路1号,"113.660000,34.780000",WGS84,8:00-12:00，14:00-18:00,2022-11-01
""",
    "no district but in the address or by the street": """\
名称,街道,详细地址,服务时间,启用日期
青松路采样屋,,郑州市金水区青松路1号,8:00-20:00,2022-11-01
云台花园采样点,花园路街道,云台街9号,8:00-20:00,2022-11-01
""",
    "for whom, how and for what fee": """\
点位名称,区县,地址,服务时间,采样对象,采样方式,收费,启用日期
青松路采样屋,金水区,青松路1号,8:00-20:00,绿码,单管、混管,单管16元,2022-11-01
云台花园采样点,金水区,云台街9号,14:00-17:00,黄码人员,单人单管,免费,2022-11-01
松涛路采样点,金水区,松涛路2号,8:00-20:00,快递、外卖人员,10混1,免费,2022-11-01
""",
    "hours that cannot be read": """\
名称,区县,地址,服务时间,启用日期
青松路采样屋,金水区,青松路1号,8:00-17:00（节假日除外）,2022-11-01
云台花园采样点,金水区,云台街9号,以现场公告为准,2022-11-01
松涛路采样点,金水区,松涛路2号,,2022-11-01
""",
    "hospitals with notes": """\
医疗机构名称,类型,区县,地址,时间,电话,备注,状态,日期
青松医院,24小时核酸检测医院,金水区,青松路1号,24小时（夜间请走急诊）,0371-55551001,单间,正常,2022-11-01
云台医院,医院,金水区,云台街9号,8:00-12:00,,,暂停,2022-11-01
""",
    "the columns of the contract and some beside": """\
site_id,kind,name,district,street,community,address,lat,lon,hours,phone,audience,status,valid_from,valid_to,source,hours_published,kind_published,note
p-1,,青松路采样屋,金水区,,,青松路1号,,,,,,open,2022-11-01,,某某网,上午9点至晚上8点半,便民免费核酸采样点,
""",
}


@pytest.fixture
def city(session):
    session.add(PlaceRow(district="金水区", street="花园路街道", kind="street"))
    session.flush()
    return session


@pytest.fixture
def load(city, tmp_path):
    def load_text(text: str, name: str = "sites.csv", **more):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return load_file(city, file, NOW, **more)
    return load_text


def stored(session) -> dict[str, SiteRow]:
    session.expire_all()
    return {row.name: row for row in session.scalars(select(SiteRow))}


def reasons(report) -> list[str]:
    return [refusal.reason for refusal in report.refused]


@pytest.mark.parametrize("shape", FILES)
def test_ten_shapes_load_and_load_twice(city, load, shape):
    first = load(FILES[shape])
    assert reasons(first) == [] and first.added == len(stored(city)) > 0
    assert all(row.district in ("金水区", "惠济区") for row in stored(city).values())
    again = load(FILES[shape])
    assert (again.added, again.changed, again.unchanged) == (0, 0, first.added)


def test_what_was_read_of_them(city, load):
    for shape in ("a title row and Chinese columns", "a map of Baidu"):
        load(FILES[shape])
    site = stored(city)["青松路采样屋"]
    assert (site.hours, site.hours_published) == ("24h", "24小时")
    assert (site.lat, site.lon) == pytest.approx(bd09_to_gcj02(34.79, 113.67), abs=1e-5)
    load(FILES["positions of a GPS in one column"])
    site = stored(city)["青松路采样屋"]
    assert (site.lat, site.lon) == pytest.approx(wgs84_to_gcj02(34.78, 113.66), abs=1e-5)
    assert (site.hours, site.kind, f"{site.valid_from:%Y-%m-%d}") == ("08:00-12:00,14:00-18:00", "booth", "2022-11-01")


def test_two_header_rows_and_phones(city, load):
    load(FILES["a header of two rows"])
    assert stored(city)["青松路采样屋"].hours == "08:00-12:00,14:00-17:30"
    assert stored(city)["青松路采样屋"].district == "金水区" and stored(city)["云台花园采样点"].hours == "07:30-11:30"
    load(FILES["dates and phones as a spreadsheet shows them"])
    site = stored(city)["云台花园采样点"]
    phones = {row.phone for row in city.scalars(select(SiteRow))}
    assert "0371-55551001、13800000000" in phones and "0371-55551003、0371-55551004" in phones
    assert site.valid_from is not None


def test_a_site_is_found_under_its_district_however_that_was_written(city, load):
    load(FILES["a header of two rows"])
    found = search(city, NOW.instant(), KINDS, district="金水区")
    assert [hit.site.name for hit in found.hits] == ["青松路采样屋"]


def test_hours_that_cannot_be_read_claim_nothing(city, load):
    load(FILES["hours that cannot be read"])
    hits = search(city, NOW.instant(), KINDS, district="金水区").hits
    assert {hit.state for hit in hits} == {"unknown"} and not any(hit.is_open for hit in hits)
    assert {hit.site.hours_published for hit in hits} == {"8:00-17:00（节假日除外）", "以现场公告为准", ""}


def test_audience_tube_and_fee_are_kept(city, load):
    load(FILES["for whom, how and for what fee"])
    sites = stored(city)
    assert [(sites[name].audience, sites[name].tube, sites[name].fee) for name in ("青松路采样屋", "云台花园采样点", "松涛路采样点")] == [
        ("all", "single,mixed", "单管16元"), ("黄码人员", "single", "免费"), ("courier", "mixed", "免费")]
    hits = search(city, NOW.instant(), KINDS, district="金水区").hits
    assert [hit.site.name for hit in hits] == ["青松路采样屋", "云台花园采样点"]


def test_an_unknown_column_is_named_and_can_be_told(city, load):
    text = "名称,区县,地址,几点开门,启用日期\n青松路采样屋,金水区,青松路1号,8:00-20:00,2022-11-01\n"
    report = load(text)
    assert any("几点开门" in note and "--columns" in note for note in report.notes)
    assert stored(city)["青松路采样屋"].hours == ""
    load(text, columns={"几点开门": "hours_published"})
    assert stored(city)["青松路采样屋"].hours == "08:00-20:00"


def test_a_newer_full_list_closes_what_it_lacks(city, load):
    text = "名称,区县,地址,服务时间,启用日期,来源\n青松路采样屋,金水区,青松路1号,全天,2022-11-01,某区\n"
    load(text + "云台花园采样点,金水区,云台街9号,全天,2022-11-01,某区\n")
    assert load(text).closed == 0
    report = load(text, full=True)
    assert report.closed == 1 and stored(city)["云台花园采样点"].valid_to == NOW.instant()


def test_a_sheet_of_excel(city, tmp_path):
    book = Workbook()
    book.active.append(["核酸采样点公示（2022年11月1日）"])
    book.active.append(["区县", "名称", "地址", "服务时间"])
    book.active.append(["金水区", "青松路采样屋", "青松路1号", "8:00-20:00"])
    book.save(tmp_path / "sites.xlsx")
    assert load_file(city, tmp_path / "sites.xlsx", NOW).added == 1


@pytest.mark.parametrize("line, says", [
    ("青松路采样屋,,青松路1号,全天,2022-11-01,", "fill a column 区县"),
    ("青松路采样屋,洛龙区,青松路1号,全天,2022-11-01,", "it must be one of"),
    ("青松路采样屋,金水区,青松路1号,全天,,", "add a column 启用日期"),
    ("青松路采样屋,金水区,青松路1号,全天,11月1日,", "ISO 8601"),
    (",金水区,青松路1号,全天,2022-11-01,", "name must not be empty"),
    ("青松路采样屋,金水区,青松路1号,全天,2022-11-01,三管", "must be one of single, mixed"),
])
def test_each_refusal_names_what_to_change(city, load, line, says):
    report = load(f"名称,区县,地址,服务时间,启用日期,采样方式\n{line}\n")
    assert len(report.refused) == 1 and says in reasons(report)[0] and stored(city) == {}


def test_two_columns_of_one_meaning_and_no_list_at_all(load):
    report = load("名称,区县,地址,服务时间,开放时间,启用日期\n青松路采样屋,金水区,青松路1号,全天,全天,2022-11-01\n")
    assert "服务时间、开放时间" in reasons(report)[0] and "keep one" in reasons(report)[0]
    with pytest.raises(LoadError, match="neither sites"):
        load("甲,乙\n1,2\n")
