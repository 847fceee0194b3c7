"""/faq and /faq.json: today's answers to be read, and for search engines as schema.org's FAQPage."""
from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.answering.nlg import ReleaseGenerator
from bot.answering.today import Today, Told, today
from bot.channels.protocol import Host
from bot.pages.city_page import render
from bot.pages.policy import page_headers
from knowledge import clock
from knowledge.answers import say_day, say_hour
from knowledge.silences.standing import standing

HTML, JSON_LD = "text/html; charset=utf-8", "application/ld+json"
# A silence comes without notice: no copy of the page is believed for longer.
MOST_SECONDS = 10


@dataclass(frozen=True)
class Rendered:
    """Both forms of what was true of ``key``: the release, the silences and the minute."""

    key: tuple
    until: datetime | None
    html: str
    json: str


class FaqPages:
    """Renders the pages once for all who read them in a minute."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.rendered: Rendered | None = None
        self.rendering = asyncio.Lock()

    async def html(self, request: Request) -> HTTPResponse:
        """The readable page."""
        found = await self._look()
        return answer(request, found.html, HTML, max_age(found.until, self.host.settings.instant()))

    async def json(self, request: Request) -> HTTPResponse:
        """The same as JSON-LD."""
        found = await self._look()
        return answer(request, found.json, JSON_LD, max_age(found.until, self.host.settings.instant()))

    async def _look(self) -> Rendered:
        now, machine, generator = self.host.settings.instant(), clock.machine_utc(), self.host.generator
        silences = tuple(await self.host.turns.store.batches.run(standing, machine))
        key = generator.release.identifier, silences, now.replace(second=0, microsecond=0)
        async with self.rendering:
            known = self.rendered
            if known is None or known.key != key or (known.until and known.until <= now):
                # Beside the event loop: it takes as long as some twenty turns.
                found = await asyncio.to_thread(today, generator, now, silences, machine)
                known = Rendered(key, found.until, self._page(found, generator), json_ld(found, generator))
                self.rendered = known
            return known

    def _page(self, found: Today, generator: ReleaseGenerator) -> str:
        settings = generator.settings
        return render(
            "faq.html", city=settings.city,
            title=generator.release.city.title, disclaimer=generator.release.city.disclaimer,
            hotline=settings.hotline, emergency=settings.emergency, found=found, say_hour=say_hour,
            as_of=f"{say_day(found.at.date())}{found.at:%H:%M}", day_of=lambda day: say_day(clock.parse_instant(day)),
        )


def faq_routes(host: Host) -> Blueprint:
    """The blueprint of both pages."""
    pages, routes = FaqPages(host), Blueprint("faq")

    @routes.get("/faq")
    async def html(request: Request) -> HTTPResponse:
        return await pages.html(request)

    @routes.get("/faq.json")
    async def as_json(request: Request) -> HTTPResponse:
        return await pages.json(request)

    return routes


def answer(request: Request, body: str, content_type: str, seconds: int) -> HTTPResponse:
    """The body, or that the asker's copy is still right."""
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {**page_headers(()), "ETag": tag, "Cache-Control": f"public, max-age={seconds}, must-revalidate"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return HTTPResponse(status=304, headers=headers)
    return HTTPResponse(body, headers=headers, content_type=content_type)


def matches(asked: str, tag: str) -> bool:
    """Whether an If-None-Match names this tag; weak ones match, too."""
    return asked.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in asked.split(","))


def max_age(until: datetime | None, now: datetime) -> int:
    """For how many seconds a copy is right: never past the next change of any fact."""
    left = MOST_SECONDS if until is None else int((until - now).total_seconds())
    return max(0, min(MOST_SECONDS, left))


def json_ld(found: Today, generator: ReleaseGenerator) -> str:
    """schema.org's FAQPage; what is silenced is no answer for a search engine."""
    city = generator.release.city
    page: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "FAQPage", "inLanguage": "zh-CN", "name": city.title,
        "about": {"@type": "City", "name": city.name}, "dateModified": found.at.isoformat(),
        "version": found.release, "mainEntity": [question(told) for told in found.answers if told.sources],
    }
    return json.dumps({**page, **expiry(found.until)}, ensure_ascii=False)


def question(told: Told) -> dict[str, Any]:
    """One question with its answer, what it cites, and until when it holds as far as that is known."""
    cited = [
        {"@type": "Legislation", "name": source["title"], "description": "；".join(source["clauses"]),
         **({"datePublished": source["day"]} if source["day"] else {}),
         **({"url": source["url"]} if "url" in source else {})} for source in told.sources
    ]
    accepted = {"@type": "Answer", "text": told.text, "citation": cited, **expiry(told.until)}
    return {"@type": "Question", "@id": f"#{told.topic}", "name": told.title, "acceptedAnswer": accepted}


def expiry(until: datetime | None) -> dict[str, str]:
    return {"expires": until.isoformat()} if until else {}
