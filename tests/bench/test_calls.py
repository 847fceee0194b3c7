"""The figures of calls at the hotline: their lines in docs/benchmarks.md, and when an aim is missed."""
from __future__ import annotations

import pytest

from bench.calls import good
from bench.page import calls

MACHINE = {"cores": 2, "load": 0.3, "processor": "Some CPU", "memory_gb": 8.0, "system": "Linux", "python": "3.10.1",
           "packages": {}}


def part(median: float = 8.0, p99: float = 90.0, residents: float = 150.0, **outcomes: int) -> dict:
    return {"agents": 50, "pieces": 2.0, "rate": 40.0, "seconds": 30.0, "processes": 2,
            "cards": {"median": median, "p99": p99, "shown": 812},
            "residents": {"median": 12.0, "p99": residents, "outcomes": outcomes or {"answered": 1200}}}


def test_the_table_tells_each_store_beside_the_aims():
    told = "\n".join(calls({"machine": MACHINE, "stores": {"SQLite": part(), "PostgreSQL": part(p99=240.0)}}))
    assert "50 calls of 2.0 pieces a second and 40.0 messages of residents a second for 30.0 s" in told
    assert "| aim | | 60 | 250 | | 2000 | all answered |" in told
    assert "| SQLite | 2 | 8.0 | 90.0 | 812 | 150 | 1200 answered |" in told
    assert "| PostgreSQL | 2 | 8.0 | 240 |" in told


@pytest.mark.parametrize(("found", "reached"), [
    ({}, True), ({"median": 61.0}, False), ({"p99": 251.0}, False), ({"residents": 2001.0}, False),
    ({"answered": 3, "unanswered": 1}, False), ({"answered": 3, "empty": 1}, False), ({"median": float("nan")}, False),
], ids=["all", "median", "p99", "residents", "unanswered", "empty", "no_card"])
def test_every_aim_can_be_missed(found, reached):
    assert good(part(**found)) is reached
