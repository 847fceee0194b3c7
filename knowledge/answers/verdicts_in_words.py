"""A verdict of the rulebook in words, made from the rows that decide it: which kinds they name, their conditions, until
when, and where else it is otherwise. What no row states is left to be said last. Pure."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from knowledge.answers.model import Said
from knowledge.answers.rest_first import whole_city
from knowledge.answers.role import Role
from knowledge.answers.row_origins import row_origins
from knowledge.answers.wording import say_hour
from knowledge.notices.model import Notice
from knowledge.rulebook.model import (
    BY_DAY,
    DISAGREE,
    NOT_STATED,
    Claim,
    Names,
    Rulebook,
    VenueVerdict,
    VerdictWord,
)
from knowledge.rulebook.overview import ALL, REST, kinds_named, named_there
from knowledge.rulebook.venues import cells, decide_venue, in_order, open_there

# How a kind that no row names is likened to those that are named: only what serves daily life.
LIKENED = "daily"
# Places of which the same is said otherwise; of more than so many the first are named.
NAMED_PLACES = 5


@dataclass(frozen=True)
class Told:
    """What rows say of some kinds in several zones: the ``text``, empty where none states anything, what they leave
    ``unstated``, and the ``verdicts`` told."""

    text: str
    unstated: tuple[str, ...]
    verdicts: tuple[VenueVerdict, ...]


@dataclass(frozen=True)
class Group:
    """Kinds of venues and zones of which the same is said: the verdict's ``word``, the words of it, its conditions."""

    word: str
    said: str
    conditions: tuple[str, ...]
    venues: tuple[str, ...]


