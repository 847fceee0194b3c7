"""Names that nothing knows are found as places and venues, and words that only look like names are not."""
from __future__ import annotations

from dataclasses import replace

import pytest
from reading import sample_lexicon, trained_tagger

from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.mentions import is_unknown, lies_there, signed
from bot.nlu.readers.spans import Span


@pytest.fixture(scope="module")
def unknown(models):
    """The names in a text that nothing knows, each with the entity that it is."""
    lexicon = replace(sample_lexicon(), tagger=trained_tagger(models))

    def names(text: str) -> list[tuple[str, str]]:
        text = normalise(text)
        return [(text[s.start:s.end], s.entity) for s in find_facts(text, lexicon) if is_unknown(s.entity, s.value)]

    return names


@pytest.mark.parametrize(("text", "name"), [
    ("幸福小镇十八期现在是几级风险", "幸福小镇十八期"), ("梦里花园属于什么风险", "梦里花园"), ("帮我查查阳光里小区风险等级", "阳光里小区"),
    ("请问我住梦幻家园是啥风险区", "梦幻家园"), ("你好，云上新城到底是不是高风险", "云上新城"), ("那翠柏澜庭呢", "翠柏澜庭"),
    ("我在芦堂庄园，药店开吗", "芦堂庄园"), ("建业天筑是什么风险区", "建业天筑"),
])
def test_a_place_that_nobody_knows_is_a_place_that_was_named(unknown, text, name):
    assert unknown(text) == [(name, "place")]


@pytest.mark.parametrize(("text", "name"), [("赌场能开吗", "赌场"), ("中风险区的占卜屋让营业吗", "占卜屋")])
def test_a_venue_of_no_kind_is_a_venue_that_was_named(unknown, text, name):
    assert unknown(text) == [(name, "venue_kind")]


@pytest.mark.parametrize("text", [
    "我们小区是什么风险", "附近小区现在是啥等级", "隔壁小区是不是高风险区", "整个郑州城是什么等级", "低风险小区是啥区", "老家村里是啥风险", "那明年呢", "😂😂😂",
    "那种地方能开吗", "中原区的理发店能开吗", "郑州现在什么情况", "单元门给焊死了，着火咋跑", "孩子在哆来咪托育园，下周能去不",
])
def test_what_names_nothing_that_is_not_known(unknown, text):
    assert unknown(text) == []


@pytest.mark.parametrize(("text", "there"), [
    ("洛阳的理发店能开吗", True), ("要是在开封呢", True), ("从洛阳回来要做核酸吗", False), ("我要去北京", False),
])
def test_a_city_elsewhere_is_asked_about_unless_somebody_only_comes_or_goes(text, there):
    (away,) = [span for span in find_facts(text, sample_lexicon()) if span.entity == "out_of_city"]
    place = lies_there(text, away)
    assert bool(place) is there
    assert not place or (place.entity == "place" and not place.value["candidates"])


def test_what_lies_behind_a_city_elsewhere_lies_there_too(models):
    lexicon = replace(sample_lexicon(), tagger=trained_tagger(models))
    spans = find_facts("邯郸丛台区属于什么风险", lexicon)
    assert [span.entity for span in spans if span.entity in ("place", "out_of_city")].count("place") == 0


def test_what_is_known_is_one_sign_and_positions_are_kept():
    view = signed("金水区的药店呢", [Span(0, 3, "place", {}), Span(4, 6, "venue_kind", "pharmacy"), Span(6, 7, "now", True)])
    assert view.text == "§的¤呢" and view.at == ((0, 3), (3, 4), (4, 6), (6, 7))
