"""Which questions of a call have a card, and in what order: by all that was said, not by their own words alone."""
from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.hotline.certainty import NAMES, Evidence, Weights, weights
from bot.hotline.heard import Asked, Heard
from bot.hotline.talker import Reading
from bot.hotline.utterances import Utterance
from bot.hotline.weighing import Weighed, chosen, evidence, weighed

SAID = ("我身份证过期了", "户籍那边现在能办吗", "能不能邮寄")
# What the model makes of each text: the last stretch by itself sounds like another question.
SHARES = {
    SAID[0]: {"gap_documents": 0.99}, SAID[1]: {"gap_documents": 0.8}, SAID[2]: {"gap_parcels": 0.96},
    "，".join(SAID): {"gap_documents": 0.97, "gap_parcels": 0.02}, "，".join(SAID[1:]): {"gap_documents": 0.9},
    "，".join(SAID[:2]): {"gap_documents": 0.98},
}


class Model:
    async def shares(self, stretches: Sequence[str]) -> dict[str, float]:
        return SHARES["，".join(stretches)]


def asked(topic: str, at: int, sure: float, is_danger: bool = False) -> Asked:
    reading = Reading(topic, topic, sure, (topic,), {}, False, {"text": topic, "intent_ranking": []})
    return Asked((reading,), topic, sure, is_danger, at)


CALL = Heard([Utterance(text, True) for text in SAID], [asked("gap_documents", 1, 0.82), asked("gap_parcels", 2, 0.96)])


def order(*questions: tuple[str, float, bool]) -> list[str]:
    weighs = Weights((1.0,) * len(NAMES), 0.0, sure_from=0.85, fits_from=0.3, danger_from=0.3)
    found = [Weighed(asked(topic, 0, 0.9, is_danger), sure) for topic, sure, is_danger in questions]
    return [one.asked.topic for one in chosen(found, weighs)]


def test_all_that_was_said_outweighs_a_last_word_that_sounds_like_another_question():
    first, second = asyncio.run(weighed(CALL, Model(), weights()))
    assert (first.asked.topic, second.asked.topic) == ("gap_documents", "gap_parcels")
    assert first.certainty > weights().sure_from > 0.5 > second.certainty


def test_what_speaks_for_a_question_is_told_in_shares():
    documents, parcels = asyncio.run(evidence(CALL, Model()))
    assert (documents.whole, documents.beside, documents.elsewhere) == (0.97, 0.98, 0.99)
    assert (parcels.whole, parcels.beside, parcels.elsewhere) == (0.02, 0.0, 0.0)
    assert documents.early == parcels.early == pytest.approx(1 / 3) and documents.recent == parcels.recent == 1.0


def test_a_danger_that_may_well_be_one_stands_first():
    assert order(("screening_time", 0.9, False), ("danger_fire", 0.4, True)) == ["danger_fire", "screening_time"]


def test_what_only_sounds_like_a_danger_stands_behind():
    assert order(("danger_fire", 0.1, True), ("screening_time", 0.9, False)) == ["screening_time", "danger_fire"]


def test_at_most_three_stand_there_the_surest_and_of_two_alike_the_later():
    assert order(*((topic, 0.9, False) for topic in "abcd")) == ["d", "c", "b"]


def test_nothing_stands_there_where_not_even_the_first_may_well_be_it():
    assert order(("screening_time", 0.2, False)) == []


def test_the_weights_are_those_of_what_is_weighed_and_a_share_comes_of_it():
    weighs = weights()
    nothing = Evidence(**dict.fromkeys(NAMES, 0.0))
    assert len(weighs.of) == len(NAMES) and 0 < weighs.certainty(nothing) < weighs.fits_from < weighs.sure_from < 1