@dataclass(frozen=True)
class VerdictsInWords:
    """``say`` fills in a phrase of the release by its name."""

    book: Rulebook
    notices: Mapping[str, Notice]
    say: Callable[..., str]
    # As many as there are topics about venues, for each time that the rows change.
    _told: dict[tuple, Told] = field(default_factory=dict, init=False, compare=False)

    def phrase(self, verdict: VenueVerdict) -> str:
        """The name of the phrase that says a verdict."""
        if self.likened(verdict):
            return "venue_likened"
        word = self.book.verdicts[verdict.word]
        return word.phrase_if if self.conditions(verdict) else word.phrase

    def values(self, verdict: VenueVerdict, where: str, venue: str) -> dict[str, str]:
        """What fills the phrase in."""
        likens, kinds = self.likened(verdict) or ("", "")
        return {
            "where": where, "venue": venue, "more": self.more(verdict, venue),
            "conditions": self.listed(self.conditions(verdict)), "days": self.listed(self.days(verdict)),
            "claims": self.listed(self.claim(claim) for claim in verdict.claims) if verdict.word == DISAGREE else "",
            "likens": likens, "kinds": kinds,
        }

    def more(self, verdict: VenueVerdict, venue: str) -> str:
        """What the phrase does not say itself: what else may open there, the end, where it is otherwise, and conditions
        it has no place for."""
        word, said = self.book.verdicts[verdict.word], []
        if word.strictness and not verdict.named and (kinds := open_there(self.book, verdict)):
            said.append(self.say("venue_open_there", kinds=self.names(kinds)))
        if verdict.until and verdict.word != NOT_STATED:
            said.append(self.say("venue_until", until=say_hour(verdict.until)))
        said += self.elsewhere(verdict, venue)
        if (conditions := self.conditions(verdict)) and word.phrase == word.phrase_if:
            said.append(self.say("venue_conditions", conditions=self.listed(conditions)))
        return "".join(said)

    def elsewhere(self, verdict: VenueVerdict, venue: str) -> list[str]:
        """What other rows say of parts of what was asked about: a sentence for the places of which the same is said."""
        told: dict[str, list[str]] = {}
        for row in verdict.elsewhere:
            there = self.in_line(replace(verdict, word=row.verdict, rows=(row,), elsewhere=()))
            told.setdefault(there, []).extend([row.scope.area] if row.scope.area else map("".join, row.scope.places))
        return [
            self.say("venue_elsewhere", where=self.some_of(dict.fromkeys(where)), venue=venue, verdict=there)
            for there, where in told.items()
        ]

    def some_of(self, places: Collection[str]) -> str:
        """Places by their names; of many the first, and how many there are."""
        named = "、".join(islice(places, NAMED_PLACES))
        return named if len(places) <= NAMED_PLACES else self.say("places_more", first=named, count=len(places))

    def conditions(self, verdict: VenueVerdict) -> tuple[str, ...]:
        """All conditions of the rows that decide, capacity and proof among them."""
        if verdict.word in (NOT_STATED, DISAGREE, BY_DAY):
            return ()
        said = list(dict.fromkeys(text for row in verdict.rows for text in row.conditions))
        said += [self.say("condition_capacity", capacity=verdict.capacity)] if verdict.capacity else []
        said += [self.say("condition_proof", proof=verdict.proof)] if verdict.proof else []
        return tuple(said)

    def listed(self, texts: Iterable[str], phrase: str = "venue_listed") -> str:
        """Each text on a line of its own."""
        return "".join("\n" + self.say(phrase, text=text) for text in texts)

    def in_line(self, verdict: VenueVerdict) -> str:
        """A verdict within a sentence of several: its words, with the conditions in brackets."""
        if not (conditions := self.conditions(verdict)):
            return self.bare(verdict)
        return self.say("venue_line_if", verdict=self.bare(verdict), conditions="，".join(conditions))

    def bare(self, verdict: VenueVerdict) -> str:
        """The words of a verdict without its conditions, with its end."""
        if verdict.word == BY_DAY:
            return self.say("venue_line_by_day", days="；".join(self.days(verdict)))
        word, ends = self.book.verdicts[verdict.word], verdict.until and verdict.word != NOT_STATED
        said = word.words_if if self.conditions(verdict) else word.words
        return said + (self.say("venue_line_until", until=say_hour(verdict.until)) if ends else "")

    def days(self, verdict: VenueVerdict) -> tuple[str, ...]:
        """The verdicts by the day of the zone."""
        ends = [*(first - 1 for first, _ in verdict.by_day[1:]), *[None] * bool(verdict.by_day)]
        spans = zip(verdict.by_day, ends, strict=True)
        return tuple(
            self.say("venue_days" if last else "venue_days_from", first=first, last=last, verdict=self.in_line(one))
            for (first, one), last in spans
        )

    def likened(self, verdict: VenueVerdict) -> tuple[str, str] | None:
        """The notice's own name for what it opens, where the kind may fall under it, and the like kinds that are named
        and may open there."""
        if verdict.word != NOT_STATED or not self.daily((verdict.venue,)):
            return None
        name = next((row.likens for row in verdict.rows if row.likens), None)
        kinds = self.daily(open_there(self.book, verdict)) if name else ()
        return (name, self.names(kinds)) if name and kinds else None

    def daily(self, venues: Iterable[str]) -> tuple[str, ...]:
        """Those of the kinds that serve daily life."""
        return tuple(venue for venue in venues if self.book.kinds[venue].group == LIKENED)

    def names(self, venues: tuple[str, ...]) -> str:
        """Kinds by their names."""
        return self.listing(self.book.kinds[venue].name for venue in venues)

    def listing(self, names: Iterable[str]) -> str:
        """Names one after another, the last with 和."""
        *first, last = names
        return self.say("names_and", names="、".join(first), last=last) if first else last

    def claim(self, claim: Claim) -> str:
        """What one of several notices says, with its clause."""
        verdict = self.book.verdicts[claim.word].words
        return self.say("venue_claim", source=self.source(claim), verdict=verdict)

    def source(self, claim: Claim) -> str:
        """The notice and what its clause is about."""
        notice = self.notices[claim.notice]
        return self.say("clause_named", title=notice.short, clause=notice.clauses[claim.clause])

    def told(
        self, called: Mapping[str, str], at: datetime, zones: tuple[str | None, ...] = (), where: Names = ()
    ) -> Told:
        """What the rows say of some kinds (``called``: kind to how it is called) in ``zones``, or in all, the same once
        for all that it is said of."""
        return self._told_of(called, {
            zone: {venue: decide_venue(self.book, venue, zone, at, where) for venue in called}
            for zone in in_order(self.book, at, zones)
        })

    def overview(self, at: datetime, zones: tuple[str | None, ...] = (), where: Names = ()) -> Told:
        """What the rows say of every kind that they name in ``zones``, and of the others there. Without any: in all
        kinds of zones, or where nothing is designated, in a city that has no name for that. That it is otherwise in
        some places is said once."""
        called = {venue: self.book.kinds[venue].name for venue in kinds_named(self.book, at)}
        called |= {REST: self.say("venue_rest"), ALL: self.say("venue_all")}
        all_of_it = cells(self.book, at)
        some = zones or ((None,) if None in all_of_it else ())
        there = {zone: named_there(self.book, zone, at, where) for zone in in_order(self.book, at, some)}
        otherwise = any(verdict.elsewhere for here in there.values() for verdict in here.values())
        told = self._told_of(called, {
            zone: {venue: replace(verdict, elsewhere=()) for venue, verdict in here.items()}
            for zone, here in there.items()
        })
        if otherwise or (not zones and some and len(all_of_it) > 1):
            return replace(told, text="\n".join(filter(None, (told.text, self.say("venue_otherwise")))))
        return told

    def _told_of(
        self, called: Mapping[str, str], cells_of: Mapping[str | None, Mapping[str, VenueVerdict]]
    ) -> Told:
        groups: dict[Group, list[str]] = {}
        verdicts = []
        for zone, here in cells_of.items():
            verdicts += here.values()
            for group in self.alike(here, called):
                groups.setdefault(group, []).append(self.say(f"zone_{zone or 'none'}"))
        stated = {group: names for group, names in groups.items() if group.word != NOT_STATED or group.said}
        unstated = (self.open(group, groups[group], called) for group in groups if group not in stated)
        return Told(self.lines(stated, called), tuple(unstated), tuple(verdicts))

    def alike(self, here: Mapping[str, VenueVerdict], called: Mapping[str, str]) -> list[Group]:
        """The kinds of one zone by what is said of them; nothing is said of what is not stated anywhere in it."""
        said: dict[tuple, tuple[str, ...]] = {}
        for venue, verdict in here.items():
            more = [said.rstrip("。") for said in self.elsewhere(verdict, called[venue])]
            bare = [] if verdict.word == NOT_STATED and not more else [self.bare(verdict)]
            key = verdict.word, "；".join([*bare, *more]), self.conditions(verdict)
            said[key] = (*said.get(key, ()), venue)
        return [Group(*key, venues) for key, venues in said.items()]

    def lines(self, stated: Mapping[Group, list[str]], called: Mapping[str, str]) -> str:
        """One sentence where all is the same; else what holds everywhere, or that it differs, and a line for each."""
        words = {self.book.verdicts[group.word] for group in stated}
        if len(stated) == 1 and not words & self.undecided:
            (group, zones), = stated.items()
            phrase = "venue_in_zones" if len(group.venues) == 1 else "venues_in_zones"
            return self.group(phrase, group, zones, called) + self.listed(group.conditions)
        where = {tuple(zones) for zones in stated.values()}
        line = "venue_zone_line" if len(where) > 1 else "venue_kind_line"
        lines = [
            "\n" + self.group(line, group, zones, called) + self.listed(group.conditions, "venue_condition_line")
            for group, zones in stated.items()
        ]
        if len(where) == 1:
            return "".join([self.say("venue_there", zones="、".join(*where)), *lines])
        one = words.pop() if len(words) == 1 and not words & self.undecided else None
        lead = self.say("venue_same", verdict=one.words_if) if one else self.say("venue_differs")
        return "".join([lead, *lines]) if lines else ""

    @property
    def undecided(self) -> set[VerdictWord]:
        """The verdicts that decide nothing by themselves."""
        return {self.book.verdicts[word] for word in (NOT_STATED, DISAGREE, BY_DAY)}

    def group(self, phrase: str, group: Group, zones: list[str], called: Mapping[str, str]) -> str:
        """A phrase about kinds in zones."""
        venue = "、".join(called[venue] for venue in group.venues)
        phrase += "_if" if group.conditions else ""
        return self.say(phrase, zones="、".join(zones), venue=venue, verdict=group.said)

    def open(self, group: Group, zones: list[str], called: Mapping[str, str]) -> str:
        """What is not stated of kinds in zones."""
        return self.group("venue_open_question", group, zones, called)

    def beside(self, said: Said, role: Role, at: datetime) -> Said:
        """What the rows say of a topic's kinds in every zone beside what is written of them: before it where they are
        what the topic is about, else behind it. Where no row holds, what is written stands alone, and what ended last
        is known."""
        if not self.book.venue_rows(at):
            return replace(said, ended=said.ended or self.book.venues_ended(at))
        told = self.told_of(role, at)
        sources = dict.fromkeys((claim.notice, claim.clause) for verdict in told.verdicts for claim in verdict.claims)
        first, second = (told.text, said.text) if role.name == "venue" else (said.text, told.text)
        text = "\n".join(filter(None, (first, second)))
        return replace(
            said, text=text, sources=tuple(dict.fromkeys((*sources, *said.sources))),
            unstated=(*told.unstated, *said.unstated), origins=(*row_origins(told.verdicts), *said.origins),
        )

    def told_of(self, role: Role, at: datetime) -> Told:
        """What the rows say of a topic's kinds in the whole city: of a single one its own verdict first, where a city
        has no name for what is not designated. The same as long as the same rows hold."""
        key = role.venues, tuple(map(id, self.book.venue_rows(at)))
        if (told := self._told.get(key)) is None:
            told = self._told[key] = self._told_now(role.venues, at)
        return told

    def _told_now(self, venues: tuple[str, ...], at: datetime) -> Told:
        of_city = whole_city(self, venues[0], at) if len(venues) == 1 and None in cells(self.book, at) else None
        if of_city is None:
            return self.told({venue: self.book.kinds[venue].name for venue in venues}, at)
        return Told(of_city.text, (), of_city.verdicts)
