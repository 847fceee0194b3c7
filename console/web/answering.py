"""Answers of pages: a template that is filled in, or the way to another page."""
from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.documents.differences import by_character, changed_sentences
from console.documents.to_sign import because, key_of, required, topics_of
from console.web.asking import Ask
from console.web.chinese import in_chinese, words
from console.web.forms import Pressed
from knowledge.clock import SHANGHAI
from knowledge.releases.documents import kind_of
from knowledge.releases.gate.required_facts import FACTS

HERE = Path(__file__).parent


def minute(at: datetime) -> str:
    """An instant as it is read here: 2022-11-07 09:00."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


TEMPLATES = Environment(
    loader=FileSystemLoader(HERE.parent / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)


def cause(text: str) -> str:
    """What an answer changes because of, in words: ``topic dine_in`` is 话题 dine_in."""
    kind, _, name = text.partition(" ")
    return f"{words()['causes'].get(kind, kind)} {name}".strip()


def moment(text: str) -> str:
    """An instant in ISO 8601 as it is read here; empty for none."""
    return minute(datetime.fromisoformat(text)) if text else ""


def day_and_hour(text: str) -> str:
    """The same without its year, where one page tells of a few weeks."""
    at = datetime.fromisoformat(text).astimezone(SHANGHAI) if text else None
    return f"{at.month}月{at.day}日{at:%H:%M}" if at else ""


def document_kind(path: str) -> str:
    """What kind of document stands at a path."""
    kind = kind_of(path)
    return words()["documents"].get(kind, kind)


def with_draft(ask: Ask, number: int) -> str:
    """The address of a page as a draft has it."""
    return f"{ask.request.url.path}?{ask.request.url.include_query_params(draft=number).query}"


def form_of(path: str) -> str:
    """The page with the form of a document; empty where it has none."""
    if path == FACTS:
        return "/facts"
    folder, _, name = path.removesuffix(".yml").rpartition("/")
    page_of = {"notices": "/notices/{}/edit", "answers/topics": "/answers/{}", "nlu/faq": "/answers/{}"}
    return page_of[folder].format(part(name)) if folder in page_of else ""


def part(text: object) -> str:
    """A key as a part of a path."""
    return quote(str(text), safe="")


TEMPLATES.filters |= {
    "minute": minute, "chinese": in_chinese, "part": part, "cause": cause, "document_kind": document_kind,
    "named_key": key_of, "required": required, "moment": moment, "day_and_hour": day_and_hour, "form_of": form_of,
    "with_draft": with_draft,
}
TEMPLATES.globals.update(
    words=words(), by_character=by_character, changed_sentences=changed_sentences, because=because, topics_of=topics_of,
)


def hidden(name: str, value: str) -> Markup:
    """A field that nobody sees."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def page(ask: Ask, template: str, status: int = 200, **values) -> Response:
    """A page for who asks; its forms begin with ``pressed()``, their token."""
    settings = ask.console.settings
    token = Pressed.of(ask).csrf_token
    text = TEMPLATES.get_template(template).render(
        ask=ask, account=ask.account, pressed=lambda: hidden(token.name, token.current_token), city=settings.city,
        demonstration=minute(ask.now) if settings.clock_is_stopped else "", **values,
    )
    return HTMLResponse(text, status)


def go_to(path: str) -> Response:
    """What was asked is done; the page at ``path`` shows it, and loading that again does nothing twice."""
    return RedirectResponse(path, 303)
