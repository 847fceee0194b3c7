"""Rasa's own commands as a person would run them: both succeed, and neither finds anything wrong."""
from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from support import ROOT

from bot.model_rollout.present import present_model

RASA = Path(".venv/bin/rasa")
# What Rasa itself finds wrong; warnings of Python about libraries are not its own.
FOUND = re.compile(
    r"^\S+ \S+ (?:WARNING|ERROR|CRITICAL)\b.*|^.*(?:UserWarning|RasaWarning|FutureWarning).*rasa.*$", re.MULTILINE
)


def rasa(*arguments: str) -> str:
    """All that a command printed; it must have succeeded."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run([RASA, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


def test_the_data_are_valid():
    printed = rasa("data", "validate", "--fail-on-warnings")
    assert "No story structure conflicts found" in printed
    assert FOUND.findall(printed) == []


def test_every_story_goes_as_it_is_written(models, tmp_path):
    model = present_model(models)
    printed = rasa(
        "test", "core", "--stories", "tests/core", "--model", str(model), "--out", str(tmp_path), "--no-plot",
        "--fail-on-prediction-errors",
    )
    # The stories are told by intents; there is no text in them whose entities could be looked at.
    assert [
        found for found in FOUND.findall(printed) if not found.endswith("No labels to evaluate. Skip evaluation.")
    ] == []
    report = json.loads((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    stories = (ROOT / "tests" / "core" / "test_stories.yml").read_text(encoding="utf-8").count("- story:")
    assert report["conversation_accuracy"] == {
        "accuracy": 1.0, "correct": stories, "with_warnings": 0, "total": stories
    }
