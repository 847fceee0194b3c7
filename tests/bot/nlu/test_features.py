"""What the topic model looks at."""
from __future__ import annotations

import pytest
from hypothesis import given
from messages import messages

from bot.nlu.features import features, mask, syllable, weight
from bot.nlu.normalise import normalise
from bot.nlu.readers.spans import Span

JINSHUI = {"candidates": [{"district": "金水区"}]}
SHANGJIE = {"candidates": [{"district": "上街区"}]}


def test_what_stands_for_what():
    text = "金水区新增2例在2个单元的超市"
    spans = [
        Span(0, 3, "place", JINSHUI), Span(3, 7, "cases", 2), Span(8, 12, "units", 2), Span(13, 15, "venue_kind", "x")
    ]
    assert mask(text, spans) == "§♯在♭的超市"


def test_a_district_outside_the_screening_has_a_sign_of_its_own():
    inside, outside = (mask("在这儿做", [Span(1, 3, "place", place)]) for place in (JINSHUI, SHANGJIE))
    assert inside != outside and {inside[0], outside[0]} == {"在"} and inside[2:] == outside[2:] == "做"


def test_venues_and_zones_stay_readable():
    spans = [Span(0, 4, "zone_kind", "low_risk"), Span(4, 6, "venue_kind", "pharmacy")]
    assert mask("低风险区药店", spans) == "低风险区药店"


def test_no_facts_no_signs():
    assert mask("几点开门", []) == "几点开门"


def test_a_span_inside_another_is_swallowed():
    spans = [Span(0, 4, "place", JINSHUI), Span(1, 2, "cases", 1)]
    assert mask("大学路一号", spans) == "§号"


def test_runs_pairs_syllables_and_words():
    found = features("查核酸")
    assert {"核", "^查", "核酸", "酸$", "~:查酸", "~:^核", "~:^酸", "p:he-suan", "p:ca", "w:核酸", "w:查"} <= set(found)


def test_pairs_reach_over_one_or_two_characters_and_count_less():
    found = features("甲乙丙丁")
    assert "~:甲丙" in found and "~:甲丁" in found and "~:甲乙" not in found
    assert weight("~:甲丙") < weight("甲乙") == weight("p:jia-yi") == 1


def test_punctuation_makes_no_difference():
    assert features("核酸，在哪？？") == features("核酸 在哪")


@pytest.mark.parametrize(("one", "other"), [("核", "河"), ("是", "四"), ("张", "赃"), ("封", "分"), ("采", "彩")])
def test_homophones_and_near_ones_share_a_syllable(one, other):
    assert syllable(one) == syllable(other)


@pytest.mark.parametrize(("one", "other"), [("核", "酸"), ("开", "关"), ("a", "b")])
def test_other_sounds_do_not(one, other):
    assert syllable(one) != syllable(other)


@given(messages)
def test_no_text_raises_and_features_are_stable(text):
    for each in (text, normalise(text)):
        found = features(each)
        assert found == features(each) and all(isinstance(f, str) and f and "\n" not in f for f in found)
        assert mask(each, []) == each


def test_any_place_of_the_country_stands_beside_the_same_neighbours():
    assert {"n:到~", "n:~$"} <= set(features("从平顶山到驻马店")) & set(features("从成都到北京"))
