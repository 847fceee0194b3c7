"""The written sentences of counts, times and denials are read at least as well as they were (tests/cases/readings)."""
from __future__ import annotations

import pytest
from readings import RIGHT, written

# So many of each may be read wrongly; docs/decisions/0021-reading-numbers-and-times.md tells which are.
MOST_WRONG = {"counts": 20, "times": 3, "negation": 3}


@pytest.mark.parametrize("kind", RIGHT)
def test_sentences_are_read_as_they_are_meant(askers, kind):
    wrong = [str(case["q"]) for case in written(kind) if not RIGHT[kind](askers, case)]
    assert len(wrong) <= MOST_WRONG[kind], wrong
