"""What understanding would be with a draft's examples: the topic model is trained on them as `jumin train` trains it,
in a process of its own whose city is the draft's."""
from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.nlu.topic_model import TopicModel
from knowledge.desk.draft import StepRefused
from knowledge.releases.document_folder import laid_out
from knowledge.releases.gate.asked import Progress
from knowledge.settings import ROOT, Settings

# What a model learns from, of a city's documents.
LEARNT_FROM = ("nlu/", "language/")
# So often it is looked whether it has ended, in seconds.
LOOKS_EVERY = 1.0


def learns(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether the examples differ, or the words that they are read with."""
    return any(
        before.get(path) != after.get(path) for path in {**before, **after} if path.startswith(LEARNT_FROM)
    )


def learnt(texts: Mapping[str, str], settings: Settings, told: Progress) -> TopicModel:
    """The topic model of a city's documents; takes a minute. What ``told`` raises ends it. Raises StepRefused where no
    model comes of them."""
    with laid_out(texts) as root, tempfile.TemporaryDirectory() as beside:
        sample, file = settings.city_folder / "sample", Path(beside) / "topics.npz"
        if sample.is_dir():
            shutil.copytree(sample, root / "sample")
        said = trained(file, {**os.environ, "JUMIN_CITY_FOLDER": str(root), "JUMIN_DATABASE_URL": settings.url}, told)
        if not file.exists():
            raise StepRefused(f"No model could be trained on the draft's examples: {said}")
        return TopicModel.load(file)


def trained(file: Path, environment: Mapping[str, str], told: Progress) -> str:
    """Have a process train and keep the arrays; the last line that it said."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.gate.learning", str(file)], cwd=ROOT, env=environment, stderr=errors,
            stdout=subprocess.DEVNULL,
        )
        try:
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(LOOKS_EVERY)
                told(0, 1)
        finally:
            process.kill()
            process.wait()
        errors.seek(0)
        return (errors.read().decode(errors="replace").strip().splitlines() or ["it said nothing"])[-1]


def train_here(file: Path) -> None:
    """Train on the city of this process and keep the arrays."""
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.storage.resource import Resource
    from rasa.shared.nlu.training_data.training_data import TrainingData

    from bot.gate.reader import thresholds
    from bot.nlu.components import TopicClassifier
    from bot.rasa_engine.importer import example_files, read_examples

    examples = [example for one in example_files() for example in read_examples(one)]
    with tempfile.TemporaryDirectory() as folder:
        component = TopicClassifier(dict(thresholds()), LocalModelStorage(Path(folder)), Resource("topics"))
        component.train(TrainingData(examples))
    component.model.save(file)


if __name__ == "__main__":
    train_here(Path(sys.argv[1]))
