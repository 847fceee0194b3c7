"""Thresholds stand in config.yml; one that is missing refuses the start."""
from __future__ import annotations

import pytest
from ruamel.yaml import YAML
from support import ROOT

from bot.nlu.thresholds import NAMES, ThresholdMissing, check_thresholds
from bot.serve.startup_checks import StartError
from bot.serve.startup_checks.pipeline import TOPIC_CLASSIFIER, check_pipeline

CONFIG = YAML(typ="safe").load((ROOT / "config.yml").read_text(encoding="utf-8"))
STATED = next(entry for entry in CONFIG["pipeline"] if entry["name"] == TOPIC_CLASSIFIER)


def test_config_states_every_threshold_and_no_other():
    check_thresholds(STATED)
    assert set(STATED) - {"name"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [None, "0.5", True])
def test_one_that_is_no_number_is_refused(name, value):
    with pytest.raises(ThresholdMissing, match=name):
        check_thresholds({**STATED, name: value})


def test_a_start_without_one_is_refused(tmp_path):
    file = tmp_path / "config.yml"
    lines = (ROOT / "config.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "sure_of_two" not in line), encoding="utf-8")
    with pytest.raises(StartError, match="needs the number sure_of_two"):
        check_pipeline(file)
