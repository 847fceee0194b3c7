"""Reads a city's folder (city.yml, notices, rulebook, answers), with the topics and words of any city in language/,
into one checked, unchangeable release."""
from __future__ import annotations

import hashlib
from collections.abc import Collection, Container
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from knowledge.answers import Answer, Phrase, Topics, check_answers, check_words
from knowledge.answers.forms import marked_by_age
from knowledge.answers.placeholders import refuse_unknown_in_topics, refuse_unknown_in_words
from knowledge.city.folder import LANGUAGE, city_folder
from knowledge.notices import ContentError, Located, Notice, check_notices
from knowledge.releases.called import names_of, with_names
from knowledge.releases.city import CALLED, City, Hotline, check_city
from knowledge.releases.english import ENGLISH, english
from knowledge.releases.zone_kinds import zone_kinds_of
from knowledge.rulebook import Rulebook, check_rulebook
from knowledge.text.located_yaml import read_located

# What the words of every verdict have to say.
VERDICT_VALUES = ("where", "venue", "more")
FOLDERS = ("notices", "rulebook", "answers/topics", "answers/words")
GENERAL = ("topics", "words")
# The menu and the greeting of the official account, where the city has one.
MENU = "wechat/menu.yml"
# How a button asks a whole topic.
ASKS_TOPIC = "topic:"


@dataclass(frozen=True)
class Release:
    """One snapshot of all content; ``identifier`` is a hash of city, notices, answers and rulebook, or the one that the
    store knows it by. ``menu`` as it is written, None where there is none. ``language``: of its words, empty for
    Chinese."""

    identifier: str
    notices: dict[str, Notice]
    rulebook: Rulebook
    answers: dict[str, Answer]
    words: dict[str, Phrase]
    city: City
    menu: Located | None = None
    language: str = ""

    @cached_property
    def english(self) -> Release:
        """The same in English, as far as there is any."""
        return self if self.language else english(self)

    def spoken_in(self, language: str) -> Release:
        """The same in a language of its forms (ENGLISH); Chinese for any other."""
        return self.english if language == ENGLISH else self

    @cached_property
    def topics(self) -> Topics:
        """The topics by what computes them."""
        return Topics(self.answers)

    @cached_property
    def event_districts(self) -> frozenset[str]:
        """Districts that a notice's event (a screening) is for."""
        return frozenset(district for notice in self.notices.values() for district in notice.districts)

    def phones(self, names: Collection[str], at: datetime) -> list[Hotline]:
        """The phones known at an instant for a place by its names from the district down: those of all that it lies in,
        the narrowest first and the city's last. A phone is known once the notice that tells it has begun; one of no
        notice always is."""
        return sorted(
            (line for line in self.city.hotlines if line.of == tuple(names)[:len(line.of)] and self._is_out(line, at)),
            key=lambda line: -len(line.of),
        )

    def _is_out(self, line: Hotline, at: datetime) -> bool:
        return not line.notice or self.notices[line.notice].in_force.start <= at


def load_release(root: Path | None = None) -> Release:
    """Read and check everything of a city's folder, by default of the one that is served. Raises ContentError
    (file:line: sentence) on the first thing that is wrong."""
    # It reads the lexicon, of which what is wrong is told like what is wrong here.
    from knowledge.forms.comparison import refuse_differing

    root = root or city_folder()
    files = {folder: sorted((root / folder).glob("*.yml")) for folder in FOLDERS} | {"": [root / "city.yml"]}
    notices = check_notices(read_located(file) for file in files["notices"])
    city_file = read_located(*files[""])
    names = names_of(city_file)
    rulebook = _rulebook(root, files["rulebook"], zone_kinds_of(city_file), notices, names)
    topics = [_with_names(_named_after_topic(file), names) for file in files["answers/topics"]]
    general = {folder: sorted((LANGUAGE / folder).glob("*.yml")) for folder in GENERAL}
    general_topics = [_with_names(_named_after_topic(file), names) for file in general["topics"]]
    answers = check_answers(topics, notices, general_topics, rulebook.zones)
    _refuse_unknown_venues(topics, rulebook)
    words_of_all = [_with_names(read_located(file), names) for file in general["words"]]
    general_words = check_words(words_of_all, notices)
    own_words = [_with_names(read_located(file), names) for file in files["answers/words"]]
    words = check_words(own_words, notices, general_words)
    refuse_differing([*topics, *general_topics, *words_of_all, *own_words])
    refuse_unknown_in_topics(topics, CALLED)
    refuse_unknown_in_words(own_words, general_words, CALLED)
    # A step of the dialogue (not to say where one is) has words and no answer.
    asked = {*answers, *words}
    _refuse_buttons_to_nowhere(own_words, general_words, asked)
    words = {name: with_buttons_to(asked, phrase) for name, phrase in words.items()}
    words |= {f"zone_{zone.key}": Phrase(f"zone_{zone.key}", zone.name) for zone in rulebook.zones.values()}
    _refuse_verdicts_without_words(read_located(verdicts_file(root)), words)
    _refuse_shared_names(answers, words)
    city = check_city(city_file, answers, notices)
    shared = [venue_kinds_file(root), verdicts_file(root)]
    menu = read_located(root / MENU) if (root / MENU).is_file() else None
    return Release(_identifier(root, files, general | {"": shared}), notices, rulebook, answers, words, city, menu)


