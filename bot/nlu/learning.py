"""All that is learned from the examples, at once: the topics, and names that no list has. The work is shared by two
processes, so that neither waits for the other component of the pipeline."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.nlu import topic_training
from bot.nlu.content import having, venue_kinds
from bot.nlu.decision import SET_ASIDE, may_name_what_no_list_has
from bot.nlu.feature_counts import Counts, count, joined
from bot.nlu.features import features, mask, step_of_length
from bot.nlu.normalise import normalise
from bot.nlu.planes import PROCESSES, Kinds, side_by_side
from bot.nlu.readers import find_facts
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.tagger import Tagger
from bot.nlu.readers.venues import VenueMatcher
from bot.nlu.sample_places import sample_gazetteer
from bot.nlu.staying_training import FollowUp
from bot.nlu.topic_model import TopicModel
from knowledge.settings import load_settings
from knowledge.text.luck import luck_of

# The examples are read in so many parts, beside the tagger of names, which takes as long as two of them.
PARTS = 6


class Example(NamedTuple):
    """A text as it is typed, its topic, and the topic of the answer that it follows, if it follows one."""

    text: str
    topic: str
    after: str | None = None


@dataclass(frozen=True)
class Learned:
    """What the components keep."""

    tagger: Tagger
    topics: TopicModel


def get_ready() -> Iterator[object]:
    """Starts the processes that learn; they import and read what they need while Rasa does so here. What comes back is
    to be run through once they have learned."""
    from joblib import Parallel, delayed

    return Parallel(n_jobs=PROCESSES, batch_size=1, pre_dispatch="all", return_as="generator")(
        delayed(read)(()) for _ in range(PROCESSES)
    )


@lru_cache(maxsize=1)
def learn(examples: tuple[Example, ...]) -> Learned:
    """What the examples teach, the same each time; once, though each component asks for its own."""
    examples = tuple(sorted(examples, key=lambda one: (one.topic, one.text, one.after or "")))
    alone, following = ([one for one in examples if bool(one.after) is follows] for follows in (False, True))
    texts = [example.text for example in (*alone, *following)]
    tagger, *parts = side_by_side([(tagger_of, (examples,)), *((read, (part,)) for part in parts_of(texts))])
    counts = joined([part.counts for part in parts])
    steps = [step for part in parts for step in part.steps]
    luck = [drawn for part in parts for drawn in part.luck]
    labels, follow_ups = [example.topic for example in alone], [FollowUp(one.after, one.topic) for one in following]
    kinds = Kinds(having("danger"), SET_ASIDE)
    return Learned(tagger, topic_training.train_counted(counts, labels, steps, luck, kinds, follow_ups))


def parts_of(texts: Sequence[str]) -> list[Sequence[str]]:
    """The texts in their order, in parts about as long."""
    size = -(-len(texts) // PARTS)
    return [texts[start:start + size] for start in range(0, len(texts), size)]


@dataclass(frozen=True)
class Part:
    """Texts read: their features, and of each the step of length and the luck by which it is drawn."""

    counts: Counts
    steps: list[int]
    luck: list[int]


def read(texts: Sequence[str]) -> Part:
    """The texts in one spelling, with signs for what is found in them, as the topic model looks at them."""
    lexicon = sample_lexicon()
    masked = [mask(text, find_facts(text, lexicon)) for text in map(normalise, texts)]
    return Part(count(masked, features), list(map(step_of_length, masked)), list(map(luck_of, masked)))


def tagger_of(examples: Sequence[Example]) -> Tagger:
    """What tells a name that is in no list."""
    from bot.nlu.mentions.examples import Asked
    from bot.nlu.mentions.training import train

    questions = [Asked(normalise(example.text), may_name_what_no_list_has(example.topic)) for example in examples]
    return train(questions, sample_lexicon(), normalise)


@lru_cache(maxsize=1)
def sample_lexicon() -> Lexicon:
    """What training reads with: the sample gazetteer, the same on every machine."""
    return Lexicon(sample_gazetteer(), VenueMatcher(venue_kinds().values()), load_settings().instant())
