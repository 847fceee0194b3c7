"""The addresses of the pages: the chat, its files, the loader for other sites' pages, and the page for operators."""
from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.city_page import city_values, manifest, now_values, render, root_of
from bot.pages.files import Content, content_of, read_files
from bot.pages.giving import ASK_FIRST, FOR_EVER, give, give_page
from bot.pages.in_languages import in_other_languages
from bot.pages.modules import modules_in
from bot.pages.policy import file_headers, page_headers
from knowledge.releases import Release
from knowledge.settings import Settings

STATIC = Path(__file__).parent / "static"
LOADER = "loader.js"
# Changed seldom and asked for by every page of the host: browsers may keep it for five minutes.
SHORTLY = "public, max-age=300"
# A host page may ask for the loader with `crossorigin`.
SHARED = {"Access-Control-Allow-Origin": "*"}
# What the preview of the tag may be told, as data attributes.
TAG_OPTIONS = ("title", "greeting", "colour", "position", "questions", "lang")

# The name of the model and the release that new turns are answered with.
Current = Callable[[], tuple[str, Release]]
# What bot.pages.data_times reads.
Times = Callable[[], Awaitable[dict[str, Any]]]


class Pages:
    """What is given at each address; ``times`` reads the store."""

    def __init__(self, settings: Settings, current: Current, times: Times) -> None:
        self.settings, self.current, self.times = settings, current, times
        self.files = read_files(STATIC)
        self.modules = modules_in(STATIC / "chat")

    def values(self, request: Request) -> dict[str, Any]:
        """What every page is told."""
        root, release = root_of(request.path), self.current()[1]
        return {"root": root, "static": f"{root}static/{self.files.version}", **city_values(self.settings, release)}

    async def chat(self, request: Request) -> HTTPResponse:
        """The chat page; while the clock is set it says which day it shows."""
        others = json.dumps(in_other_languages(self.settings, self.current()[1]), ensure_ascii=False)
        page = render("chat.html", **self.values(request), modules=self.modules, others=others)
        return give_page(request, page, page_headers(self.settings.framing_sites))

    async def static(self, request: Request, path: str) -> HTTPResponse:
        """A file, for ever where its address holds its version."""
        content, whole = self.files.find(path)
        return give(request, found(content), FOR_EVER if whole else ASK_FIRST, file_headers())

    async def loader(self, request: Request) -> HTTPResponse:
        """The script that a city's site puts into its pages."""
        return give(request, self.files.contents[LOADER], SHORTLY, {**file_headers(), **SHARED})

    async def web_manifest(self, request: Request) -> HTTPResponse:
        """What a phone shows when the page is put on its home screen."""
        text = manifest(self.settings, self.current()[1], f"static/{self.files.version}")
        return give(request, content_of(text.encode(), ".webmanifest"), ASK_FIRST, file_headers())

    async def about(self, request: Request) -> HTTPResponse:
        """For operators: what this is, the tag, the addresses, what is served now."""
        model, release = self.current()
        page = render(
            "about.html", **self.values(request), **now_values(self.settings, release),
            address=self.settings.public_address, sites=self.settings.framing_sites, model=model,
            release=release.identifier, times=await self.times(),
        )
        return give_page(request, page, page_headers((), shows_frames=True))

    async def preview(self, request: Request) -> HTTPResponse:
        """A blank page of a host with the tag in it. Its options count where /about shows it, and not in a link that
        somebody sends: the words would seem to be ours."""
        asked = request.args if is_shown_by_us(request) else {}
        options = {name: asked.get(name) for name in TAG_OPTIONS if asked.get(name)}
        page = render("host.html", **self.values(request), options=options)
        return give_page(request, page, page_headers((), shows_frames=True))


def page_routes(settings: Settings, current: Current, times: Times) -> Blueprint:
    """The blueprint of the pages; ``times`` reads the store."""
    pages, routes = Pages(settings, current, times), Blueprint("pages")
    for path, handler in (
        ("/", pages.chat), ("/chat", pages.chat), ("/about", pages.about), ("/about/host", pages.preview),
        (f"/{LOADER}", pages.loader), ("/static/<path:path>", pages.static),
        ("/manifest.webmanifest", pages.web_manifest),
    ):
        routes.add_route(handler, path, name=path.strip("/").replace("/", "_") or "home")
    return routes


def found(content: Content | None) -> Content:
    """Raises NotFound for none."""
    if content is None:
        raise NotFound("There is no such file.")
    return content


def is_shown_by_us(request: Request) -> bool:
    """Whether a page of this very origin shows the asked one in a frame; browsers say so."""
    told = request.headers
    return told.get("sec-fetch-dest") == "iframe" and told.get("sec-fetch-site") == "same-origin"
