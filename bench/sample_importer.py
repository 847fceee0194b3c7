"""This project's importer on the sample in place of all examples; domain, rules and words are the whole ones."""
from __future__ import annotations

from rasa.shared.nlu.training_data.training_data import TrainingData

from bench.sample import sample
from bot.rasa_engine.importer import Example, JuminImporter


class SampleImporter(JuminImporter):
    """Reads the same examples that the stock project is trained on."""

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        if self._nlu_data is None:
            self._nlu_data = TrainingData([Example.build(text=e.text, intent=e.topic) for e in sample()])
        return self._nlu_data
