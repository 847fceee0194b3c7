"""docs/benchmarks.md: written from kept figures, and nothing in it by hand."""
from __future__ import annotations

import json

import pytest

from bench import chart
from bench.page import KEPT, PAGE, READING, page
from bench.table import CITY_CLIENTS, CLIENTS, rows

MACHINE = {
    "cores": 2, "load": 0.3, "processor": "Some CPU", "memory_gb": 8.0, "system": "Linux", "python": "3.10.1",
    "packages": {"rasa": "3.6.21"}
}


def side(times: float) -> dict:
    """A side that is ``times`` as fast as stock."""
    speed = {
        "throughput": 30 * times, "median": 250 / times, "p99": 900 / times, "cpu_ms": 30 / times, "acted": 0.9,
        "outcomes": {"answered": 9}
    }
    counts = {"faq": CLIENTS, "action": CLIENTS, "city": CITY_CLIENTS}
    return {
        "start_seconds": 20 / times,
        "speed": {kind: {str(n): speed for n in several} for kind, several in counts.items()},
        "memory": {"serving_mb": 524 + 1000 / times, "all_mb": 1800.0},
        "long_talk": {"turn_10_ms": 30.0, "last_turn": 400, "last_turn_ms": 33.0},
        "model_change": {
            "failed": "", "seconds": 5.0, "longest_ms": 6000.0, "p99": 5000.0,
            "outcomes": {"answered": 118, "unanswered": 2}
        },
    }


def figures(times: float, **ours) -> dict:
    training = {
        "stock": {"seconds": 600.0, "cpu_seconds": 700.0}, "ours": {"seconds": 600 / times, "cpu_seconds": 700 / times}
    }
    return {
        "machine": MACHINE, "training": training, "bare_mb": 524.0, "stock": side(1), "ours": {**side(times), **ours}
    }


def test_every_aim_is_reached_by_a_side_that_is_good_enough_and_missed_by_one_that_is_not():
    aims = [row for row in rows(figures(20.0)) if row.aim]
    assert len(aims) == 2 * len(CLIENTS) + 2 + 1 + 1
    assert all(row.reached for row in aims)
    assert not any(row.reached for row in rows(figures(3.9)) if row.aim)


def test_the_page_names_machine_figures_and_aims():
    text = page({"beside_stock": figures(20.0)}, "How to read it.")
    assert "2 cores of Some CPU, 8.0 GB, Linux, Python 3.10.1, rasa 3.6.21. Load average before the run: 0.3." in text
    assert "| FAQ, 8 clients: messages/s | 30.0 | 600 | 20.0 | 10 |" in text
    assert "above a bare import of Rasa (524 MB), MB | 1000 | 50.0 | 20.0 | 4 |" in text
    assert "answered 118, unanswered 2" in text and text.endswith("How to read it.\n")


def test_a_change_of_model_that_was_not_measured_is_said_to_be_missing():
    assert "| changing the model, s | 5.0 | not measured |" in page(
        {"beside_stock": figures(20.0, model_change=None)}, ""
    )
    refused = {**side(1)["model_change"], "failed": "1 of 25 golden questions failed"}
    assert "| changing the model, s | 5.0 | refused |" in page(
        {"beside_stock": figures(20.0, model_change=refused)}, ""
    )


def test_the_capacity_shows_who_was_left_without_an_answer():
    part = {
        "rate": 300.0, "seconds": 10.0, "median": 40.0, "p99": 2000.0,
        "outcomes": {"answered": 2990, "refused": 7, "unanswered": 2, "empty": 1}
    }
    text = page({"capacity": {"machine": MACHINE, "phases": {"rush": part}}}, "")
    assert "| rush | 300 | 10.0 | 2990 | 7 | 3 | 40.0 | 2000 |" in text


def test_equal_figures_give_equal_pictures(tmp_path):
    for name in ("one.svg", "other.svg"):
        chart.draw(figures(20.0), tmp_path / name)
    drawn = (tmp_path / "one.svg").read_bytes()
    assert drawn == (tmp_path / "other.svg").read_bytes() and drawn.startswith(b"<?xml") and len(drawn) < 200_000


def test_the_page_in_docs_is_what_its_figures_say():
    if not KEPT.exists():
        pytest.skip("nothing has been measured yet")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert PAGE.read_text(encoding="utf-8") == page(kept, READING.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("floor", "told"), [(4000.0, "15.0% |  | 12.5% |"), (6000.0, "10.0% |  | 12.5% (missed) |")])
def test_the_floor_stands_beside_what_is_answered(floor, told):
    text = page({"beside_stock": figures(20.0, floor=floor)}, "")
    assert f"| FAQ as a share of the floor ({floor:.0f} messages/s), 32 clients |  | {told}" in text
    assert "| computed question as a share of a FAQ, 32 clients |  | 100.0% |  | 50.0% |" in text
