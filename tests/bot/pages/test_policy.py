"""The headers of pages, the addresses in them below any path, and what the settings say of both."""
from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
import requests

from bot.pages.city_page import root_of
from bot.pages.policy import PERMISSIONS, page_headers

PAGES = ("", "chat", "chat/", "about", "about/", "about/host")


def policy(*sites: str) -> dict[str, str]:
    parts = page_headers(sites)["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def test_nothing_of_another_origin_and_no_markup_from_text():
    told = policy()
    sources = {name: value for name, value in told.items() if name.endswith("-src")}
    assert sources.pop("default-src") == "'none'"
    assert set(sources.values()) == {"'self'"}
    assert told["require-trusted-types-for"] == "'script'" and told["trusted-types"] == "'none'"
    # A page whose script did not load must not put the question into an address.
    assert told["form-action"] == told["base-uri"] == "'none'"


@pytest.mark.parametrize(("sites", "ancestors"), [
    ((), "'self'"), (("*",), "*"),
    (("https://a.example", "https://b.example"), "'self' https://a.example https://b.example"),
])
def test_who_may_show_it_in_a_frame(sites, ancestors):
    assert policy(*sites)["frame-ancestors"] == ancestors


def test_it_may_ask_where_one_is_and_hears_and_sees_nobody():
    assert "geolocation=(self)" in PERMISSIONS and {"camera=()", "microphone=()"} <= set(PERMISSIONS.split(", "))


@pytest.mark.parametrize(("path", "root"), [("/", "./"), ("/chat", "./"), ("/chat/", "../"), ("/about/host", "../")])
def test_the_root_as_a_page_names_it(path, root):
    assert root_of(path) == root and urljoin(f"https://host.example/ask{path}", root) == "https://host.example/ask/"


class Addresses(HTMLParser):
    """All addresses that a page names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and not value.startswith("tel:")]


@pytest.mark.parametrize("page", PAGES)
def test_every_address_holds_below_the_path_of_a_proxy(sample_city, page):
    served = f"{sample_city.url}/{page}"
    below = f"https://host.example/a/b/{page}"
    found = Addresses(requests.get(served, timeout=10).text).found
    assert found
    for address in found:
        seen = urljoin(below, address)
        assert seen.startswith("https://host.example/a/b/"), address
        assert requests.get(seen.replace("https://host.example/a/b", sample_city.url), timeout=10).ok, seen


def test_what_is_kept_how_long(sample_city):
    page = requests.get(f"{sample_city.url}/chat/", timeout=10)
    assert page.headers["Cache-Control"] == "no-cache" and page.headers["Content-Encoding"] == "gzip"
    assert requests.get(page.url, headers={"If-None-Match": page.headers["ETag"]}, timeout=10).status_code == 304
    kept = {requests.get(urljoin(page.url, address), timeout=10).headers["Cache-Control"]
            for address in Addresses(page.text).found if "/static/" in address}
    assert kept == {"public, max-age=31536000, immutable"}
    loader = requests.get(f"{sample_city.url}/loader.js", timeout=10)
    assert loader.headers["Cache-Control"] == "public, max-age=300"
    assert loader.headers["Access-Control-Allow-Origin"] == "*"


def test_the_loader_is_small(sample_city):
    loader = requests.get(f"{sample_city.url}/loader.js", timeout=10, stream=True)
    assert loader.headers["Content-Encoding"] == "gzip" and len(loader.raw.read()) <= 3000


def test_the_manifest_and_its_icons(sample_city):
    address = f"{sample_city.url}/manifest.webmanifest"
    told = requests.get(address, timeout=10)
    assert told.headers["Content-Type"] == "application/manifest+json" and told.json()["start_url"] == "./"
    icons = [urljoin(address, icon["src"]) for icon in told.json()["icons"]]
    assert {requests.get(icon, timeout=10).status_code for icon in icons} == {200}
