"""Trains the tagger of mentions: CRFsuite finds the weights, which are kept as plain arrays."""
from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.nlu.mentions.examples import Asked, Example, Maker, examples
from bot.nlu.mentions.names import names_with
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.tagger import FORBIDDEN, MOST, OUTSIDE, Tagger, Usage, signs

# Chosen by what was found of made-up names and falsely found beside them: docs/decisions/0020-mentions.md. Most weights
# are nothing (c1), and a sign that stands but once is not looked at.
PARAMETERS = {"c1": 0.02, "c2": 0.02, "max_iterations": 40, "feature.minfreq": 2}

# A name that is passed over costs another place's answer, one too many a question back: so much less counts O.
OUTSIDE_LESS = 0.45


def train(questions: Sequence[Asked], lexicon: Lexicon, normalise: Callable[[str], str]) -> Tagger:
    """The same examples of topics and lists of names give the same tagger each time."""
    maker = Maker(lexicon, names_with(lexicon), normalise)
    return fit(examples(questions, maker), usage_in([question.text for question in questions]))


def usage_in(texts: Sequence[str]) -> Usage:
    """How often letters and pairs of them stand in the texts, in the order of the script."""
    letters, pairs = Counter(), Counter()
    for text in texts:
        letters.update(text)
        pairs.update(map("".join, pairwise(text)))
    return Usage(*({key: min(counts[key], MOST) for key in sorted(counts)} for counts in (letters, pairs)))


def fit(sentences: Sequence[Example], usage: Usage) -> Tagger:
    """The tagger that the sentences teach."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    for sentence in sentences:
        trainer.append(signs(sentence.text, usage, int(sentence.of_a_topic)), sentence.labels)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "mentions.crf")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        return as_arrays(tagger.info(), usage)


def as_arrays(info, usage: Usage) -> Tagger:
    """What CRFsuite has learned, as arrays; the last row is of no sign."""
    labels = tuple(sorted(info.labels, key=lambda label: (label != OUTSIDE, label)))
    column = {label: place for place, label in enumerate(labels)}
    vocabulary = {sign: row for row, sign in enumerate(sorted({sign for sign, _ in info.state_features}))}
    weights = np.zeros((len(vocabulary) + 1, len(labels)), np.float32)
    for (sign, label), weight in info.state_features.items():
        weights[vocabulary[sign], column[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), np.float32)
    for (before, label), weight in info.transitions.items():
        transitions[column[before], column[label]] = weight
    for label in labels:
        if label.startswith("I-"):
            allowed = [column[label], column["B-" + label[2:]]]
            transitions[np.setdiff1d(np.arange(len(labels)), allowed), column[label]] = FORBIDDEN
    first = np.where([label.startswith("I-") for label in labels], FORBIDDEN, 0).astype(np.float32)
    transitions[:, column[OUTSIDE]] -= OUTSIDE_LESS
    first[column[OUTSIDE]] -= OUTSIDE_LESS
    return Tagger(labels, usage, vocabulary, weights, transitions, first)
