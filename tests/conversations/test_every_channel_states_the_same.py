"""Every topic and every verdict, through the real actions: what is read aloud beside a call, told in WeChat, by SMS
and in English states the same numbers, dates, times, places and limits as the page of the web."""
from __future__ import annotations

import pytest
from channel_forms import FORMS, PLACES, TOPICS, reply, text, unlike, verdicts
from support import MORNING

from knowledge.forms.facts import differing

VERDICTS = verdicts(MORNING)


@pytest.mark.parametrize("form", FORMS)
def test_every_topic_states_the_same(askers, form):
    asker = askers.at(MORNING)
    assert {topic: found for topic, said in TOPICS.items() if (found := unlike(asker, said, form))} == {}


@pytest.mark.parametrize("form", FORMS)
def test_every_verdict_of_every_kind_of_zone_and_venue_states_the_same(askers, form):
    asker = askers.at(MORNING)
    told = {reply(asker, said, "web").receipt.verdict for said in VERDICTS.values()}
    assert len(VERDICTS) > 100 and len(told - {None}) > 3
    assert {cell: found for cell, said in VERDICTS.items() if (found := unlike(asker, said, form))} == {}


@pytest.mark.parametrize("form", FORMS)
def test_another_number_would_be_seen(askers, form):
    asker = askers.at(MORNING)
    other = FORMS[form](asker, TOPICS["screening_time"])
    assert differing(text(reply(asker, TOPICS["screening_time"], "web")) + "到23:47为止。", other, PLACES)
