"""What is written for residents: there for every topic, short, whole, and in its own words."""
from __future__ import annotations

import re
import string
import unicodedata

import pytest
from answer_texts import COMPUTED, CONSTANTS, WRITTEN, said
from content_folder import AFTER, EVENT, real_release
from support import SHARED

USUAL, LONGEST, COPIED = 180, 320, 25
CHANNELS = ("web", "wechat", "hotline")


@pytest.mark.parametrize("at", [EVENT, AFTER], ids=["event", "after"])
@pytest.mark.parametrize("topic", WRITTEN)
def test_every_topic_has_a_text(topic, at):
    for channel in CHANNELS:
        assert re.search(r"[。！？：]$", said(topic, at, channel))


def test_the_computed_topics_have_none_of_their_own():
    assert all(not real_release().answers[topic].parts for topic in COMPUTED)


@pytest.mark.parametrize("at", [EVENT, AFTER], ids=["event", "after"])
def test_nine_in_ten_are_short_and_none_is_long(at):
    lengths = sorted(len(said(topic, at, channel)) for topic in WRITTEN for channel in CHANNELS)
    assert lengths[-1] <= LONGEST and lengths[int(len(lengths) * 0.9)] <= USUAL


@pytest.mark.parametrize("topic", sorted(real_release().answers))
def test_an_answer_asks_for_known_values_only(topic):
    for part in real_release().answers[topic].parts:
        for text in (part.text, *part.channels.values()):
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= set(CONSTANTS)


@pytest.mark.parametrize("name", sorted(real_release().words))
def test_a_phrase_has_whole_placeholders(name):
    asked = {field for _, field, _, _ in string.Formatter().parse(real_release().words[name].text) if field is not None}
    assert all(re.fullmatch("[a-z_]+", field) for field in asked)


@pytest.mark.parametrize("topic", sorted(real_release().answers))
def test_only_conversation_cites_nothing(topic):
    answer = real_release().answers[topic]
    states = answer.cites or bool(answer.role.venues)
    assert states is (answer.group != "conversation" and topic not in COMPUTED and not answer.not_stated)
    assert all((part.notice is None) is (answer.group == "conversation") for part in (*answer.parts, *answer.nearby))


def test_titles_tell_the_topics_apart():
    titles = [answer.title for answer in real_release().answers.values()]
    assert len(set(titles)) == len(titles)


def bare(text: str) -> str:
    """Letters, characters and digits only."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


@pytest.fixture(scope="module")
def printed_runs():
    pages = sorted((SHARED / "source").glob("*.txt"))
    if not pages:
        pytest.skip(f"{SHARED / 'source'} holds no pages: the printed texts are not part of the project.")
    texts = [bare(page.read_text(encoding="utf-8")) for page in pages]
    return {text[start:start + COPIED] for text in texts for start in range(len(text) - COPIED + 1)}


def copied(text: str, runs: set[str]) -> list[str]:
    own = bare(text)
    return [own[start:start + COPIED] for start in range(len(own) - COPIED + 1) if own[start:start + COPIED] in runs]


@pytest.mark.parametrize("topic", sorted(real_release().answers))
def test_no_sentence_of_an_answer_is_copied(topic, printed_runs):
    for part in real_release().answers[topic].parts:
        for text in (part.text, *part.channels.values()):
            assert copied(text, printed_runs) == []


def test_no_phrase_is_copied(printed_runs):
    conditions = [text for row in real_release().rulebook.rows for text in row.conditions]
    texts = [phrase.text for phrase in real_release().words.values()] + conditions
    assert [text for text in texts if copied(text, printed_runs)] == []
