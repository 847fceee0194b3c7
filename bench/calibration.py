"""How far the model's confidence can be taken at its word: python -m bench.calibration. Prints two Markdown tables.

On the tenth of the training examples that the model did not learn from: the mean negative log-likelihood for several
sharpnesses (the product's is bot.nlu.topic_training.SHARPNESS), and how often each step of confidence was right.
"""
from __future__ import annotations

from collections import defaultdict

import numpy as np

from bench.topic_data import Example, apart, judge, masked, training_examples
from bot.nlu import topic_training
from bot.nlu.topic_model import TopicModel
from bot.nlu.topic_training import SHARPNESS

SHARPNESSES = (3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0)
STEPS = 10


def main() -> None:
    learnt, held = apart(training_examples())
    model = topic_training.train([masked(e.text) for e in learnt], [e.topic for e in learnt])
    margins = np.array([model.margins(masked(e.text)) for e in held])
    print("| sharpness | negative log-likelihood |\n|---|---|")
    for sharpness in SHARPNESSES:
        print(f"| {sharpness:.0f} | {loss(model, margins * sharpness, held):.3f} |")
    print("\n| confidence | right % | messages |\n|---|---|---|")
    for step, right in by_confidence(model, shares(margins * SHARPNESS), held).items():
        print(f"| {step / STEPS:.1f} to {(step + 1) / STEPS:.1f} | {100 * np.mean(right):.0f} | {len(right)} |")


def shares(odds: np.ndarray) -> np.ndarray:
    """Confidence of each topic (columns) for each message (rows), adding up to 1."""
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def loss(model: TopicModel, odds: np.ndarray, examples: list[Example]) -> float:
    """The mean negative log-likelihood of the examples' own topics."""
    columns = [model.topics.index(example.topic) for example in examples]
    return float(-np.log(shares(odds)[np.arange(len(examples)), columns]).mean())


def by_confidence(model: TopicModel, given: np.ndarray, examples: list[Example]) -> dict[int, list[bool]]:
    """For each step of confidence whether its messages were given the right topic."""
    steps: dict[int, list[bool]] = defaultdict(list)
    for row, example in zip(given, examples, strict=True):
        best = int(row.argmax())
        steps[min(int(row[best] * STEPS), STEPS - 1)].append(judge(model.topics[best], example) == "right")
    return dict(sorted(steps.items()))


if __name__ == "__main__":
    main()
