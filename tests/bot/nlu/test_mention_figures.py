"""How many of the places and venues that residents name are found, over tests/cases/mentions."""
from __future__ import annotations

from dataclasses import replace

import pytest
from marked import Score, joined, read_marked
from reading import sample_lexicon, trained_tagger
from support import ROOT

from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts

CASES = ROOT / "tests" / "cases" / "mentions"
KIND_OF = {"place": "place", "out_of_city": "place", "venue_kind": "venue"}


@pytest.fixture(scope="module")
def score(models):
    """The score of one kind over one file of cases."""
    lexicon = replace(sample_lexicon(), tagger=trained_tagger(models))

    def of(file: str, kind: str) -> Score:
        total = Score()
        for sentence in read_marked(CASES / f"{file}.yml"):
            text = normalise(sentence.text)
            found = [(s.start, s.end, KIND_OF[s.entity]) for s in find_facts(text, lexicon) if s.entity in KIND_OF]
            marked, told = joined(text, sentence.spans), joined(text, found)
            total.add([s for s in marked if s[2] == kind], [s for s in told if s[2] == kind])
        print(f"{file} {kind}: precision {total.precision():.3f}, recall {total.recall():.3f}")
        return total

    return of


# What was measured when the tagger was made, less one span; before it 0.32 of unknown places were found.
@pytest.mark.parametrize(("file", "kind", "precision", "recall"), [
    ("known", "place", 0.99, 0.94), ("known", "venue", 0.91, 0.96),
    ("unknown", "place", 0.88, 0.78), ("unknown", "venue", 0.91, 0.84),
])
def test_what_is_named_is_found(score, file, kind, precision, recall):
    found = score(file, kind)
    assert (found.precision() >= precision, found.recall() >= recall) == (True, True)


def test_nothing_is_found_where_nothing_is_named(score):
    assert score("none", "place").found == 0 and score("none", "venue").found <= 1
