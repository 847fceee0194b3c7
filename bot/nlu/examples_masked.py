"""The examples as the topic model learns them: one spelling, and signs for what is found in them. Reading tens of
thousands takes a while, so that two processes share them."""
from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.content import venue_kinds
from bot.nlu.features import mask
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.venue_matcher import VenueMatcher
from bot.nlu.sample_places import sample_gazetteer
from knowledge.settings import load_settings

PROCESSES = 2


def sample_lexicon() -> Lexicon:
    """What training reads with: the sample gazetteer, the same on every machine."""
    return Lexicon(sample_gazetteer(), VenueMatcher(venue_kinds().values()), load_settings().instant())


def masked_examples(texts: Sequence[str]) -> list[str]:
    """Each text as it is typed, normalised and masked, in their order."""
    from joblib import Parallel, delayed

    parts = [texts[start::PROCESSES] for start in range(PROCESSES)]
    masked = [""] * len(texts)
    for start, part in enumerate(Parallel(n_jobs=PROCESSES)(delayed(_masked)(part) for part in parts)):
        masked[start::PROCESSES] = part
    return masked


def _masked(texts: Sequence[str]) -> list[str]:
    lexicon = sample_lexicon()
    return [mask(text, find_facts(text, lexicon)) for text in map(normalise, texts)]
