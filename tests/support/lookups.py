"""A city with lists of risk areas, asked about places as residents ask, without a model."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from actions.context import ActionContext
from actions.replies.zone_replies import look_up, zone_messages
from actions.tracker.conversation_state import ConversationState, Named, read_place
from bot.answering.nlg import with_phones
from bot.nlu.content import venue_kinds
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.venues import VenueMatcher
from knowledge.database import migrate, open_engine, transaction
from knowledge.places.gazetteer import Gazetteer, load_gazetteer
from knowledge.places.load import load_places
from knowledge.releases import load_release
from knowledge.settings import load_settings
from knowledge.tables.table import read_table
from knowledge.zones.model import ZoneAnswer
from knowledge.zones.risk_lists import load_risk_list

CITY = "郑州市"
KIND_OF_LIST = {"highlist": "high_risk", "middlelist": "medium_risk"}
# No address that anybody lives at: an area between roads, a remainder, something beside something.
NO_ADDRESS = re.compile("合围|围合|区域|除|以外|片区|周边|交叉口|对面|[(（]")
ASKED_BACK = ("zone_which_place", "zone_did_you_mean")
NUMBER_OF_ENTRY = re.compile(r"^\d{1,3}、")


@lru_cache(maxsize=1)
def venues() -> VenueMatcher:
    return VenueMatcher(venue_kinds().values())


@dataclass(frozen=True)
class Lookup:
    """What came of a question: the first words of the reply, its text, the answer unless it was asked back, and the
    instants that were read out of it."""

    words: str
    text: str
    answer: ZoneAnswer | None
    instants: tuple[str, ...]

    @property
    def decided(self) -> bool:
        """Whether the resident was told a zone, or that the list does not name the place."""
        return self.answer is not None and self.answer.outcome in ("listed", "parts", "low_by_remainder", "not_named")

    @property
    def kinds(self) -> set[str]:
        """All kinds of zones that were told of the place itself."""
        if self.answer is None or self.answer.outcome == "not_named":
            return set()
        return {self.answer.kind, self.answer.rest, *(part.kind for part in self.answer.parts)} - {None}


@dataclass(frozen=True)
class Asked:
    """The city as it is asked at one instant."""

    context: ActionContext
    gazetteer: Gazetteer
    at: datetime

    def about(self, text: str) -> Lookup:
        """The answer to the question which zone is meant by ``text``."""
        spans = find_facts(normalise(text), Lexicon(self.gazetteer, venues(), self.at))
        instants = tuple(span.value for span in spans if span.entity == "at")
        places = [read_place(span.value) for span in spans if span.entity == "place"]
        state = self.state(places[-1] if places else None)
        (message,) = zone_messages(self.context, state)
        asked_back = message.words in ASKED_BACK or not message.words.startswith("zone_")
        answer = None if asked_back else look_up(self.context, state.place, state)
        phones = {"hotline": self.context.settings.hotline}
        text = with_phones(self.context.words(message.words, **message.values), phones)
        return Lookup(message.words, text, answer, instants)

    def state(self, place: Named | None) -> ConversationState:
        return ConversationState("zone_of_place", place, None, None, None, None, None, False, self.at)


@contextmanager
def asked(places: Iterable[Path], replies: Iterable[dict], at: datetime) -> Iterator[Asked]:
    """A store with these tables of places and these risk-area replies, in that order."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/places.db")
        migrate(engine)
        with transaction(engine) as session:
            for file in places:
                assert not load_places(session, read_table(file)).refused
            for reply in replies:
                load_risk_list(session, reply, CITY, "test")
            gazetteer = load_gazetteer(session)
        yield Asked(ActionContext(load_settings(), engine, load_release()), gazetteer, at)
        engine.dispose()


def listed_addresses(reply: dict) -> list[tuple[str, str]]:
    """(kind, full address) of all texts of a reply that are addresses."""
    return [(KIND_OF_LIST[name], full(area["county"], text)) for name in KIND_OF_LIST
            for area in reply["data"].get(name) or () if area["city"] == CITY
            for text in area["communitys"] if not NO_ADDRESS.search(text)]


def full(county: str, text: str) -> str:
    """The text with its district."""
    text = NUMBER_OF_ENTRY.sub("", text)
    return text if text.startswith((county, county.replace("回族", ""))) else county + text
