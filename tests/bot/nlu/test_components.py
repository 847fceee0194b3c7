"""The components' settings and what they hand on."""
from __future__ import annotations

import re

import pytest
from bot.nlu.corrections import find_asides
from bot.nlu.hypotheticals import find_suppositions
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import InvalidConfigException
from support import ROOT

from actions.dialogue.message_facts import ASIDES
from bot.nlu.components import TopicClassifier, for_actions

GIVEN = {"none_fits_weight": 3, "refuse_below": 0.36, "ask_within": 0.1}


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize("value", [None, "0.3"])
def test_a_threshold_that_is_no_number_is_named(name, value):
    with pytest.raises(InvalidConfigException, match=re.escape(f"TopicClassifier needs a number for {name};")):
        TopicClassifier({**GIVEN, name: value}, None, None)


def test_what_states_no_fact_has_one_name_for_reader_domain_and_dialogue():
    text = "说错了，要是小区隔壁单元也再添一个，三单元以前没有过，现在咋封"
    spans = [*find_suppositions(text), *find_asides(text)]
    asides = {span.entity for span in for_actions(text, spans)} - {"supposed", "more_cases"}
    assert asides == ASIDES and asides <= set(Domain.load(str(ROOT / "domain")).entities)
