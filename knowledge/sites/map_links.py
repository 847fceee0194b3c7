"""Links that show a site on a map of AMap or Tencent. Pure.

AMap, https://lbs.amap.com/api/uri-api/guide/mobile-web/point: ``position`` is "lon,lat", ``name`` the label,
``src`` who asks, ``coordinate=gaode`` says GCJ-02, ``callnative=1`` opens the app on a phone that has it.
Tencent, https://lbs.qq.com/webApi/uriV1/uriGuide/uriWebMarker: ``marker`` is "key:value;key:value" with coord
("lat,lon"), title, addr and tel; ``coord_type=2`` says Tencent's own system, which is GCJ-02; ``referer`` is
required and names who asks.
"""
from __future__ import annotations

from urllib.parse import quote, urlencode

from knowledge.sites.model import Site

ASKER = "jumin"
# What separates markers, keys and values in Tencent's notation must not stand in a value.
SEPARATORS = str.maketrans({":": "：", ";": "；", "|": "｜"})


def map_links(site: Site) -> dict[str, str]:
    """A link each for "amap" and "tencent"; empty when the position is not known."""
    if site.lat is None or site.lon is None:
        return {}
    return {"amap": amap_link(site), "tencent": tencent_link(site)}


def amap_link(site: Site) -> str:
    """AMap's marker."""
    values = {
        "position": f"{site.lon},{site.lat}", "name": site.name, "src": ASKER, "coordinate": "gaode", "callnative": "1",
    }
    return "https://uri.amap.com/marker?" + urlencode(values, safe=",", quote_via=quote)


def tencent_link(site: Site) -> str:
    """Tencent's marker."""
    # The address is required; where none is known the district says at least which one.
    attributes = {"coord": f"{site.lat},{site.lon}", "title": site.name, "addr": site.address or site.district}
    if site.phone:
        attributes["tel"] = site.phone
    marker = ";".join(f"{key}:{value.translate(SEPARATORS)}" for key, value in attributes.items())
    values = {"marker": marker, "coord_type": "2", "referer": ASKER}
    return "https://apis.map.qq.com/uri/v1/marker?" + urlencode(values, safe=",:;", quote_via=quote)
