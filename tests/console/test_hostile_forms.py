"""A thousand hostile strings through every form that can be reached by the links of the pages: each is taken or refused
with a sentence; none becomes markup, and no page fails. New forms are found by themselves."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from urllib.parse import urljoin, urlsplit

import pytest
from console_desk import Browser, Town, ask_in_vain, town_in
from content_folder import small_folder
from hostile import SEEDS, STRINGS, assert_no_markup
from lxml import html

# How many requests bring all of them through a form with one field.
MOST_REQUESTS, MOST_IN_A_FOLDER = 12, 4
# A topic that a city's file has is written by a form.
FIRST = ("/answers/temporary_points", "/facts/temporary_points", "/")
# What would end the walk itself.
LEFT_OUT = {"/logout", "/login", "/password"}
WORKED = {200, 303, 400, 403, 404, 409, 413, 422}


@dataclass(frozen=True)
class Form:
    """Where it stands, where it goes, and its fields: those that are typed in, and all others with their values."""

    page: str
    action: str
    typed: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    """A small city, so that the check of its documents is quick."""
    town = town_in(tmp_path_factory.mktemp("hostile"), small_folder(tmp_path_factory.mktemp("city")))
    ask_in_vain(town, "停水了找谁", "快递还收吗")
    li = town.browser("李编")
    li.get("/intake")
    li.post("/intake/paste", text="关于恢复堂食的通告\n一、自12月2日6时起，低风险区餐饮场所恢复堂食，详询0371-65550000。\n2022年12月1日")
    for _ in range(2):
        li.get("/notices/new")
        li.post("/notices/write", notice=f"n{_}", title="题", short=f"简{_}", issuer="市", start="2022-11-30T00:00",
                note="注", **{"name-0": "一", "about-0": "内容"})
    li.get("/drafts/2")
    li.post("/drafts/2/submit")
    return town


def test_there_are_a_thousand_different_ones():
    assert len(set(STRINGS)) == len(STRINGS) == 1000


@pytest.mark.parametrize("name", ["总", "吴坐席", "郑班长"])
def test_no_string_breaks_a_form_or_becomes_markup(town, name):
    browser = town.browser(name)
    forms = found_in(browser)
    assert name != "总" or len(forms) >= 15, sorted(form.action for form in forms)
    for form in forms:
        for fields in filled(form):
            assert send(browser, form, fields) in WORKED, (form, fields)
        assert_no_markup(browser.client.get(form.page).text)


def found_in(browser: Browser) -> list[Form]:
    """The forms of all pages that links lead to from the first one, each once; of pages in one folder some."""
    todo, seen, forms, folders = [*FIRST], {*FIRST}, {}, Counter()
    while todo:
        page = todo.pop(0)
        folders[folder := urlsplit(page).path.rpartition("/")[0]] += 1
        if folder and folders[folder] > MOST_IN_A_FOLDER:
            continue
        answer = browser.client.get(page)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        tree = html.document_fromstring(answer.text)
        for link in tree.xpath("//a/@href"):
            path = urljoin(page, link).partition("#")[0]
            if not urlsplit(path).netloc and path not in seen:
                seen.add(path)
                todo.append(path)
        for form in tree.xpath("//form[@action]"):
            one = form_of(page, form)
            if one.action not in LEFT_OUT and (one.typed or one.others):
                steps = one.action.strip("/").split("/")
                forms.setdefault((steps[0], steps[-1]), one)
    return list(forms.values())


def form_of(page: str, form) -> Form:
    """As it stands in the page."""
    typed = [one.get("name") for one in form.xpath(".//textarea[@name] | .//input[@name]")
             if one.tag == "textarea" or one.get("type", "text") not in ("hidden", "checkbox", "radio", "file")]
    others = [(one.get("name"), one.get("value") or "") for one in form.xpath(".//input[@type='hidden'][@name]")]
    others += [(one.get("name"), (one.xpath(".//option[@selected]/@value") or one.xpath(".//option/@value") or [""])[0])
               for one in form.xpath(".//select[@name]")]
    return Form(page, form.get("action"), tuple(typed), tuple(pair for pair in others if pair[0] != "csrf_token"))


def filled(form: Form) -> Iterator[dict[str, str]]:
    """Its fields as they are sent: all strings through those that are typed in, then a few through all others, which
    somebody may send as well."""
    size = max(1, ceil(len(STRINGS) / (MOST_REQUESTS * max(1, len(form.typed)))))
    chunks = ["\n".join(STRINGS[start:start + size]) for start in range(0, len(STRINGS), size)]
    while form.typed and chunks:
        own, chunks = chunks[:len(form.typed)], chunks[len(form.typed):]
        yield dict(form.others) | dict(zip(form.typed, own, strict=False))
    for seed in SEEDS[::7]:
        yield {name: seed for name, _ in form.others} | dict.fromkeys(form.typed, "x")


def send(browser: Browser, form: Form, fields: dict[str, str]) -> int:
    """The status; what comes back is looked at."""
    answer = browser.client.post(form.action, data={"csrf_token": browser.token, **fields})
    assert_no_markup(answer.text)
    return answer.status_code
