"""When the examples of a draft are learnt, and what a model is asked by itself."""
from __future__ import annotations

from bot.gate.learning import learns
from bot.gate.reader import meaning, thresholds
from bot.nlu.readers.spans import Span
from bot.nlu.thresholds import check_thresholds
from knowledge.releases.gate.asked import Meaning


def test_examples_and_words_are_learnt_and_nothing_else():
    before = {"nlu/faq/a.yml": "1", "answers/topics/a.yml": "1"}
    assert learns(before, {**before, "nlu/faq/a.yml": "2"}) and learns(before, {**before, "language/elsewhere.yml": ""})
    assert learns(before, {"answers/topics/a.yml": "1"}) and not learns(before, {**before, "answers/topics/a.yml": "2"})


def test_the_thresholds_are_those_of_the_pipeline():
    check_thresholds(thresholds())


def test_a_meaning_names_its_venues_once_and_a_zone_where_there_is_one():
    spans = [Span(0, 2, "venue_kind", "shop"), Span(3, 5, "venue_kind", "shop"), Span(6, 8, "zone_kind", "low_risk")]
    assert meaning("venue_open", spans) == Meaning("venue_open", ("shop",), "low_risk")
    assert meaning("venue_open", [*spans, Span(9, 11, "zone_kind", "high_risk")]).zone is None
