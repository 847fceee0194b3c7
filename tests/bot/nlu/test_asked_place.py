"""An answer to the question for a place is read as one, with slips; the same words elsewhere are not."""
from __future__ import annotations

from types import SimpleNamespace

import pytest
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components import FactExtractor
from bot.nlu.sample_places import sample_gazetteer


@pytest.fixture(scope="module")
def extractor() -> FactExtractor:
    made = FactExtractor(None, None)
    made.gazetteer = SimpleNamespace(get=sample_gazetteer)
    return made


def tracker(requested: str | None) -> DialogueStateTracker:
    return DialogueStateTracker("resident", [TextSlot(REQUESTED_SLOT, mappings=[{}], initial_value=requested)])


def places(extractor: FactExtractor, text: str, asking: DialogueStateTracker | None) -> list[dict]:
    (message,) = extractor.process([Message({TEXT: text})], asking)
    return [entity["value"] for entity in message.get(ENTITIES) if entity["entity"] == "place"]


def test_a_slip_in_the_answer_is_offered(extractor):
    (place,) = places(extractor, "凯甜花圆", tracker("place"))
    assert place["text"] == "凯甜花圆" and not place["exact"] and len(place["candidates"]) <= 3
    assert place["candidates"][0]["compound"] == "凯田花园小区"


@pytest.mark.parametrize("asking", [None, tracker(None), tracker("venue_kind")])
def test_the_same_words_are_no_place_when_none_is_asked_for(extractor, asking):
    assert places(extractor, "凯甜花圆", asking) == []


def test_a_slip_beside_its_district_is_a_place_fact_that_is_not_exact(extractor):
    (place,) = places(extractor, "中原区锦衣二期附近哪有采样屋", None)
    assert (place["text"], place["exact"], place["unknown"]) == ("中原区锦衣二期", False, "")
    assert place["candidates"][0]["compound"] == "锦艺二期"
