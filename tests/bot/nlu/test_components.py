"""What the components hand on."""
from __future__ import annotations

from rasa.shared.core.domain import Domain
from reading import read
from support import ROOT

from actions.dialogue.message_facts import ASIDES
from bot.nlu.components import as_heard, for_actions
from bot.nlu.readers import corrections, counts, hypotheticals, more_cases
from bot.nlu.readers.spans import Span


def test_what_states_no_fact_has_one_name_for_reader_domain_and_dialogue():
    text = "说错了，要是小区隔壁单元也再添一个，昨天三单元又添了一例，现在咋封，哪些店能开"
    spans = [span for reader in (more_cases, counts, hypotheticals, corrections) for span in read(reader, text)]
    asides = {span.entity for span in for_actions(text, spans)} - {"supposed", "more_cases", "cases", "units"}
    assert asides == ASIDES and asides <= set(Domain.load(str(ROOT / "domain")).entities)


def test_a_place_written_in_pinyin_is_offered_and_not_taken():
    district = {"candidates": [{"district": "金水区"}], "exact": True, "unknown": None, "text": "金水区"}
    home = {**district, "candidates": [{"district": "金水区", "compound": "凯田花园"}]}
    assert as_heard(Span(0, 3, "place", home)).value == {**home, "exact": False}
    assert as_heard(Span(0, 3, "place", district)).value == district
    assert as_heard(Span(0, 2, "venue_kind", "barber")).value == "barber"
