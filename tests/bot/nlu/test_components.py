"""What the components hand on."""
from __future__ import annotations

from rasa.shared.core.domain import Domain
from reading import read
from support import ROOT

from actions.dialogue.message_facts import ASIDES
from bot.nlu.components import for_actions
from bot.nlu.readers import corrections, counts, hypotheticals, more_cases


def test_what_states_no_fact_has_one_name_for_reader_domain_and_dialogue():
    text = "说错了，要是小区隔壁单元也再添一个，昨天三单元又添了一例，现在咋封"
    spans = [span for reader in (more_cases, counts, hypotheticals, corrections) for span in read(reader, text)]
    asides = {span.entity for span in for_actions(text, spans)} - {"supposed", "more_cases", "cases", "units"}
    assert asides == ASIDES and asides <= set(Domain.load(str(ROOT / "domain")).entities)
