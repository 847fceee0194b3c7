"""Ten notices of invented content, each with what somebody who saw no code wrote down beside it (tests/cases/intake):
how much of that is proposed, and that no sentence is lost."""
from __future__ import annotations

import pytest
from intake_score import MATTERS, Score, cases, read, score
from support import ROOT

from console.files.reading import tidy
from knowledge.intake.model import IGNORED, UNCLEAR, USED

NOTICES = list(cases(ROOT / "tests" / "cases" / "intake"))
# (found of those that there are, right of those that are proposed), as measured; never to be lowered.
RECORDED = {
    "dates": (27, 27, 29), "windows": (19, 21, 20), "places": (41, 43, 43), "kinds": (78, 82, 79),
    "phones": (29, 29, 29),
}


def test_what_the_notices_say_is_proposed():
    total = {matter: Score() for matter in MATTERS}
    for _, text, expect in NOTICES:
        for matter, made in score(text, expect).items():
            total[matter].add(made)
    for matter, (right, wanted, proposed) in RECORDED.items():
        made = total[matter]
        assert made.wanted == wanted and made.right >= right and made.proposed - made.right <= proposed - right, (
            matter, made.line(), made.missed, made.wrong)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in NOTICES], ids=[n for n, _, _ in NOTICES])
def test_every_letter_stands_in_a_sentence_and_every_sentence_ends_somehow(name, text):
    text = tidy(text)
    found, _ = read(text)
    inside = {place for one in found.sentences for place in range(one.start, one.end)}
    assert {text[place] for place in range(len(text)) if place not in inside} <= set(" \t\n")
    assert len(found.states) == len(found.sentences) and set(found.states) <= {USED, IGNORED, UNCLEAR}
    for one in found.proposals:
        assert any(each.start <= one.start < each.end for each in found.sentences), one
