"""What understanding would be with a draft's examples: by the model that is trained for it in any case, so that it is
there when the draft is published (bot/publications/trainer.py)."""
from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.gate.reader import topic_model
from bot.nlu.topic_model import TopicModel
from bot.training.release_models import ReleaseModels
from bot.training.train import TrainingFailed
from knowledge.desk.draft import StepRefused
from knowledge.releases.gate.asked import Progress
from knowledge.settings import Settings

# What a model learns from, of a city's documents.
LEARNT_FROM = ("nlu/", "language/")
# So often it is told that it goes on, in seconds.
TELLS_EVERY = 1.0


def learns(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether the examples differ, or the words that they are read with."""
    return any(
        before.get(path) != after.get(path) for path in {**before, **after} if path.startswith(LEARNT_FROM)
    )


def learnt(texts: Mapping[str, str], settings: Settings, told: Progress) -> TopicModel:
    """The topic model of a city's documents; takes a minute where it is not trained yet. What ``told`` raises ends it.
    Raises StepRefused where no model comes of them."""
    models = ReleaseModels(settings)
    file = models.file(texts)
    try:
        if not file.exists():
            asyncio.run(trained(models, texts, told))
    except TrainingFailed as error:
        raise StepRefused(f"No model can be trained on the draft's examples: {error}") from None
    return topic_model(file)


async def trained(models: ReleaseModels, texts: Mapping[str, str], told: Progress) -> None:
    """Train, and tell all the while that it goes on."""
    training = asyncio.ensure_future(models.train(texts))
    try:
        while not training.done():
            await asyncio.wait({training}, timeout=TELLS_EVERY)
            told(0, 1)
        training.result()
    finally:
        training.cancel()
        await asyncio.wait({training})
