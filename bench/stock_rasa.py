"""Rasa's own topic model with the pipeline usual for Chinese, trained and asked through Rasa itself."""
from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from pathlib import Path

os.environ.update(RASA_TELEMETRY_ENABLED="false", RASA_MAX_CACHE_SIZE="0", TF_CPP_MIN_LOG_LEVEL="3")

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from ruamel.yaml import YAML

from bench.topic_data import DIET_EPOCHS, SEED, Example

MODEL = "stock.tar.gz"
PIPELINE = [
    {"name": "JiebaTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": DIET_EPOCHS, "constrain_similarities": True, "random_seed": SEED},
]


class StockRasa:
    """JiebaTokenizer, CountVectorsFeaturizer over words and characters, DIETClassifier."""

    def learn(self, examples: list[Example], folder: Path) -> None:
        """Raises RuntimeError if Rasa leaves no model."""
        config = {"recipe": "default.v1", "assistant_id": "stock", "language": "zh", "pipeline": PIPELINE}
        YAML().dump(config, folder / "config.yml")
        YAML().dump(as_rasa(examples), folder / "nlu.yml")
        train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), fixed_model_name=MODEL)
        if not (folder / MODEL).exists():
            raise RuntimeError(f"Rasa's training left no {folder / MODEL}; see what it said above.")

    def load(self, folder: Path) -> None:
        self.agent = Agent.load(folder / MODEL)

    def answer(self, text: str) -> tuple[str, float]:
        intent = asyncio.run(self.agent.parse_message(text))["intent"]
        return intent["name"] or "out_of_scope", intent["confidence"]


def as_rasa(examples: list[Example]) -> dict:
    """Training data in Rasa's format; intents in the order in which they come."""
    by_topic = defaultdict(list)
    for example in examples:
        by_topic[example.topic].append(f"- {example.text}\n")
    return {"version": "3.1", "nlu": [{"intent": t, "examples": "".join(lines)} for t, lines in by_topic.items()]}
