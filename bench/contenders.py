"""The topic models compared. Each learns from examples into a folder, is loaded from there by another process, and
gives a message a topic with a confidence (0 to 1)."""
from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bench.topic_data import SEED, Example, facts_of, masked, read_yaml
from bot.nlu import topic_training
from bot.nlu.decision import understand
from bot.nlu.features import features
from bot.nlu.normalise import normalise

NEIGHBOURS = 12


class Shares:
    """A model that shares out the confidence among all topics; kept as a pickle."""

    topics: np.ndarray

    def learn(self, examples: list[Example], folder: Path) -> None:
        self.fit([self.look(e.text) for e in examples], [e.topic for e in examples])
        (folder / "model").write_bytes(pickle.dumps(self.__dict__))

    def load(self, folder: Path) -> None:
        self.__dict__.update(pickle.loads((folder / "model").read_bytes()))

    def answer(self, text: str) -> tuple[str, float]:
        shares = self.shares(self.look(text))
        best = int(shares.argmax())
        return str(self.topics[best]), float(shares[best])

    def look(self, text: str) -> str:
        return masked(text)

    def fit(self, texts: list[str], topics: list[str]) -> None: ...

    def shares(self, text: str) -> np.ndarray: ...


class Characters(Shares):
    """A linear model over runs of one to four characters of the masked text."""

    def fit(self, texts: list[str], topics: list[str]) -> None:
        self.vectoriser = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=2, dtype=np.float32
        )
        self.planes = LinearSVC(random_state=SEED).fit(self.vectoriser.fit_transform(texts), topics)
        self.topics = self.planes.classes_

    def shares(self, text: str) -> np.ndarray:
        margins = self.planes.decision_function(self.vectoriser.transform([text]))[0]
        odds = np.exp((margins - margins.max()) * topic_training.SHARPNESS)
        return odds / odds.sum()


class CharactersAsTyped(Characters):
    """The same without telling places, times and counts apart first."""

    def look(self, text: str) -> str:
        return normalise(text)


class Product(Shares):
    """The product's linear model over characters, syllables and words."""

    def fit(self, texts: list[str], topics: list[str]) -> None:
        self.model = topic_training.train(texts, topics)
        self.topics = np.array(sorted(self.model.topics))

    def shares(self, text: str) -> np.ndarray:
        ranked = dict(self.model.rank(text))
        return np.array([ranked[topic] for topic in self.topics])


class Nearest(Shares):
    """The twelve examples with the greatest cosine vote, each with its cosine; a message like none gets little."""

    def fit(self, texts: list[str], topics: list[str]) -> None:
        self.vectoriser = TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=2, dtype=np.float32)
        self.examples = self.vectoriser.fit_transform(texts).T.tocsr()
        self.topics, self.topic_of = np.unique(topics, return_inverse=True)

    def shares(self, text: str) -> np.ndarray:
        cosines = (self.vectoriser.transform([text]) @ self.examples).toarray()[0]
        nearest = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
        votes = np.bincount(self.topic_of[nearest], cosines[nearest], len(self.topics))
        return votes / NEIGHBOURS


class Combination(Shares):
    """The mean of the product's linear model and the nearest examples."""

    def fit(self, texts: list[str], topics: list[str]) -> None:
        self.members = [Product(), Nearest()]
        for member in self.members:
            member.fit(texts, topics)
        self.topics = self.members[0].topics

    def shares(self, text: str) -> np.ndarray:
        return np.mean([member.shares(text) for member in self.members], axis=0)


class Decision(Product):
    """What the product does with its model: emergencies, facts, refusals and questions back, as in config.yml."""

    def answer(self, text: str) -> tuple[str, float]:
        understood = understand(self.model, *facts_of(text), self.config)
        return understood.topic, understood.confidence

    def load(self, folder: Path) -> None:
        super().load(folder)
        self.config = product_config()


def product_config() -> dict[str, Any]:
    """The thresholds of the product's classifier."""
    pipeline = read_yaml("config.yml")[0]["pipeline"]
    return next(dict(entry) for entry in pipeline if entry["name"].endswith("TopicClassifier"))
