"""Trains one side on the sample and says how long it took: python -m bench.training stock|ours FOLDER.

Each training has a process of its own with Rasa and TensorFlow imported before the clock starts, and without Rasa's
cache, so that nothing is taken from a training before it. Prints one JSON line.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

os.environ.update(RASA_TELEMETRY_ENABLED="false", RASA_MAX_CACHE_SIZE="0", TF_CPP_MIN_LOG_LEVEL="3")

from ruamel.yaml import YAML

from bench.machine import machine
from bench.stock.project import MODEL, lay_out
from bench.topic_data import read_yaml
from bot.training.train import ROOT, in_repository

CACHE = ROOT / "var" / "bench"
RECORD = "training.json"
OURS = "ours"
SIDES = ("stock", OURS)
# What every training imports is no training.
IMPORTED = ("rasa.model_training", "rasa.core.agent", "tensorflow")


class NotTrained(RuntimeError):
    """A training left no model; the message is one sentence."""


def trained(below: Path, say=print) -> tuple[Path, dict[str, Any]]:
    """The stock project with its model, and what both trainings took; trained now where there is no record of it."""
    folder = lay_out(below)
    record = folder / RECORD
    if not (record.exists() and (folder / MODEL).exists()):
        say(
            f"training both sides on the sample; stock takes minutes and says how far it is in "
            f"{folder}/training-stock.log"
        )
        figures = {side: in_fresh_process(side, folder) for side in SIDES}
        record.write_text(json.dumps({**figures, "machine": machine()}, ensure_ascii=False, indent=1))
    return folder, json.loads(record.read_text())


def in_fresh_process(side: str, folder: Path) -> dict[str, float]:
    """Seconds of one side's training. Raises NotTrained."""
    command = [sys.executable, "-m", "bench.training", side, str(folder)]
    with (folder / f"training-{side}.log").open("w") as log:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
    if done.returncode:
        raise NotTrained(f"Training {side} ended with code {done.returncode}; see {log.name}.")
    return json.loads(done.stdout.splitlines()[-1])


def main(side: str, folder: Path) -> None:
    """Train here and now."""
    files = {"stock": stock_files, OURS: our_files}[side](folder)
    train = {name: import_module(name) for name in IMPORTED}["rasa.model_training"].train
    wall, cpu = perf_counter(), process_time()
    in_repository(lambda: train(**files, force_training=True))
    took = {"seconds": round(perf_counter() - wall, 2), "cpu_seconds": round(process_time() - cpu, 2)}
    if not (Path(files["output"]) / files["fixed_model_name"]).exists():
        raise NotTrained(f"Rasa's training left no {files['fixed_model_name']} in {files['output']}.")
    print(json.dumps(took))


def stock_files(folder: Path) -> dict[str, Any]:
    """The stock project's own files."""
    return {
        "domain": str(folder / "domain.yml"), "config": str(folder / "config.yml"),
        "training_files": [str(folder / "data")], "output": str((folder / MODEL).parent),
        "fixed_model_name": Path(MODEL).name,
    }


def our_files(folder: Path) -> dict[str, Any]:
    """This project's files, read by an importer that takes the sample."""
    config = {**read_yaml("config.yml")[0], "importers": [{"name": "bench.sample_importer.SampleImporter"}]}
    file = folder / "ours.yml"
    YAML().dump(config, file)
    return {
        "domain": str(ROOT / "domain"), "config": str(file), "training_files": [str(ROOT / "rules")],
        "output": str(folder / "models"), "fixed_model_name": "ours.tar.gz",
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
