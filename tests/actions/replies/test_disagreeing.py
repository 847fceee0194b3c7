"""Two notices in force that say different things: the reply names both and gives no verdict of its own."""
from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from content_folder import EVENT, real_release
from rasa.shared.core.trackers import DialogueStateTracker

from actions.context import ActionContext
from actions.replies.outbreak_replies import outbreak_messages
from actions.replies.venue_replies import venue_messages
from actions.tracker.conversation_state import ConversationState
from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import Reply, Uttered, render
from knowledge.database import open_engine
from knowledge.notices import Window
from knowledge.rulebook import Row, Scope
from knowledge.rulebook.model import OutbreakRule
from knowledge.settings import Settings

SETTINGS = Settings(now=EVENT.isoformat())
NOTHING = ConversationState("venue_open", None, None, None, None, None, None, False, EVENT)
BOTH = ("第三十四场疫情防控新闻发布会（", "公告2022年153号（采样安排")


@pytest.fixture(scope="module")
def context() -> ActionContext:
    """The real rules, and beside them a notice that opens restaurants everywhere and seals wide from five cases on."""
    book = real_release().rulebook
    since = {"window": Window(EVENT.replace(day=6, hour=0)), "issued": EVENT.date().replace(day=6)}
    rows = tuple(
        Row("2022-153", "一", verdict=verdict, venues=venues, scope=Scope(tuple(book.zones)), **since)
        for venues, verdict in ((("restaurant",), "open"), (None, "not_stated"))
    )
    rule = OutbreakRule("2022-153", "一", Window(EVENT), 4, 1)
    both = replace(book, rows=(*book.rows, *rows), outbreak=(*book.outbreak, rule))
    return ActionContext(SETTINGS, open_engine("sqlite://"), replace(real_release(), rulebook=both))


def reply(context: ActionContext, messages) -> Reply:
    """What a resident sees of the messages."""
    generator = ReleaseGenerator(release=context.release, settings=SETTINGS)
    tracker = DialogueStateTracker("x", [])
    said = [
        asyncio.run(
            generator.generate(f"utter_{m.words}", tracker, "web", **m.values)
        ) | {k: v for k, v in m.values.items() if v}
        for m in messages
    ]
    return render([Uttered.read(message) for message in said], context.release, EVENT, "venue_open", "model")


def text(found: Reply) -> str:
    return "".join(message["text"] for message in found.messages)


def check(found: Reply) -> None:
    assert all(name in text(found) for name in BOTH) and "12345" in text(found)
    assert set(found.receipt.notices) == {"press-34", "2022-153"}
    assert (found.receipt.verdict, found.refusals) == ("disagree", ("disagree",))


def test_a_venue(context):
    found = reply(context, venue_messages(context, replace(NOTHING, venue="restaurant", zone="low_risk")))
    check(found)
    assert "可以营业" in text(found) and "禁止堂食" in text(found)
    assert found.messages[0]["card"]["clause"] is None


def test_an_outbreak(context):
    check(reply(context, outbreak_messages(context, replace(NOTHING, cases=3, units=1))))


def test_where_only_one_of_them_speaks_it_decides(context):
    found = reply(context, venue_messages(context, replace(NOTHING, venue="restaurant", zone="high_risk")))
    assert (found.receipt.verdict, found.receipt.notices, found.refusals) == ("open", ("2022-153",), ())
    assert "press-34" in reply(
        context, venue_messages(context, replace(NOTHING, venue="pharmacy", zone="low_risk"))
    ).receipt.notices


def test_all_zones_at_once_say_where_they_disagree(context):
    messages = venue_messages(context, replace(NOTHING, venue="restaurant"))
    assert (
        "说得不一样" in text(reply(context, messages)) and "verdict" not in {k for k, v in messages[0].values.items() if v}
    )
