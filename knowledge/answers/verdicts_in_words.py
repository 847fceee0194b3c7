"""A verdict of the rulebook in words, made from the rows that decide it: which kinds they name, their conditions, until
when, where else it is otherwise, and whom to ask for what is not stated. Pure."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.answers.model import Said
from knowledge.answers.wording import say_hour
from knowledge.notices.model import Notice
from knowledge.rulebook.model import BY_DAY, DISAGREE, NOT_STATED, Claim, Names, Rulebook, VenueVerdict
from knowledge.rulebook.venues import decide_venue, in_order, open_there

# How a kind that no row names is likened to those that are named: only what serves daily life.
LIKENED = "daily"


@dataclass(frozen=True)
class VerdictsInWords:
    """``say`` fills in a phrase of the release by its name."""

    book: Rulebook
    notices: Mapping[str, Notice]
    say: Callable[..., str]

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
            "where": where, "venue": venue, "conditions": self.conditions(verdict), "more": self.more(verdict, venue),
            "claims": "；".join(self.claim(claim) for claim in verdict.claims) if verdict.word == DISAGREE else "",
            "days": self.days(verdict), "likens": likens, "kinds": kinds,
        }

    def more(self, verdict: VenueVerdict, venue: str) -> str:
        """What the phrase does not say itself: conditions it has no place for, what else may open there, the end,
        and where it is otherwise."""
        word, said = self.book.verdicts[verdict.word], []
        conditions = self.conditions(verdict)
        if conditions and word.phrase == word.phrase_if:
            said.append(self.say("venue_conditions", conditions=conditions))
        if word.strictness and not verdict.named and (kinds := open_there(self.book, verdict)):
            said.append(self.say("venue_open_there", kinds=self.names(kinds)))
        if verdict.until and verdict.word != NOT_STATED:
            said.append(self.say("venue_until", until=say_hour(verdict.until)))
        return "".join([*said, *self.elsewhere(verdict, venue)])

    def elsewhere(self, verdict: VenueVerdict, venue: str) -> list[str]:
        """What other rows say of parts of what was asked about: a sentence for the places of which the same is said."""
        told: dict[str, list[str]] = {}
        for row in verdict.elsewhere:
            there = self.in_line(replace(verdict, word=row.verdict, rows=(row,), elsewhere=()))
            told.setdefault(there, []).extend([row.scope.area] if row.scope.area else map("".join, row.scope.places))
        return [
            self.say("venue_elsewhere", where="、".join(dict.fromkeys(where)), venue=venue, verdict=there)
            for there, where in told.items()
        ]

    def conditions(self, verdict: VenueVerdict) -> str:
        """All conditions of the rows that decide, capacity and proof among them; empty without any."""
        if verdict.word in (NOT_STATED, DISAGREE, BY_DAY):
            return ""
        said = [verdict.conditions] if verdict.conditions else []
        said += [self.say("condition_capacity", capacity=verdict.capacity)] if verdict.capacity else []
        said += [self.say("condition_proof", proof=verdict.proof)] if verdict.proof else []
        return "，".join(said)

    def in_line(self, verdict: VenueVerdict) -> str:
        """A verdict within a line of several: its word, with the conditions in brackets."""
        word, conditions = self.book.verdicts[verdict.word], self.conditions(verdict)
        if verdict.word == BY_DAY:
            return self.say("venue_line_by_day", days=self.days(verdict))
        said = self.say("venue_line_if", verdict=word.words_if, conditions=conditions) if conditions else word.words
        ends = verdict.until and verdict.word != NOT_STATED
        return said + (self.say("venue_line_until", until=say_hour(verdict.until)) if ends else "")

    def days(self, verdict: VenueVerdict) -> str:
        """The verdicts by the day of the zone."""
        ends = [*(first - 1 for first, _ in verdict.by_day[1:]), *[None] * bool(verdict.by_day)]
        spans = zip(verdict.by_day, ends, strict=True)
        return "；".join(
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
        *first, last = (self.book.kinds[venue].name for venue in venues)
        return self.say("names_and", names="、".join(first), last=last) if first else last

    def claim(self, claim: Claim) -> str:
        """What one of several notices says, with its clause."""
        verdict = self.book.verdicts[claim.word].words
        return self.say("venue_claim", source=self.source(claim), verdict=verdict)

    def source(self, claim: Claim) -> str:
        """The notice and what its clause is about."""
        notice = self.notices[claim.notice]
        return self.say("clause_named", title=notice.short, clause=notice.clauses[claim.clause])

    def lines(
        self, called: Mapping[str, str], at: datetime, zones: tuple[str | None, ...] = (), where: Names = ()
    ) -> tuple[str, tuple[VenueVerdict, ...]]:
        """A line for all zones in which the same holds of the same kinds (``called``: kind to how it is called), and
        the verdicts told. What is not stated stands last, with whom to ask."""
        told: dict[tuple, list[str]] = {}
        verdicts = []
        for zone in in_order(self.book, at, zones):
            here = {venue: decide_venue(self.book, venue, zone, at, where) for venue in called}
            verdicts += here.values()
            for said, venues in self.alike(here, called).items():
                told.setdefault((said, venues), []).append(self.say(f"zone_{zone or 'none'}"))
        unstated = self.book.verdicts[NOT_STATED].words
        stated_first = sorted(told, key=lambda one: one[0] == unstated)
        lines = [self.line(told[one], one[1], one[0], called) for one in stated_first]
        lines += [self.say("venue_ask_unstated")] if any(said == unstated for said, _ in told) else []
        return "".join(lines), tuple(verdicts)

    def alike(self, here: Mapping[str, VenueVerdict], called: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """The kinds of one zone by what is said of them."""
        by_words: dict[str, tuple[str, ...]] = {}
        for venue, verdict in here.items():
            more = "；".join(said.rstrip("。") for said in self.elsewhere(verdict, called[venue]))
            said = "；".join(filter(None, (self.in_line(verdict), more)))
            by_words[said] = (*by_words.get(said, ()), venue)
        return by_words

    def line(self, zones: list[str], venues: tuple[str, ...], said: str, called: Mapping[str, str]) -> str:
        """One line."""
        venue = "、".join(called[venue] for venue in venues)
        return self.say("venue_zone_line", zones="、".join(zones), venue=venue, verdict=said)

    def before(self, said: Said, venues: tuple[str, ...], at: datetime) -> Said:
        """What the rows say of some kinds in every zone, before what is written of them. Where no row holds, what is
        written stands alone, and what ended last is known."""
        if not self.book.venue_rows(at):
            return replace(said, ended=said.ended or self.book.venues_ended(at))
        lines, verdicts = self.lines({venue: self.book.kinds[venue].name for venue in venues}, at)
        sources = dict.fromkeys((claim.notice, claim.clause) for verdict in verdicts for claim in verdict.claims)
        return replace(said, text=lines + said.text, sources=tuple(dict.fromkeys((*sources, *said.sources))))
