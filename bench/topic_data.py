"""What topic models are compared on: the training examples, the open test cases, and how a topic given is judged."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ruamel.yaml import YAML
from sklearn.model_selection import train_test_split

from bot.nlu.content import venue_kinds
from bot.nlu.features import mask
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from bot.nlu.readers.venues import VenueMatcher
from bot.nlu.sample_places import sample_gazetteer
from bot.rasa_engine.importer import ASIDE, DIALOGUE, FAQ, example_files
from bot.training.train import ROOT
from knowledge.clock import parse_instant

# The morning that the cases are asked on: words like "tonight" need one.
NOW = parse_instant("2022-11-07T09:00:00+08:00")
SEED = 20221107
# Three minutes of processor time each; after four it gives 98 % of what it learnt from their topic.
DIET_EPOCHS = 4
OUT_OF_SCOPE = "out_of_scope"
# The rules of the answer, not the model, tell these apart.
ONE_TOPIC = {"outbreak_one_unit": "outbreak", "outbreak_many": "outbreak", "not_understood": "out_of_scope"}
# What the dialogue makes of a message that is nothing but a fact, in the order in which it looks.
BARE_FACTS = {
    "cases": "outbreak", "units": "outbreak", "courier": "courier_testing", "place": "zone_of_place",
    "venue_kind": "venue_open"
}


@dataclass(frozen=True)
class Example:
    """A message as it is typed and the topic it is of."""

    text: str
    topic: str


def read_yaml(pattern: str) -> list:
    """The trees of all files below the repository that fit, in the order of their names."""
    return [YAML(typ="safe").load(file.read_text(encoding="utf-8")) for file in sorted(ROOT.glob(pattern))]


def training_examples(a_topic: int | None = None) -> list[Example]:
    """All examples; at most ``a_topic`` of each topic, for a quick look."""
    by_topic = defaultdict(list)
    trees = (YAML(typ="safe").load(file.read_text(encoding="utf-8")) for file in example_files(DIALOGUE, FAQ, ASIDE))
    for entry in (entry for tree in trees for entry in tree["nlu"]):
        lines = entry["examples"].splitlines()
        by_topic[entry["intent"]] += [line[2:].strip() for line in lines if line.startswith("- ")]
    return [Example(text, topic) for topic, texts in by_topic.items() for text in texts[:a_topic]]


def open_cases() -> list[Example]:
    """The open test cases; the sealed ones stay sealed."""
    rows = [row for tree in read_yaml("tests/cases/understanding/open/*.yml") for row in tree]
    return [Example(str(row["q"]), row["topic"]) for row in rows]


def apart(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """Nine tenths to learn from and one tenth to choose the threshold on, of each topic alike, the same each time."""
    return train_test_split(
        examples, test_size=0.1, random_state=SEED, stratify=[example.topic for example in examples]
    )


def facts_of(text: str) -> tuple[str, list[Span]]:
    """The normalised text and what is found in it."""
    normalised = normalise(text)
    return normalised, find_facts(normalised, Lexicon(sample_gazetteer(), _venues(), NOW))


@lru_cache(maxsize=1)
def _venues() -> VenueMatcher:
    return VenueMatcher(venue_kinds().values())


def masked(text: str) -> str:
    """What the product's model looks at."""
    return mask(*facts_of(text))


def judge(topic: str, case: Example) -> str:
    """Right, refused (also: asked back) or wrong."""
    given = ONE_TOPIC.get(topic, topic)
    if given == "inform" != case.topic:
        given = _meaning_of_facts(case.text)
    if given == ONE_TOPIC.get(case.topic, case.topic):
        return "right"
    return "refused" if given in (OUT_OF_SCOPE, "nlu_fallback") else "wrong"


def _meaning_of_facts(text: str) -> str:
    found = {span.entity for span in facts_of(text)[1]}
    return next((topic for entity, topic in BARE_FACTS.items() if entity in found), "inform")
