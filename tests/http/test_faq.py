"""/faq and /faq.json of a running bot: today's answers, their sources, and for how long a copy is right."""
from __future__ import annotations

import re

import pytest
import requests
from support import words

from bot.pages.policy import page_headers

CHAT_ONLY = ("greet", "danger_fire", "out_of_scope", "gap_go_out", "venue_open")


def get(served, path: str, method: str = "GET", **headers: str) -> requests.Response:
    return requests.request(method, f"{served.url}{path}", headers=headers, timeout=30)


@pytest.fixture(scope="module")
def asked(sample_city) -> dict[str, dict]:
    """What /faq.json answers, by topic."""
    page = get(sample_city, "/faq.json").json()
    assert (page["@context"], page["@type"]) == ("https://schema.org", "FAQPage")
    return {one["@id"].removeprefix("#"): one for one in page["mainEntity"]}


def test_an_answer_is_the_one_that_is_given_in_the_talk(sample_city, asked):
    session = sample_city.session()
    for text, topic in (("四定是哪四定", "four_fixed"), ("饭店能堂食吗", "dine_in"), ("八区核酸几点开始几点结束", "screening_time")):
        said = sample_city.say(text, session)
        assert said["receipt"]["topic"] == topic
        assert words(said).startswith(asked[topic]["acceptedAnswer"]["text"])


def test_every_answer_cites_a_source_and_only_answers_are_there(asked):
    assert len(asked) > 40 and not set(CHAT_ONLY) & set(asked)
    for question in asked.values():
        answer = question["acceptedAnswer"]
        assert answer["citation"] and question["name"] and not re.search(r"[{}]", answer["text"])


def test_an_answer_that_ends_today_says_until_when_and_the_page_expires_with_the_first(sample_city, asked):
    assert asked["screening_time"]["acceptedAnswer"]["expires"] == "2022-11-07T13:00:00+08:00"
    assert get(sample_city, "/faq.json").json()["expires"] == "2022-11-07T13:00:00+08:00"


@pytest.mark.parametrize("path", ["/faq", "/faq.json"])
def test_a_copy_is_right_for_seconds_and_asked_after_by_its_tag(sample_city, path):
    first = get(sample_city, path)
    assert re.fullmatch(r"public, max-age=(\d|10), must-revalidate", first.headers["Cache-Control"])
    again = get(sample_city, path, **{"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    head = get(sample_city, path, "HEAD")
    assert (head.status_code, head.content) == (200, b"") and head.headers["ETag"] == first.headers["ETag"]


def test_the_page_is_read_without_script_under_the_strict_policy(sample_city, asked):
    page = get(sample_city, "/faq")
    assert page.headers["Content-Security-Policy"] == page_headers(())["Content-Security-Policy"]
    assert page.headers["Content-Type"].startswith("text/html") and "<script" not in page.text
    assert re.findall(r'<article id="(\w+)"', page.text) == list(asked)
    assert "截至2022年11月7日09:00" in page.text and "style=" not in page.text
    assert get(sample_city, "/static/faq.css").status_code == 200
