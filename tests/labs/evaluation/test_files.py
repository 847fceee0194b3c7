"""Which facts and figures stand beside the cases of a city."""
from __future__ import annotations

from support import ROOT

from labs.evaluation.files import beside_cases


def test_each_city_is_judged_by_its_own_facts(monkeypatch):
    assert beside_cases("recorded.yml") == ROOT / "tests/cases/recorded.yml"
    wuhu = ROOT / "examples/wuhu"
    monkeypatch.setattr("labs.evaluation.files.city_folder", lambda: wuhu)
    assert beside_cases("recorded.yml") == wuhu / "cases/recorded.yml"
