"""The tagger is made the same each time, of names that no case has."""
from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from marked import read_marked
from near_copies import pairs_within
from reading import sample_lexicon
from support import ROOT

from bot.nlu.mentions.examples import Asked, Maker, examples
from bot.nlu.mentions.names import FOLDER, names_with
from bot.nlu.mentions.training import fit, usage_in
from bot.nlu.normalise import normalise
from bot.nlu.readers.tagger import Tagger

CASES = ROOT / "tests" / "cases" / "mentions"
# There are not enough ways to say so little.
SHORT = 6
TOPICS = [Asked("金水区的药店开吗", True), Asked("俺小区是什么风险", True), Asked("孩子发烧咋办", False)]


@pytest.fixture(scope="module")
def names():
    return names_with(sample_lexicon())


@pytest.fixture
def maker(names):
    return Maker(sample_lexicon(), names, normalise)


@pytest.fixture(scope="module")
def sentences(names):
    return examples(TOPICS, Maker(sample_lexicon(), names, normalise))


def test_frames_and_sentences_are_many_and_the_same_each_time(maker, sentences):
    assert len(sentences) >= 600 and sentences == examples(TOPICS, maker)
    assert all(len(sentence.text) == len(sentence.labels) for sentence in sentences)


def test_the_same_sentences_give_the_same_bytes(tmp_path, sentences):
    files = [tmp_path / "one.npz", tmp_path / "other.npz"]
    for file in files:
        fit(sentences[:300], usage_in([topic.text for topic in TOPICS])).save(file)
    assert files[0].read_bytes() == files[1].read_bytes()
    loaded = Tagger.load(files[0])
    assert loaded.usage == Tagger.load(files[1]).usage and np.isfinite(loaded.weights).all()


def test_a_known_name_is_one_sign_with_nothing_to_find_and_a_made_up_one_has_labels(maker):
    made = maker.example([("金水区", "place"), ("的", None), ("虎啸坊", "venue"), ("开吗", None)])
    assert made.text == "§的虎啸坊开吗"
    assert made.labels == ("O", "O", "B-venue", "I-venue", "I-venue", "O", "O")


def test_an_example_that_may_name_what_no_list_has_is_left_out(maker):
    assert maker.renamed(TOPICS[1]) == []
    assert maker.renamed(TOPICS[0]) and maker.renamed(TOPICS[2])


def test_slots_are_filled_with_names_of_their_kind(maker):
    pieces = maker.filled("我在{own}，[茶摊](venue)能开吗")
    assert [kind for _, kind in pieces] == [None, "place", None, "venue", None]


def test_no_name_that_the_cases_call_unknown_is_trained(names):
    marked = [sentence for sentence in read_marked(CASES / "unknown.yml")]
    unknown = {sentence.text[start:end] for sentence in marked for start, end, _ in sentence.spans}
    assert not unknown & set(chain.from_iterable(names.parts.values()))


def test_no_written_sentence_is_nearly_a_case():
    asked = [sentence.text for kind in ("known", "unknown", "none") for sentence in read_marked(CASES / f"{kind}.yml")]
    written = [sentence.text for sentence in read_marked(FOLDER / "sentences.yml")]
    long = [text for text in asked if len(text) > SHORT]
    assert [(long[one], written[other]) for one, other in pairs_within(long, written, 0.25)] == []
