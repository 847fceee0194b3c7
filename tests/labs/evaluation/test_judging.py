"""Right needs topic, verdict and all facts; nothing that was refused counts as wrong, nor the other way round."""
from __future__ import annotations

from datetime import datetime

import pytest
from content_folder import AFTER, EVENT

from bot.model_rollout.cases import read_cases
from labs.evaluation.judging import Asked, judge
from labs.evaluation.report import lines


def outcome(facts, cases, case: str, topic: str, text: str = "", verdict: str | None = None, at: datetime = EVENT):
    [read] = read_cases(cases(f"- {case}"), facts.release.answers)
    receipt = {"topic": topic, "verdict": verdict, "as_of": at.isoformat()}
    return judge(Asked(read, {"messages": [{"text": text}], "receipt": receipt}, 0.9), facts)


def test_facts_are_looked_for_in_the_state_of_the_instant(facts):
    answer = "11月7日7:00到13:00,按社区（村）安排。\n依据：公告，2022年11月6日"
    assert facts.faults("screening_time", answer, EVENT) == ()
    assert any("已经结束" in fault for fault in facts.faults("screening_time", answer, AFTER))


def test_the_day_of_the_source_is_no_statement(facts):
    topic, barred = "unsealing_when", r"\d+[月日天] must not be said"
    assert barred not in facts.faults(topic, "再等等。\n依据：公告（2022年），2022年11月6日\n再说一句。", EVENT)
    assert barred in facts.faults(topic, "11 月 9 日。\n依据：公告", EVENT)


@pytest.mark.parametrize(("case", "topic", "text", "verdict", "result"), [
    ("{q: a, topic: thanks}", "thanks", "不客气", None, "right"),
    ("{q: a, topic: thanks}", "thanks", "好", None, "wrong"),
    ("{q: a, topic: thanks}", "greet", "不客气", None, "wrong"),
    ("{q: a, topic: thanks}", "out_of_scope", "", None, "refused"),
    ("{q: a, topic: venue_open, verdict: open}", "venue_open", "可以营业", "open", "right"),
    ("{q: a, topic: venue_open, verdict: open}", "venue_open", "可以营业", "closed", "wrong"),
    ("{q: a, verdict: open}", "venue_open", "可以营业", "open", "right"),
    ("{q: a, verdict: open}", "out_of_scope", "", None, "refused"),
    ("{q: a, topic: out_of_scope}", "out_of_scope", "", None, "right"),
    ("{q: a, topic: out_of_scope}", "thanks", "不客气", None, "wrong"),
])
def test_judging(facts, cases, case, topic, text, verdict, result):
    assert outcome(facts, cases, case, topic, text, verdict).result == result


def test_sealed_cases_are_counted_and_not_shown(facts, cases):
    [case] = read_cases(cases("- {q: 秘密, topic: thanks}", "sealed/a.yml"), facts.release.answers)
    reply = {"messages": [], "receipt": {"topic": "greet", "verdict": None, "as_of": EVENT.isoformat()}}
    printed = "\n".join(lines([judge(Asked(case, reply), facts)]))
    assert "wrong    1" in printed and "秘密" not in printed
