"""Links to maps say what was meant, whatever stands in a name."""
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from knowledge.clock import SHANGHAI
from knowledge.sites.map_links import map_links
from knowledge.sites.model import Site

BOOTH = Site(
    site_id="a", kind="booth", name="文化路采样屋", district="金水区", street="", community="", address="文化路1号",
    lat=34.7968, lon=113.6652, hours="24h", phone="0371-12345", audience="all", status="open",
    valid_from=datetime(2022, 11, 1, tzinfo=SHANGHAI), valid_to=None, source="测试",
)


def values(link: str) -> dict[str, str]:
    return {name: found for name, (found,) in parse_qs(urlsplit(link).query, keep_blank_values=True).items()}


def test_amap_takes_longitude_first():
    link = map_links(BOOTH)["amap"]
    assert link.startswith("https://uri.amap.com/marker?position=113.6652,34.7968&name=%E6%96%87")
    assert values(link) == {
        "position": "113.6652,34.7968", "name": "文化路采样屋", "src": "jumin", "coordinate": "gaode", "callnative": "1"}


def test_tencent_takes_latitude_first():
    link = map_links(BOOTH)["tencent"]
    assert link.startswith("https://apis.map.qq.com/uri/v1/marker?marker=coord:34.7968,113.6652;title:")
    assert values(link) == {
        "marker": "coord:34.7968,113.6652;title:文化路采样屋;addr:文化路1号;tel:0371-12345", "coord_type": "2",
        "referer": "jumin"}


def test_an_address_that_is_not_known_is_the_district():
    assert "addr:金水区" in values(map_links(replace(BOOTH, address=""))["tencent"])["marker"]


def test_no_position_no_link():
    assert map_links(replace(BOOTH, lat=None, lon=None)) == {}


@given(
    st.text(st.characters(blacklist_categories=("Cs",)), min_size=1),
    st.text(st.characters(blacklist_categories=("Cs",)))
)
def test_no_name_breaks_out_of_its_place(name, address):
    links = map_links(replace(BOOTH, name=name, address=address))
    assert values(links["amap"])["name"] == name
    marker = values(links["tencent"])["marker"]
    keys = [part.partition(":")[0] for part in marker.split(";")]
    assert keys == ["coord", "title", "addr", "tel"] and "|" not in marker
    assert all(link.isascii() and " " not in link for link in links.values())