def _with_names(table: Located, names: dict[str, str]) -> Located:
    """Answers and words, whose English forms are those of the Chinese as it is written."""
    return with_names(marked_by_age(table), names)


def venue_kinds_file(root: Path | None = None) -> Path:
    """Where the kinds of venues stand: in the city's folder where it has its own, else those of the language."""
    return _own_or_general(root, "venue_kinds.yml")


def verdicts_file(root: Path | None = None) -> Path:
    """Where the verdicts and their words stand, in the same way."""
    return _own_or_general(root, "verdicts.yml")


def _own_or_general(root: Path | None, name: str) -> Path:
    own = (root or city_folder()) / "rulebook" / name
    return own if own.exists() else LANGUAGE / name


def _rulebook(
    root: Path, files: list[Path], zones: Located, notices: dict[str, Notice], names: dict[str, str]
) -> Rulebook:
    kinds, verdicts = venue_kinds_file(root), verdicts_file(root)
    tables = (with_names(read_located(file), names) for file in files if file not in (kinds, verdicts))
    return check_rulebook(read_located(kinds), read_located(verdicts), zones, tables, notices)


def _refuse_verdicts_without_words(verdicts: Located, words: dict[str, Phrase]) -> None:
    """The phrase of a verdict is there and says where, what, and all else that the rows say."""
    for row in verdicts.values():
        for key, values in (("phrase", VERDICT_VALUES), ("phrase_if", (*VERDICT_VALUES, "conditions"))):
            name = row.get(key)
            if name is None:
                continue
            if name not in words:
                raise row.refuse(f"{key}: there are no words {name!r} in answers/words.", key)
            for value in values:
                if f"{{{value}}}" not in words[name].text:
                    raise row.refuse(f"{key}: the words {name!r} leave out {{{value}}}.", key)


def with_buttons_to(topics: Container[str], phrase: Phrase) -> Phrase:
    """The phrase without buttons that ask a topic which this city does not have."""
    kept = tuple(
        (title, payload) for title, payload in phrase.buttons
        if not payload.startswith(ASKS_TOPIC) or payload.removeprefix(ASKS_TOPIC) in topics
    )
    return replace(phrase, buttons=kept)


def _refuse_buttons_to_nowhere(
    tables: list[Located], general: dict[str, Phrase], topics: Container[str]
) -> None:
    """A button that the city writes itself asks a topic that it has."""
    for name, row in ((name, row) for table in tables for name, row in table.items()):
        offered = {payload for _, payload in general[name].buttons} if name in general else set()
        for button in row.tables("buttons") if row.get("buttons") else ():
            asked = button.text("payload")
            topic = asked.removeprefix(ASKS_TOPIC)
            if asked.startswith(ASKS_TOPIC) and asked not in offered and topic not in topics:
                raise button.refuse(f"payload: {topic!r} is no topic with an answer.", "payload")


def _refuse_shared_names(answers: dict[str, Answer], words: dict[str, Phrase]) -> None:
    """A response is looked up by name, so no phrase may be called like a topic."""
    for name in sorted(set(answers) & set(words)):
        raise ContentError(
            f"data/answers/topics/{name}.yml:1: {name!r} is a topic and a phrase of words/; rename the phrase."
        )


def _refuse_unknown_venues(topics: list[Located], rulebook: Rulebook) -> None:
    """A topic is about a kind of venue that the rulebook knows."""
    for table in topics:
        for key, venues in (("venue", (table.get("venue"),)), ("with_venues", table.texts("with_venues"))):
            for venue in venues:
                if venue and venue not in rulebook.kinds:
                    raise table.refuse(f"{key} {venue!r} is no kind of venue_kinds.yml.", key)


def _named_after_topic(file: Path) -> Located:
    table = read_located(file)
    if table.text("topic") != file.stem:
        raise table.refuse(f"the topic must be the file's name, {file.stem!r}.", "topic")
    return table


def _identifier(root: Path, files: dict[str, list[Path]], general: dict[str, list[Path]]) -> str:
    digest = hashlib.sha256()
    for file in sorted(file for group in general.values() for file in group):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    for file in sorted(file for group in files.values() for file in group):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
