"""The product's text components on a public data set, beside a plain baseline: python -m bench.smp2020.

SMP2020-ECDT task 1: commands to a voice assistant, 4,011 to learn from, 493 to judge by, 59 intents. Nothing of the
product is in it, so it tells what spelling, features and topic model are worth by themselves. Prints a Markdown table.
"""
from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import typer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu import topic_training
from bot.nlu.features import features
from bot.nlu.normalise import normalise
from bot.training.train import ROOT

DATA = ROOT.parent / "shared" / "data" / "nlu"
SEED = 20221107
FOLDS = 8
HEAD = "| model | accuracy % | macro-F1 % | training s | ms a message |\n|---|---|---|---|---|"
Intent = Callable[[str], str]
Learner = Callable[[list[str], list[str]], Intent]


class Scores(NamedTuple):
    """Accuracy and macro-F1 in percent, seconds of training, median milliseconds from the text to its intent."""

    accuracy: float
    macro_f1: float
    seconds: float
    ms: float


def main(cross_validate: bool = typer.Option(False, help="Eight folds of the training part instead of dev.")) -> None:
    splits = folds(*read("train")) if cross_validate else [(*read("train"), *read("dev"))]
    print(HEAD)
    for name, learn in LEARNERS.items():
        print(row(name, measure(learn, splits)))


def row(name: str, scores: Scores) -> str:
    return f"| {name} | {scores.accuracy:.2f} | {scores.macro_f1:.2f} | {scores.seconds:.1f} | {scores.ms:.2f} |"


def read(part: str, folder: Path = DATA) -> tuple[list[str], list[str]]:
    """Texts and intents of ``train`` or ``dev``."""
    rows = json.loads((folder / f"smp2020_{part}.json").read_text(encoding="utf-8"))
    return [row["text"] for row in rows], [row["intent"] for row in rows]


def folds(texts: list[str], intents: list[str]) -> list[tuple[list[str], list[str], list[str], list[str]]]:
    """What settings are chosen on, so that dev stays for the last word."""
    def pick(rows):
        return [texts[i] for i in rows], [intents[i] for i in rows]

    chance = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    return [(*pick(learnt), *pick(asked)) for learnt, asked in chance.split(texts, intents)]


def measure(learn: Learner, splits: list[tuple[list[str], list[str], list[str], list[str]]]) -> Scores:
    """The scores over all splits together; the seconds are those of one training."""
    right, given, seconds, ms = [], [], [], []
    for texts, intents, asked, expected in splits:
        start = time.perf_counter()
        intent_of = learn(texts, intents)
        seconds.append(time.perf_counter() - start)
        for text in asked:
            start = time.perf_counter()
            given.append(intent_of(text))
            ms.append(1000 * (time.perf_counter() - start))
        right += expected
    f1 = f1_score(right, given, average="macro", labels=sorted(set(right)), zero_division=0)
    return Scores(100 * accuracy_score(right, given), 100 * f1, median(seconds), median(ms))


def product(texts: list[str], intents: list[str]) -> Intent:
    """Normalise, features, topic model: as the product trains and applies them."""
    features("")  # The dictionary of words is read once for the life of a process; that is no training.
    model = topic_training.train([normalise(text) for text in texts], intents)
    return lambda text: model.rank(normalise(text))[0][0]


def plain(texts: list[str], intents: list[str]) -> Intent:
    """What is quickly put together: runs of one to three characters and a linear SVM."""
    vectoriser = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    model = LinearSVC(random_state=SEED).fit(vectoriser.fit_transform(texts), intents)
    return lambda text: str(model.predict(vectoriser.transform([text]))[0])


LEARNERS: dict[str, Learner] = {"plain: characters 1-3, linear SVM": plain, "the product's components": product}

if __name__ == "__main__":
    typer.run(main)
