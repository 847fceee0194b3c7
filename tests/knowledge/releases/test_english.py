"""English forms: each states what the Chinese states, and one that is older than the Chinese is not shown."""
from __future__ import annotations

import pytest
from answer_texts import WRITTEN, in_words, said
from content_folder import AFTER, EVENT, real_release, refusal, replace, small_folder
from support import ROOT

from bot.answering.english import NO_ENGLISH
from knowledge.answers.english_writing import tidy
from knowledge.forms.facts import differing
from knowledge.releases import load_release
from knowledge.releases.city import CALLED
from knowledge.releases.english import UNTRANSLATED, place_names
from knowledge.releases.review import notes
from knowledge.rulebook.venues import cells, decide_venue
from knowledge.text.located_yaml import read_located

STATES = {"event": EVENT, "after": AFTER}
UNSEALED = "answers/topics/booth_after_unsealing.yml"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("topic", WRITTEN)
def test_every_topic_states_the_same_in_english(topic, state):
    chinese, english = (
        said(topic, STATES[state], release=release) for release in (real_release(), real_release().english)
    )
    assert UNTRANSLATED not in english
    assert differing(chinese, tidy(english), place_names(real_release())) == ()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("topic", WRITTEN)
def test_every_topic_read_aloud_states_the_same(topic, state):
    written, aloud = (said(topic, STATES[state], channel) for channel in ("web", "voice"))
    assert differing(written, aloud, place_names(real_release())) == ()


def test_every_verdict_states_the_same_in_english():
    chinese, english = real_release(), real_release().english
    for venue in chinese.rulebook.kinds:
        for zone in cells(chinese.rulebook, EVENT):
            texts = []
            for release in (chinese, english):
                words, verdict = in_words(release), decide_venue(release.rulebook, venue, zone, EVENT)
                name = release.rulebook.kinds[venue].name
                texts.append(words.say(words.phrase(verdict), **words.values(verdict, words.say(f"zone_{zone}"), name)))
            assert UNTRANSLATED not in texts[1]
            assert differing(texts[0], tidy(texts[1]), place_names(real_release())) == (), (venue, zone)


def test_every_phrase_has_an_english_form_but_those_of_wechat_of_agents_and_names():
    # Official accounts and agents at the hotline speak Chinese.
    chinese = {name for file in ("wechat", "hotline") for name in read_located(ROOT / f"language/words/{file}.yml")}
    missing = {name for name, phrase in real_release().english.words.items() if UNTRANSLATED in phrase.text}
    assert missing - chinese == {*CALLED, NO_ENGLISH}


def test_an_english_form_older_than_the_chinese_is_not_shown(tmp_path):
    root = small_folder(tmp_path)
    assert load_release(root).english.answers["booth_after_unsealing"].parts[0].text.startswith("Once a compound")
    replace(root / UNSEALED, "给大家做核酸。", "方便大家做核酸。")
    release = load_release(root)
    assert next(note for note in notes(release, EVENT) if "English" in note).startswith(
        "topic booth_after_unsealing, part 1: its English form is older than the Chinese and is not shown; "
        "put it right and write of: zh"
    )
    parts = release.english.answers["booth_after_unsealing"].parts
    assert parts[0].text.startswith(UNTRANSLATED + "解封后")
    assert parts[1].text.startswith("Some unsealed compounds")


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("at once so", "within 2 days so", "days <=2"),
    ("of: zh", "year: 2022\n      of: zh", "unknown key 'year'"),
])
def test_an_english_form_that_states_something_else_is_refused(tmp_path, old, new, sentence):
    file = small_folder(tmp_path) / UNSEALED
    text = file.read_text(encoding="utf-8")
    place = text.index("Once a compound")
    file.write_text(text[:place] + text[place:].replace(old, new, 1), encoding="utf-8")
    assert sentence in refusal(tmp_path)[2]


@pytest.mark.parametrize(("form", "sentence"), [
    ("sms: " + "测" * 71, "sms: 71 characters; a message holds 70"),
    ("sms: 解封后两天内开放采样屋", "days <=2"),
    ("voice: 解封后第三天开放采样屋", "days 3"),
])
def test_a_short_or_spoken_form_keeps_to_its_length_and_its_facts(tmp_path, form, sentence):
    file = small_folder(tmp_path) / UNSEALED
    replace(file, "      sms: 解封后第一时间开放采样屋。\n", f"      {form}\n")
    assert sentence in refusal(tmp_path)[2]
