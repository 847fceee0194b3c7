"""What both sides are asked: different questions, so that little is gained by remembering what was asked before.

They come from all examples, in a fixed order: fixed answers (FAQ) and such as an action has to compute; each list
begins again when a measurement has come to its end. For "a whole
city asks the same" four of five messages are one of twenty questions.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import cycle
from random import Random

from bench.sample import shuffled
from bench.topic_data import SEED, Example, facts_of, training_examples
from bot.rasa_engine.importer import intents_with_rules
from knowledge.releases import load_release

# Questions that an action computes, with the facts (entities) that make one whole, so that nothing has to be asked
# back.
COMPUTED: dict[str, tuple[frozenset[str], ...]] = {
    "zone_of_place": (frozenset({"place"}),),
    "booth_location": (frozenset({"place"}),),
    "venue_open": (frozenset({"venue_kind", "zone_kind"}), frozenset({"venue_kind", "place"})),
    "outbreak_one_unit": (frozenset({"cases", "units"}),),
    "outbreak_many": (frozenset({"cases", "units"}),),
    "after_hours_testing": (frozenset(),),
    "courier_testing": (frozenset(),),
}
FAVOURITES, SHARE_OF_FAVOURITES = 20, 0.8


def faq_questions() -> list[str]:
    """Questions whose answer is fixed words."""
    release = load_release()
    topics = set(release.answers) - intents_with_rules(release)
    return texts(training_examples(), topics)


@lru_cache(maxsize=1)
def action_questions() -> list[str]:
    """Questions that an action answers."""
    return [text for text, topic in ruled() if is_whole(topic, {span.entity for span in facts_of(text)[1]})]


def ruled() -> list[tuple[str, str]]:
    """The different questions of the computed topics, with their topics, in their fixed order."""
    return list(
        {example.text: example.topic for example in shuffled(training_examples()) if example.topic in COMPUTED}.items()
    )


def is_whole(topic: str, found: set[str]) -> bool:
    """Whether the facts found in a question are all that its action needs. Pure."""
    return any(needed <= found for needed in COMPUTED[topic])


def texts(examples: Sequence[Example], topics: set[str]) -> list[str]:
    """The different texts of some topics in their fixed order."""
    return list(dict.fromkeys(example.text for example in shuffled(examples) if example.topic in topics))


def city_questions(count: int) -> list[str]:
    """``count`` messages as they come when a notice is out: four of five among twenty questions, each kind by its
    half."""
    return mixed(faq_questions(), action_questions(), count)


def mixed(faq: Sequence[str], computed: Sequence[str], count: int) -> list[str]:
    """The favourites are the first of each kind, half by half; all others come in their order."""
    half = FAVOURITES // 2
    favourites = [*faq[:half], *computed[:half]]
    others, chance = alternating(faq[half:], computed[half:]), Random(SEED)
    return [chance.choice(favourites) if chance.random() < SHARE_OF_FAVOURITES else next(others) for _ in range(count)]


def alternating(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """First of the one, first of the other, and so on; each over again when it has come to its end."""
    for pair in zip(cycle(one), cycle(other), strict=False):
        yield from pair
