"""300 hostile strings through the form of a notice and that of an answer: each comes back as the text that it was, or
is refused with a sentence; none becomes markup, another key or another file."""
from __future__ import annotations

import re

import pytest
from console_desk import filled
from hostile import SEEDS, assert_no_markup
from support import ROOT

from console.documents.answer_text import AnswerFields, PartFields
from console.documents.answer_text import fields_of as answer_of
from console.documents.answer_text import text_of as answer_text
from console.documents.notice_text import ClauseFields, NoticeFields
from console.documents.notice_text import fields_of as notice_of
from console.documents.notice_text import text_of as notice_text
from knowledge import clock
from knowledge.desk import reading

CITY = ROOT / "templates" / "city"

WRAPS = ("{}", "前 {}", "{} 后", "{}\n第二行", "“{}”")
STRINGS = [wrap.replace("{}", seed).strip() for seed in SEEDS for wrap in WRAPS]


def test_there_are_three_hundred():
    assert len(STRINGS) == 300


def test_each_comes_back_from_the_document_of_a_notice_and_of_an_answer():
    clauses = tuple(ClauseFields(f"c{place}", text) for place, text in enumerate(STRINGS))
    notice = NoticeFields("n", *["题"] * 3, "2022-11-29", "2022-11-30T00:00", "", "", (), clauses)
    assert notice_of("notices/n.yml", notice_text(notice, None)) == notice
    named = NoticeFields("n", *["题"] * 3, "2022-11-29", "2022-11-30T00:00", "", "", (), tuple(
        ClauseFields(text, "内容") for text in dict.fromkeys(STRINGS)))
    assert notice_of("notices/n.yml", notice_text(named, None)) == named
    parts = tuple(PartFields(text, "a#b", "", "", "", text, {"wechat": text}, place)
                  for place, text in enumerate(STRINGS))
    answer = AnswerFields("t", "题", parts)
    assert answer_of("t", answer_text(answer, None, "题"), "题") == answer


@pytest.mark.parametrize("half", [0, 1])
def test_as_clauses_of_a_notice_they_are_shown_as_they_were_written(town, half):
    li, strings = town.browser("李编"), STRINGS[half::2]
    li.get("/notices/new")
    page = li.post("/notices/write", notice=f"hostile-{half}", title="'\"><b>",
                   short=f"{{{{ '漏' * 3 }}}} {half}", issuer="<i>",
                   start="2022-11-30T00:00", note="<u>注</u>", **{f"name-{n}": f"c{n}" for n in range(150)},
                   **{f"about-{n}": text for n, text in enumerate(strings)})
    number = int(re.search(r"<h1>(\d+) 号草稿", page)[1])
    texts = reading.about(town.engine, number, clock.machine_utc())[1].ours
    kept = notice_of("x", texts[f"notices/hostile-{half}.yml"]).clauses
    assert [one.about for one in kept] == [text.strip() for text in strings]
    assert_no_markup(page)
    assert_no_markup(li.get(f"/notices/hostile-{half}?draft={number}"))
    assert_no_markup(li.get(f"/notices/hostile-{half}/edit?draft={number}"))


@pytest.mark.parametrize("third", [0, 1, 2])
def test_as_parts_of_an_answer_they_are_kept_or_refused_in_words(town, third):
    """Braces name what is filled in, so that these are refused; all others are said."""
    li, strings = town.browser("李编"), STRINGS[third::3]
    fields = filled(li.get("/answers/dine_in"))
    fields |= {f"text-{n}": text for n, text in enumerate(strings, 1) if n < 100}
    fields |= {f"clause-{n}": "2022-1#shops" for n in range(1, 100)}
    page = li.post("/answers/dine_in/write", 422, **fields | {"note": "试"})
    assert "花括号" in page or "填什么" in page
    assert_no_markup(page)
    sound = {
        name: value for name, value in fields.items() if not name.startswith("text-") or not set("{}") & set(value)
    }
    page = li.post("/answers/dine_in/write", **sound | {"note": "试"})
    assert "号草稿" in page
    assert_no_markup(page)


@pytest.mark.parametrize("wound", ["\0", "a\0b", "\x07", "\x1b[31m"], ids=["nul", "inside", "bell", "escape"])
def test_a_control_character_is_refused_or_comes_back(town, wound):
    li = town.browser("李编")
    li.get("/notices/new")
    page = li.client.post("/notices/write", data={
        "csrf_token": li.token, "notice": "wound", "title": f"题{wound}", "short": f"简{ord(wound[-1])}", "issuer": "市",
        "start": "2022-11-30T00:00", "note": "试", "name-0": "一", "about-0": f"内容{wound}"})
    assert page.status_code in (200, 409, 422), page.text[:500]
    assert "没有办成" in page.text or "还没有保存" in page.text or "号草稿" in page.text
