"""A draft that breaks a required fact, turns a verdict that nobody signed, cites a clause that there is not, or was
approved by somebody who wrote in it, is not published: not by its page, not by a command, not by a request that no page
offers."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from console_desk import Town, parts_of, town_in
from content_folder import small_folder
from typer.testing import CliRunner

from bot.cli import app
from knowledge import clock
from knowledge.city.folder import city_folder
from knowledge.desk import Desk, reading
from knowledge.desk.drafts import Edit
from knowledge.desk.texts import sha

VENUES, NIGHT = "rulebook/venues.yml", "answers/topics/after_hours_testing.yml"
ROW = "zones: [low_risk], venues: [restaurant], verdict: takeaway, conditions: takeaway_controlled"
OPENED = "zones: [low_risk], venues: [restaurant], verdict: open"
# Who wrote it, the document, what stands there, and what instead; who tries to publish it, and how he is refused.
FAULTS = {
    "a required fact is broken": ("李编", NIGHT, "24小时", "全天", "赵审", ("不再说到", "no longer says", "this needs")),
    "a verdict turns unsigned": ("李编", VENUES, ROW, OPENED, "赵审", ("没有签字", "not signed")),
    "a clause is not there": (
        "李编", VENUES, "clause: dining", "clause: nowhere", "赵审", ("内容有错", "nowhere", "这一步要求", "this needs")),
    "an author approves": ("孙编审", VENUES, ROW, OPENED, "孙编审", ("写过草稿", "wrote in draft")),
}
STATES_IN_FORCE = {"published", "scheduled"}


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    root = small_folder(tmp_path_factory.mktemp("city"))
    (root / "cases").mkdir(exist_ok=True)
    (root / "cases/facts.yml").write_text("after_hours_testing: {always: ['24小时']}\n", encoding="utf-8")
    town = town_in(tmp_path_factory.mktemp("four"), root)
    town.folder, town.root = Path(str(town.engine.url.database)).parent, root
    town.browser("李编").get("/")
    return town


@pytest.fixture(params=FAULTS)
def draft(town, request) -> tuple[int, str, tuple[str, ...]]:
    """(its number, who tries to publish it, how he is refused); it has come as far as its author can bring it."""
    writer, path, old, new, tries, told = FAULTS[request.param]
    now = clock.machine_utc()
    text = reading.texts(town.engine, now)[1][path]
    assert old in text
    number = Desk(town.engine).begin([Edit(path, text.replace(old, new), sha(text))], writer, "改", now).number
    author = town.browser(writer)
    author.get(f"/drafts/{number}")
    author.client.post(f"/drafts/{number}/submit", data={"csrf_token": author.token})
    return number, tries, told


def state_of(town: Town, number: int) -> str:
    return reading.about(town.engine, number, clock.machine_utc())[0].draft.state


def test_its_page_offers_no_way(town, draft):
    number, tries, _ = draft
    page = town.browser(tries).get(f"/drafts/{number}")
    assert f'action="/drafts/{number}/publish"' not in page
    if f"/drafts/{number}/approve" in page:
        assert parts_of(page), "what may be approved is approved with its parts signed"


def test_no_request_does_it(town, draft):
    number, tries, told = draft
    browser = town.browser(tries)
    browser.get(f"/drafts/{number}")
    seen = reading.about(town.engine, number, clock.machine_utc())[0].draft.hash
    for step, fields in (
            ("approve", {"seen": seen}), ("approve", {"seen": seen, "part": ["flip nothing", "answers topic x"]}),
            ("publish", {"effective_at": ""}), ("publish", {"effective_at": "2099-01-01T00:00", "seen": seen})):
        answer = browser.client.post(f"/drafts/{number}/{step}", data={"csrf_token": browser.token, **fields})
        assert answer.status_code == 409, (step, answer.text[:500])
        assert any(words in answer.text for words in (*told, "这一处改动", "这一步要求")), answer.text[-600:]
    assert state_of(town, number) not in {"approved", *STATES_IN_FORCE}


def test_no_command_does_it(town, draft, command):
    number, tries, told = draft
    for step in ("approve", "publish"):
        extra = (f" --hash {reading.about(town.engine, number, clock.machine_utc())[0].draft.hash}"
                 if step == "approve" else "")
        said, code = command(f"draft {step} {number} --by {tries}{extra}")
        if told[0] == "没有签字" and step == "approve":
            # Who approves by command signs all that it was told before; that is a signature.
            assert code == 0 and state_of(town, number) == "approved"
            return
        assert code == 1, said
        assert any(words in said for words in (*told, "this needs")), said
    assert state_of(town, number) not in {"approved", *STATES_IN_FORCE}


@pytest.fixture()
def command(town, monkeypatch) -> Callable[[str], tuple[str, int]]:
    """A command of `jumin content` on the same store."""
    monkeypatch.setenv("JUMIN_DATABASE_URL", str(town.engine.url))
    monkeypatch.setenv("JUMIN_CITY_FOLDER", str(town.root))
    monkeypatch.setenv("JUMIN_VAR", str(town.folder))
    monkeypatch.setenv("JUMIN_NOW", "2022-11-07T09:00:00+08:00")
    city_folder.cache_clear()

    def typed(line: str) -> tuple[str, int]:
        done = CliRunner().invoke(app, ["content", *line.split()])
        return done.output, done.exit_code
    yield typed
    city_folder.cache_clear()
