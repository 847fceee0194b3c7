"""Which short texts ask alike. Pure: the same texts are put together the same way in whatever order they come."""
from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.inbox.wording import gist

# Cosine of the weighted characters of two texts' gists; below it they are of different groups. Chosen on
# tests/cases/inbox/pairs.yml.
LEAST_LIKENESS = 0.7
# A word in letters, or a number, weighs as much as one Chinese character. What is none of these tells nothing.
CHARACTER = r"[a-z0-9]+|\w|\^"
BETWEEN_WORDS, SAID_NOTHING = (
    re.compile(r"(?<=[a-z0-9])[\W_]+(?=[a-z0-9])"), re.compile(r"(?<![a-z0-9])[\W_]+|[\W_]+(?![a-z0-9])")
)
# Put before each text, so that none is empty.
BEGINS = "^"


def alike(texts: Sequence[str], least: float = LEAST_LIKENESS) -> list[int]:
    """A number of its group (0, 1, ...) for each text; texts that differ in width, case, blanks and punctuation only
    are always of one group."""
    folded = [gist(fold(text)) for text in texts]
    often = Counter(folded)
    distinct = sorted(often, key=lambda text: (-often[text], text))
    group_of = dict(zip(distinct, led(distinct, least), strict=True)) if distinct else {}
    return [group_of[text] for text in folded]


def fold(text: str) -> str:
    """What counts of a text; punctuation alone counts as it stands."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return SAID_NOTHING.sub("", BETWEEN_WORDS.sub(" ", plain)) or plain.strip()


def led(texts: Sequence[str], least: float) -> list[int]:
    """For each of some distinct texts its leader's number. A text that is like no leader before it leads a group of its
    own; each goes with the leader it is most like. Chains of texts, each a little like the next, are no group."""
    weights = TfidfVectorizer(token_pattern=CHARACTER, lowercase=False, sublinear_tf=True)
    rows = weights.fit_transform([BEGINS + text for text in texts])
    leader, likeness, leaders = np.zeros(len(texts), dtype=int), np.full(len(texts), -1.0), 0
    for place in range(len(texts)):
        if likeness[place] >= least:
            continue
        found = rows @ rows[place].toarray().ravel()
        found[place] = 2.0
        closer = found > likeness
        leader[closer], likeness[closer] = leaders, found[closer]
        leaders += 1
    return leader.tolist()
