"""The off switch on both databases: who may, what it reaches, and what the audit keeps of it."""
from __future__ import annotations

import pytest
from desks import HOUR, NOON, desk_of
from sqlalchemy.exc import DatabaseError

from knowledge.accounts.model import AccountRefused
from knowledge.audit.log import audited
from knowledge.database import transaction
from knowledge.silences.model import Silence, SilenceRefused, read_target, silence_of
from knowledge.silences.standing import standing
from knowledge.silences.store import silence, unsilence
from knowledge.silences.tables import SilenceRow

TOPICS, CHANNELS = ("dine_in", "danger_fire"), ("web", "wechat")


def of(target: str, number: int = 1, until=None) -> Silence:
    return Silence(number, *read_target(target, TOPICS, CHANNELS), f"第{number}句", until, "zhao", "有误", NOON)


def heard(*silences: Silence, topics=("dine_in",), channel="web", is_danger=False, at=NOON) -> str | None:
    found = silence_of(silences, topics, channel, is_danger, at)
    return found and found.sentence


def standing_in(engine, at) -> list[str]:
    with transaction(engine) as session:
        return [one.target for one in standing(session, at)]


def test_a_topic_is_silent_on_every_channel_and_no_other_topic_is():
    one = of("topic:dine_in")
    assert heard(one, channel="wechat") == heard(one, topics=("zone_types", "dine_in")) == "第1句"
    assert heard(one, topics=("zone_types",)) is None


def test_a_channel_is_silent_and_no_other_is():
    assert heard(of("channel:wechat"), channel="wechat") == "第1句" and heard(of("channel:wechat")) is None


@pytest.mark.parametrize("target", ["all", "channel:web"])
def test_who_is_in_danger_is_told_what_to_do_though_all_else_is_silent(target):
    assert heard(of(target)) == "第1句"
    assert heard(of(target), topics=("danger_fire",), is_danger=True) is None


def test_a_danger_is_silenced_by_its_own_topic_alone():
    silences = of("all", 1), of("topic:danger_fire", 2)
    assert heard(*silences, topics=("danger_fire",), is_danger=True) == "第2句"


def test_the_widest_speaks_and_of_two_the_newer():
    assert heard(of("topic:dine_in", 3), of("channel:web", 2), of("all", 1)) == "第1句"
    assert heard(of("topic:dine_in", 1), of("topic:dine_in", 2)) == "第2句"


def test_it_ends_when_it_was_to_end():
    one = of("all", until=NOON + HOUR)
    assert heard(one, at=NOON + HOUR / 2) and heard(one, at=NOON + HOUR) is None


@pytest.mark.parametrize(
    "target", ["", "topic:", "topic:dinein", "channel:mail", "topics:dine_in", "everything", "all:web"]
)
def test_what_there_is_not_cannot_be_silenced(target):
    with pytest.raises(SilenceRefused):
        read_target(target, TOPICS, CHANNELS)


def test_it_begins_and_ends_and_the_audit_has_both(stored):
    engine = desk_of(stored).engine
    new = silence(engine, ("topic", "dine_in"), "正在核实。", "zhao", "写错了", None, NOON)
    timed = silence(engine, ("all", ""), "系统维护。", "qian", "维护", NOON + HOUR, NOON)
    assert standing_in(engine, NOON) == ["topic:dine_in", "all"]
    assert standing_in(engine, NOON + HOUR) == ["topic:dine_in"]
    unsilence(engine, new.id, "qian", NOON)
    assert standing_in(engine, NOON) == ["all"]
    head, fault = audited(engine)
    assert (head.what, head.by, head.about, fault) == ("unsilenced", "qian", "topic:dine_in", "")
    for number in (new.id, timed.id + 1):
        with pytest.raises(SilenceRefused, match="no silence"):
            unsilence(engine, number, "qian", NOON)


def test_an_editor_silences_nothing_and_nothing_silenced_is_ever_changed(stored):
    engine = desk_of(stored).engine
    with pytest.raises(AccountRefused, match="this needs approver"):
        silence(engine, ("all", ""), "停。", "li", "试", None, NOON)
    with pytest.raises(SilenceRefused, match="is past"):
        silence(engine, ("all", ""), "停。", "zhao", "试", NOON, NOON)
    assert standing_in(engine, NOON) == []
    silence(engine, ("all", ""), "停。", "zhao", "试", None, NOON)
    with pytest.raises(DatabaseError), transaction(engine) as session:
        session.query(SilenceRow).update({"sentence": "改"})
