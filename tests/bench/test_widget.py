"""The figures of the web widget: their line in docs/benchmarks.md, and when an aim is missed."""
from __future__ import annotations

import json

import pytest

from bench.open_pages import Told
from bench.page import widget
from bench.records import Record
from bench.task_times import MARK, TASK, times_of
from bench.widget import good, open_pages

MACHINE = {"cores": 2, "load": 0.3, "processor": "Some CPU", "memory_gb": 8.0, "system": "Linux", "python": "3.10.1",
           "packages": {}}
PHONE = {"usable_ms": 1900.0, "turns": 50, "long_tasks": 0, "longest_seen_ms": 0.0, "longest_ms": 40.0, "unanswered": 0}


def crowd(ms: float = 80.0, outcome: str = "answered", opened: int = 2000, faults: tuple[str, ...] = ()) -> dict:
    records = [Record("s", turn, 5.0 * turn, ms, outcome, "甲") for turn in range(12)]
    return open_pages(Told(records, opened, list(faults)), pages=2000, talking=200, seconds=60.0)


def test_the_table_tells_figures_and_aims():
    told = "\n".join(widget({"machine": MACHINE, "phone": PHONE, "open_pages": crowd()}))
    assert "| 1900 | 2500 |" in told and "a talk of 50 turns and its return | 0 | 0 |" in told
    assert "2000 pages, 200 of which talk once in 5 s for 60 s: 99th percentile, ms | 80.0 | 2000 |" in told
    assert "| 12 answered; 0 otherwise in the store |" in told


@pytest.mark.parametrize(("phone", "pages", "reached"), [
    ({}, {}, True), ({"usable_ms": 2600.0}, {}, False), ({"long_tasks": 1}, {}, False), ({"unanswered": 1}, {}, False),
    ({}, {"ms": 2100.0}, False), ({}, {"outcome": "refused"}, False), ({}, {"opened": 1999}, False),
    ({}, {"faults": ("lost",)}, False),
], ids=["all", "usable", "long_tasks", "unanswered", "late", "refused", "not_opened", "lost"])
def test_every_aim_can_be_missed(phone, pages, reached):
    assert good({"phone": {**PHONE, **phone}, "open_pages": crowd(**pages)}) is reached


def test_of_a_trace_the_tasks_of_the_marked_page_count_by_their_time_on_the_processor():
    events = [
        {"name": MARK, "pid": 1, "tid": 2}, {"name": TASK, "pid": 1, "tid": 2, "dur": 90_000, "tdur": 12_000},
        {"name": TASK, "pid": 1, "tid": 2, "tdur": 25_000}, {"name": TASK, "pid": 7, "tid": 2, "tdur": 99_000},
        {"name": "other", "pid": 1, "tid": 2, "tdur": 99_000},
    ]
    assert times_of(json.dumps({"traceEvents": events}).encode()) == [25.0, 12.0]
