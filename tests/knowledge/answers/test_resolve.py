"""An answer at an instant: its valid parts in their order, what they rest on, whether something has lapsed."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from content_folder import AFTER, EVENT, real_release
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers import Answer, Part, in_full, resolve
from knowledge.notices import Notice, Window
from knowledge.notices.model import Change
from knowledge.notices.window import Ended

DAY = datetime(2022, 11, 7, tzinfo=timezone(timedelta(hours=8)))


def hour(number):
    return DAY + timedelta(hours=number)


def notice(key, start=0, end=None, supersedes=()):
    window = Window(hour(start), None if end is None else hour(end))
    changes = tuple(Change("supersedes", other, None, window) for other in supersedes)
    return Notice(key, "notice", key, key, key, DAY.date(), window, {"a": "x"}, changes=changes)


def part(text, key="n", start=0, end=None, contradicts=None, **channels):
    return Part(text, key, "a", Window(hour(start), None if end is None else hour(end)), channels, contradicts)


def answer(*parts):
    return Answer("t", "g", "T", parts)


def test_parts_keep_their_order_and_each_source_is_named_once():
    said = resolve(answer(part("甲", "m"), part("乙"), part("丙", "m")), {"n": notice("n"), "m": notice("m")}, hour(1))
    assert (said.text, said.sources, said.lapsed) == ("甲乙丙", (("m", "a"), ("n", "a")), False)


@pytest.mark.parametrize(("at", "text", "lapsed"), [(0, "甲", False), (1, "甲", False), (2, "乙", True), (3, "乙", True)])
def test_a_part_holds_in_its_window_only(at, text, lapsed):
    said = resolve(answer(part("甲", end=2), part("乙", start=2)), {"n": notice("n")}, hour(at))
    assert (said.text, said.lapsed) == (text, lapsed)


def test_words_of_conversation_always_hold():
    said = resolve(answer(Part("您好", None, None, None)), {}, hour(0))
    assert (said.text, said.sources, said.lapsed) == ("您好", (), False)


def test_a_part_falls_with_its_notice():
    notices = {"n": notice("n"), "m": notice("m", 5, 7, ("n",))}
    texts = [resolve(answer(part("甲")), notices, hour(at)).text for at in range(4, 9)]
    assert texts == ["甲", "", "", "甲", "甲"]


def test_of_what_ended_the_last_is_known():
    said = resolve(answer(part("甲", end=2), part("乙", end=3)), {"n": notice("n")}, hour(4))
    assert (said.text, said.ended) == ("", Ended(hour(3), "n"))


@pytest.mark.parametrize(("at", "ended"), [(4, None), (6, Ended(hour(5), "n")), (8, None)])
def test_what_gave_way_to_a_later_text_ended_with_that(at, ended):
    notices = {"n": notice("n"), "m": notice("m", 5, 7, ("n",))}
    assert resolve(answer(part("甲")), notices, hour(at)).ended == ended


def test_a_contradiction_names_both_while_both_are_in_force():
    parts = answer(part("甲", contradicts=("m", "a")))
    notices = {"n": notice("n"), "m": notice("m", 2, 4)}
    before, during, after = (resolve(parts, notices, hour(at)) for at in (1, 3, 5))
    assert during.disagreeing == ((("n", "a"), ("m", "a")),) and during.sources == (("n", "a"), ("m", "a"))
    assert before.disagreeing == after.disagreeing == () and after.sources == (("n", "a"),)


def test_each_channel_has_its_wording():
    both = answer(part("甲", wechat="甲甲"))
    assert [
        resolve(both, {"n": notice("n")}, hour(0), c).text for c in ("web", "wechat", "hotline")
    ] == ["甲", "甲甲", "甲"]


@given(st.sampled_from(sorted(real_release().answers)), st.datetimes(datetime(2022, 10, 1), datetime(2023, 2, 1)),
       st.sampled_from(["web", "wechat", "hotline"]))
def test_nothing_is_said_without_a_notice_in_force(topic, at, channel):
    release, at = real_release(), at.replace(tzinfo=DAY.tzinfo)
    said = resolve(release.answers[topic], release.notices, at, channel)
    for key, clause in said.sources:
        assert release.notices[key].in_force.contains(at) and clause in release.notices[key].clauses
    assert not said.is_silent or not said.sources


@pytest.mark.parametrize("topic", sorted(t for t, a in real_release().answers.items() if a.cites))
def test_before_any_notice_nothing_is_stated(topic):
    release = real_release()
    said = resolve(release.answers[topic], release.notices, datetime(2022, 11, 5, 12, tzinfo=DAY.tzinfo))
    assert (said.is_silent, said.sources, said.lapsed) == (True, (), False)


def test_the_screening_lapses_with_its_event_and_its_duties_do_not():
    release = real_release()
    over = [t for t, a in release.answers.items() if resolve(a, release.notices, AFTER).lapsed]
    assert over and all(t.startswith("screening_") for t in over)
    for topic in ("screening_refuse", "screening_obstruct", "screening_vaccinated"):
        first, *_ = resolve(release.answers[topic], release.notices, EVENT).text.partition("。")
        assert first in resolve(release.answers[topic], release.notices, AFTER).text


def test_what_parts_leave_open_is_said_last_and_once_as_long_as_they_hold():
    one, other = (replace(part(text, end=end), unstated="哪天") for text, end in (("甲。", 3), ("", None)))
    asked = replace(answer(one, other, part("乙。")), ask="学校")
    say = {"unstated": "没有写：{things}。请问{whom}。", "whom": "社区"}
    tell = [in_full(resolve(asked, {"n": notice("n")}, hour(at)), lambda n, **v: say[n].format(**v)) for at in (1, 4)]
    assert tell == ["甲。乙。\n没有写：哪天。请问学校。", "乙。\n没有写：哪天。请问学校。"]
