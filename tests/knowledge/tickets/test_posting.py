"""A wrap-up text reaches the ticket system signed, once and again until it is taken, and no kill loses it."""
from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from feed_server import Answer, serving

from bot.stores.turn_store import MIGRATIONS
from knowledge.clock import parse_instant
from knowledge.database import migrate, open_engine
from knowledge.settings import Settings
from knowledge.tickets import outbox
from knowledge.tickets.model import ARRIVED, GIVEN_UP, LEASE, PAUSES, WAITING, Ticket
from knowledge.tickets.posting import post_next

AT, KEY = parse_instant("2026-11-29T10:00:00+08:00"), "a key that is long enough"
TEXT = json.dumps({"text": "来电人问理发店能不能开，已按通告答复。"}, ensure_ascii=False)
SECOND = timedelta(seconds=1)


@pytest.fixture()
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'tickets.db'}")
    migrate(engine, MIGRATIONS, "bot_version")
    outbox.put(engine, Ticket("k1", "hotline:c1", "吴坐席", TEXT, AT, next_at=AT))
    yield engine
    engine.dispose()


def settings(url: str) -> Settings:
    return Settings(tickets_url=f"{url}/tickets", tickets_key=KEY, secret="for-tests")


def test_a_text_arrives_signed_and_is_then_kept_no_longer(engine):
    with serving(Answer()) as feed:
        assert post_next(engine, settings(feed.url), AT) and not post_next(engine, settings(feed.url), AT)
    headers, (body,) = feed.asked[0], feed.bodies
    expected = hmac.new(KEY.encode(), headers["X-Jumin-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Jumin-Signature"] == f"sha256={expected}" and body.decode() == TEXT
    assert int(headers["X-Jumin-Timestamp"]) == int(AT.timestamp())
    assert [(one.state, one.body) for one in outbox.of_call(engine, "hotline:c1")] == [(ARRIVED, "")]


def test_what_is_not_taken_is_posted_again_later_as_the_same_text(engine):
    with serving(Answer(503), Answer(302, headers={"Location": "/elsewhere"}), Answer()) as feed:
        at = AT
        for pause in PAUSES[:2]:
            assert post_next(engine, settings(feed.url), at)
            assert not post_next(engine, settings(feed.url), at + pause - SECOND)
            at += pause
        assert post_next(engine, settings(feed.url), at)
    assert feed.bodies == [TEXT.encode()] * 3 and {one["X-Jumin-Delivery"] for one in feed.asked} == {"k1"}
    assert len({one["X-Jumin-Signature"] for one in feed.asked}) == 3
    assert outbox.of_call(engine, "hotline:c1")[0].state == ARRIVED


def test_what_will_never_be_taken_is_given_up_at_once(engine):
    with serving(Answer(400)) as feed:
        assert post_next(engine, settings(feed.url), AT)
        given_up = outbox.of_call(engine, "hotline:c1")[0]
        assert (given_up.state, given_up.trouble, given_up.body) == (GIVEN_UP, "answered with status 400", TEXT)
        assert not post_next(engine, settings(feed.url), AT + timedelta(days=1))
    assert len(feed.bodies) == 1


def test_a_system_that_stays_away_is_asked_a_bounded_number_of_times(engine):
    at, tries = AT, 0
    while post_next(engine, settings("http://127.0.0.1:9"), at):
        tries += 1
        at = outbox.of_call(engine, "hotline:c1")[0].next_at or at
    assert tries == len(PAUSES) + 1 and outbox.of_call(engine, "hotline:c1")[0].state == GIVEN_UP


def test_who_is_killed_in_the_middle_leaves_it_to_the_next_and_two_never_have_it_at_once(engine):
    taken = outbox.claim(engine, AT)
    assert taken.tries == 1 and outbox.claim(engine, AT + LEASE - SECOND) is None
    again = outbox.claim(engine, AT + LEASE)
    assert again.tries == 2 and again.body == TEXT
    # The first was only slow: what it says of its try no longer counts.
    assert not outbox.settle(engine, taken, taken.failed("late", AT, True))
    assert outbox.of_call(engine, "hotline:c1")[0].state == WAITING
