"""Notices of other days (tests/cases/walks), entered from their text alone in a browser: from the login to what
residents are told before, at and after each instant, with how long that takes who enters it, and who approves it, by
what they read and press."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from console_desk import CHROMIUM, PASSWORD, Town, town_in
from playwright.sync_api import Page
from ruamel.yaml import YAML
from support import ROOT

from knowledge import clock
from knowledge.desk import reading
from knowledge.desk.showing import release_of
from knowledge.releases.comparison.said import words_to
from knowledge.releases.release import Release
from knowledge.rulebook.venues import decide_venue

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here")
WALKS = sorted((ROOT / "tests" / "cases" / "walks").glob("*.yml"))
SECONDS_A_PRESS, LETTERS_A_SECOND, MOST_SECONDS = 2, 5, 600


# What is typed or chosen in a field that is not folded away is read as well.
SEEN = """where => {
  const seen = document.querySelector(where).cloneNode(true);
  seen.querySelectorAll("script, [type=hidden], details:not([open]) > :not(summary)").forEach(one => one.remove());
  seen.querySelectorAll("select").forEach(one => one.replaceWith(
    (one.querySelector("[selected]") || one.options[0] || {textContent: ""}).textContent));
  seen.querySelectorAll("input").forEach(one => one.replaceWith(one.getAttribute("value") && !["checkbox", "radio"]
    .includes(one.type) ? one.getAttribute("value") : ""));
  return seen.textContent;
}"""


@dataclass
class Hand:
    """Somebody at a page: each press and each filled field is counted, and what has to be read."""

    page: Page
    presses: int = 0
    letters: int = 0

    def press(self, where: str) -> None:
        self.presses += 1
        self.page.click(where)

    def fill(self, where: str, value: str) -> None:
        self.presses += 1
        self.page.fill(where, value)

    def reads(self, where: str) -> str:
        """What is seen there, once the page has it: neither what is folded away nor what could be chosen instead."""
        self.page.wait_for_selector(where, state="attached")
        text = self.page.evaluate(SEEN, where)
        self.letters += len("".join(text.split()))
        return text

    @property
    def seconds(self) -> float:
        return self.presses * SECONDS_A_PRESS + self.letters / LETTERS_A_SECOND


@pytest.fixture()
def hands(chromium, address) -> Callable[[str], Hand]:
    """Signs people in."""
    def sign_in(name: str) -> Hand:
        page = chromium.new_context(viewport={"width": 1100, "height": 800}).new_page()
        page.set_default_timeout(180_000)
        page.goto(address)
        hand = Hand(page)
        hand.fill("#name", name)
        hand.fill("#password", PASSWORD)
        hand.press("main button")
        page.wait_for_selector("text=您好")
        return hand
    return sign_in


@pytest.fixture(scope="module", params=WALKS, ids=lambda walk: walk.stem)
def walk(request) -> dict:
    """A text, and what is right: of kinds of venues the verdict, the percent and the hours of a test, of a topic words
    that it has or lacks; ``before``: what was in force; ``most_seconds``: of one that takes more than ten minutes."""
    return YAML(typ="safe").load(request.param.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def town(walk, tmp_path_factory) -> Town:
    """One for each notice."""
    return town_in(tmp_path_factory.mktemp("console"), ROOT / "data")


def test_from_the_text_to_the_right_answers_within_ten_minutes(town: Town, walk: dict, hands):
    li = hands("李编")
    before = release_of(reading.texts(town.engine, clock.machine_utc())[1])
    number = enter(li, walk["text"])
    zhao = hands("赵审")
    approve(zhao, number)
    after = release_of(reading.texts(town.engine, clock.machine_utc())[1])
    wrong = [(told, said(before, told), said(after, told)) for told in walk["told"] if is_wrong(told, before, after)]
    assert wrong == []
    for hand in (li, zhao):
        print(f"{hand.presses} presses, {hand.letters} letters: {hand.seconds:.0f} s")
    most = walk.get("most_seconds", MOST_SECONDS)
    assert li.seconds + zhao.seconds <= most, [(hand.presses, hand.letters) for hand in (li, zhao)]


def enter(li: Hand, text: str) -> str:
    """All that is proposed is taken, but changes of texts that the city has not, and becomes a draft, which goes to
    review; its number."""
    li.press("nav >> text=录入")
    li.fill("#text", text)
    li.press("text=开始录入")
    li.reads("main")
    li.press("text=采用全部有把握的")
    for card in li.page.query_selector_all("fieldset.doubtful"):
        li.presses += 1
        card.query_selector(f"input[value={'drop' if is_of_none_of_ours(card) else 'take'}]").check()
    li.press("text=把采用的写成草稿")
    assert "还没有写成草稿" not in li.page.content(), li.page.inner_text("[role=alert]")
    number = li.page.url.rpartition("/")[2]
    assert "检查没有通过" not in li.reads("main"), li.page.inner_text("main")[:3000]
    li.press("button:has-text('提交审核')")
    assert not li.page.query_selector("[role=alert]"), li.page.inner_text("[role=alert]")
    return number


def is_of_none_of_ours(card) -> bool:
    """Whether a change is of an earlier text that stands in no list."""
    changed = card.query_selector("select[name^=notice-]")
    return changed is not None and not changed.input_value()


def approve(zhao: Hand, number: str) -> None:
    """Each part is read and signed; then the draft is in force."""
    zhao.reads(".columns > section")
    zhao.press(f"a:has-text('{number} 号')")
    zhao.reads("main")
    for box in zhao.page.query_selector_all("input[name=part]"):
        zhao.presses += 1
        box.check()
    zhao.press("button:has-text('批准')")
    zhao.reads("section.steps")
    zhao.press("button:has-text('发布') >> nth=0")
    zhao.page.wait_for_selector(".state.published")


def is_wrong(told: dict, before: Release, after: Release) -> bool:
    """Whether what is said now is not what is right."""
    now = said(after, told)
    if "topic" in told and told.get("says") != "before":
        return told["has"] not in now or told["lacks"] in now
    return now != (said(before, told) if told["says"] == "before" else tuple(told["says"]))


def said(release: Release, told: dict) -> tuple | str:
    """What the engine decides, or the words to a topic."""
    at = datetime.fromisoformat(told["at"]).replace(tzinfo=clock.SHANGHAI)
    if "topic" in told:
        return words_to(release, told["topic"], at)
    where = (told["place"],) if "place" in told else ()
    verdict = decide_venue(release.rulebook, told["venue"], told["zone"], at, where)
    return verdict.word, verdict.capacity, verdict.proof
