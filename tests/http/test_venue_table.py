"""Each cell of the venue table is asked in words over HTTP and gets its verdict."""
from __future__ import annotations

import pytest
from ruamel.yaml import YAML
from support import ROOT, words

CASES = YAML(typ="safe").load((ROOT / "tests/cases/venue_table.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["q"] for case in CASES])
def test_a_cell(sample_city, case):
    reply = sample_city.say(case["q"])
    assert reply["receipt"]["verdict"] == case["verdict"], words(reply)
    assert reply["receipt"]["notices"] == ["press-34"]


def test_every_cell_is_asked():
    cells = {(case["zone"], case["venue"]) for case in CASES}
    assert len(cells) == len({zone for zone, _ in cells}) * len({venue for _, venue in cells}) == len(CASES)
