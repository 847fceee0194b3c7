"""The chat page at / and its files, under a policy that allows nothing from another origin."""
from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.pages.modules import in_order
from knowledge.answers import fill, say_day
from knowledge.releases import Release
from knowledge.settings import Settings

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page_routes(settings: Settings, release: Release) -> Blueprint:
    """The blueprint of the pages."""
    templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(["html"]))
    routes = Blueprint("pages")
    routes.static("/static", HERE / "static", name="static")

    @routes.get("/")
    async def chat(request: Request) -> HTTPResponse:
        """The chat page; while the clock is set it says which day it shows."""
        page = templates.get_template("chat.html").render(
            city=settings.city, title=release.city.title, disclaimer=release.city.disclaimer,
            hotline=settings.hotline, emergency=settings.emergency,
            demonstration=demonstration(settings, release), day=f"{settings.instant():%-d %B %Y}",
            starters=[release.answers[topic].title for topic in release.city.first_questions],
            modules=[f"chat/{name}" for name in in_order(HERE / "static/chat")],
        )
        return html(page, headers=HEADERS)

    return routes


def demonstration(settings: Settings, release: Release) -> str:
    """The banner while the civil clock is stopped, empty while it runs."""
    return fill(release.words["demonstration"], day=say_day(settings.instant())) if settings.clock_is_stopped else ""
