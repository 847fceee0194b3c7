"""The chat page at / and its files, under a policy that allows nothing from another origin."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.answering.nlg import ReleaseGenerator
from bot.pages.headers import HEADERS
from knowledge.answers import fill, say_day
from knowledge.releases import Release
from knowledge.settings import Settings

HERE = Path(__file__).parent
TEMPLATES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(["html"]))


def page_routes(words: Callable[[], ReleaseGenerator]) -> Blueprint:
    """The blueprint of the pages; ``words`` are those that are current when a page is asked for."""
    routes = Blueprint("pages")
    routes.static("/static", HERE / "static", name="static")

    @routes.get("/")
    async def chat(request: Request) -> HTTPResponse:
        """The chat page; while the clock is set it says which day it shows."""
        current = words()
        release, settings = current.release, current.settings
        page = TEMPLATES.get_template("chat.html").render(
            city=settings.city, title=release.city.title, disclaimer=release.city.disclaimer,
            hotline=settings.hotline, emergency=settings.emergency,
            demonstration=demonstration(settings, release), day=f"{settings.instant():%-d %B %Y}",
            starters=[release.answers[topic].title for topic in release.city.first_questions],
        )
        return html(page, headers=HEADERS)

    return routes


def demonstration(settings: Settings, release: Release) -> str:
    """The banner while the civil clock is stopped, empty while it runs."""
    return fill(release.words["demonstration"], day=say_day(settings.instant())) if settings.clock_is_stopped else ""
