"""What the pages are told of the city and of where they stand. Pure but for the templates."""
from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.pages.in_languages import in_chinese
from knowledge.answers import say_day
from knowledge.notices.model import in_force
from knowledge.releases import Release
from knowledge.settings import Settings

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
)


def minute(at: datetime) -> str:
    """2022年11月7日09:00, in the zone that ``at`` carries."""
    return f"{say_day(at)}{at:%H:%M}"


TEMPLATES.filters["minute"] = minute


def render(template: str, **values: Any) -> str:
    """A page of templates/."""
    return TEMPLATES.get_template(template).render(**values)


def root_of(path: str) -> str:
    """The address of "/" as a page at ``path`` names it. Relative: what a proxy puts before our paths, only the browser
    knows."""
    return "../" * (path.count("/") - 1) or "./"


def city_values(settings: Settings, release: Release) -> dict[str, Any]:
    """The city's name, phones and what it says on its pages (bot.pages.in_languages)."""
    return {
        "city": settings.city, "hotline": settings.hotline, "emergency": settings.emergency,
        **in_chinese(settings, release), "hosts": json.dumps(settings.framing_sites),
    }


def now_values(settings: Settings, release: Release) -> dict[str, Any]:
    """The instant that answers are about, and the texts in force then, those of the press too."""
    at = settings.instant()
    texts = release.notices
    valid = sorted((text for text in texts.values() if in_force(text, texts, at)), key=lambda notice: notice.day)
    newest = f"《{valid[-1].title}》，{say_day(valid[-1].day)}" if valid else "没有"
    return {"now": minute(at), "notices": {"count": len(valid), "newest": newest}}


def manifest(settings: Settings, release: Release, icons: str) -> str:
    """The web app manifest, whose addresses count from "/"; ``icons`` is where the icons lie."""
    return json.dumps({
        "name": f"{release.city.title} · {settings.city}", "short_name": release.city.title, "lang": "zh-CN",
        "start_url": "./", "scope": "./", "display": "standalone",
        "theme_color": "#0b6e4f", "background_color": "#f4f6f5",
        "icons": [
            {"src": f"{icons}/icon.svg", "type": "image/svg+xml", "sizes": "any"},
            *({"src": f"{icons}/icon-{size}.png", "type": "image/png", "sizes": f"{size}x{size}"}
              for size in (192, 512)),
        ],
    }, ensure_ascii=False)
