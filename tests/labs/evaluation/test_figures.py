"""Recorded figures: written, read, undercut."""
from __future__ import annotations

import pytest

from bot.model_rollout.cases import EvaluationError
from labs.evaluation.figures import Tally, fallen, figures_of, read_recorded, write_recorded


def test_figures_are_recorded_so_that_the_same_outcome_passes(tmp_path):
    files, file = {"a.yml": {"in_scope": Tally(2, 0, 1), "out_of_scope": Tally(7, 0, 0)}}, tmp_path / "recorded.yml"
    write_recorded({"b.yml": {"in_scope": {"right": 50.0, "wrong": 1.0}}}, file)
    write_recorded(figures_of(files), file)
    assert read_recorded(file)["a.yml"]["in_scope"] == {"right": 66.6, "wrong": 33.4}
    assert read_recorded(file).keys() == {"a.yml", "b.yml"}
    assert fallen(files, read_recorded(file)) == []


def test_a_figure_that_fell_is_named():
    recorded = {"a.yml": {"in_scope": {"right": 66.6, "wrong": 33.4}}}
    assert fallen({"a.yml": {"in_scope": Tally(1, 1, 1)}}, recorded) == [
        "a.yml: 33.3 % right in scope is below the recorded 66.6 %."
    ]
    assert fallen(
        {"a.yml": {"in_scope": Tally(2, 0, 2)}}, recorded
    )[1] == "a.yml: 50.0 % wrong in scope is above the recorded 33.4 %."


def test_a_broken_file_of_figures(tmp_path):
    file = tmp_path / "recorded.yml"
    file.write_text("a.yml: 5", encoding="utf-8")
    with pytest.raises(EvaluationError, match="must give each file its figures"):
        read_recorded(file)
