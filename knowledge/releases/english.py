"""A release in English: whatever has an English form that is as new as the Chinese stands in the Chinese's place, and
whatever has none is marked, so that no reply mixes the two unseen. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from knowledge.answers.model import Answer, Part, Phrase
from knowledge.rulebook.model import Row, Rulebook

# A Release, which has its English form from here.
Content = TypeVar("Content")
ENGLISH = "en"
# Stands before words that have no English form; no text has it otherwise.
UNTRANSLATED = "\ue000"
# Phrases of which each names one thing, by its Chinese name, wherever that stands: kinds of venues and zones, verdicts,
# conditions, notices.
TERM = "term_"


def english(release: Content) -> Content:
    """The release with its words in English. Titles of notices stay as they were issued."""
    terms = terms_of(release.words)
    notices = {
        key: replace(
            notice, short=terms.get(notice.short, notice.short),
            clauses={clause: terms.get(about, about) for clause, about in notice.clauses.items()},
        )
        for key, notice in release.notices.items()
    }
    return replace(
        release, language=ENGLISH, notices=notices, rulebook=_rulebook(release.rulebook, terms),
        answers={topic: _answer(answer) for topic, answer in release.answers.items()},
        words={name: _phrase(phrase, terms) for name, phrase in release.words.items()},
    )


def terms_of(words: Mapping[str, Phrase]) -> dict[str, str]:
    """What things are called in English, by their Chinese names."""
    return {
        phrase.text: phrase.english["text"] for name, phrase in words.items()
        if name.startswith(TERM) and "text" in phrase.english
    }


def place_names(release: Content) -> dict[str, str]:
    """The districts by each of their names, in both languages, to compare what two forms say of places."""
    names = {name: one.name for one in release.city.districts for name in (one.name, *one.aliases)}
    terms = terms_of(release.words)
    return names | {terms[name]: name for name in list(names) if name in terms}


def _known(english: Mapping[str, str], key: str, chinese: str) -> str:
    """The English words, or the Chinese ones, marked."""
    return english.get(key) or (chinese and UNTRANSLATED + chinese)


def _part(part: Part) -> Part:
    text, unstated = (_known(part.english, key, getattr(part, key)) for key in ("text", "unstated"))
    return replace(part, text=f"{text} " if text else "", unstated=unstated, channels={})


def _answer(answer: Answer) -> Answer:
    said = {key: _known(answer.english, key, getattr(answer, key)) for key in ("title", "not_stated", "ask")}
    if said["not_stated"]:
        said["not_stated"] += " "
    parts = (tuple(_part(part) for part in some) for some in (answer.parts, answer.nearby))
    return replace(answer, **said, **dict(zip(("parts", "nearby"), parts, strict=True)))


def _phrase(phrase: Phrase, terms: Mapping[str, str]) -> Phrase:
    text = phrase.english.get("text") or terms.get(phrase.text) or UNTRANSLATED + phrase.text
    # What is filled in stands between blanks; rendering takes out those that are too many.
    text = f" {text} " if not text.startswith(UNTRANSLATED) else text
    # A name of the city that has no English one is pressed as it is.
    buttons = tuple((phrase.english.get(title, title), payload) for title, payload in phrase.buttons)
    return replace(phrase, text=text, buttons=buttons)


def _rulebook(book: Rulebook, terms: Mapping[str, str]) -> Rulebook:
    def name(chinese: str) -> str:
        return terms.get(chinese, UNTRANSLATED + chinese)

    def row(one: Row) -> Row:
        return replace(
            one, conditions=tuple(map(name, one.conditions)), likens=one.likens and name(one.likens),
        )

    return replace(
        book, rows=tuple(map(row, book.rows)),
        kinds={key: replace(kind, name=name(kind.name)) for key, kind in book.kinds.items()},
        zones={key: replace(zone, name=name(zone.name)) for key, zone in book.zones.items()},
        verdicts={
            key: replace(word, words=name(word.words), words_if=name(word.words_if))
            for key, word in book.verdicts.items()
        },
    )
