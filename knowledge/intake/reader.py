"""What each sentence of a text proposes, under the headings and questions before it. Pure."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.intake.carried import is_earlier
from knowledge.intake.changes import STAYS, changes
from knowledge.intake.columns import columns_of
from knowledge.intake.contacts import addressed, phones, site
from knowledge.intake.designating import Designations, made_zones
from knowledge.intake.head import is_bound
from knowledge.intake.headings import Headings
from knowledge.intake.model import (
    CHANGE,
    HEAD,
    HEADING,
    IGNORED,
    PHONE,
    SITE,
    TAIL,
    UNCLEAR,
    USED,
    WINDOW,
    Head,
    Proposal,
    Sentence,
    Span,
)
from knowledge.intake.names import Names
from knowledge.intake.questions import goes_on, is_bare, is_question
from knowledge.intake.rows import bounds
from knowledge.intake.ruling import Rulings
from knowledge.intake.said_anew import without_old
from knowledge.intake.windows import windows
from knowledge.intake.words import pattern
from knowledge.intake.zone_table import ZoneTable, zone_table
from knowledge.notices.model import Notice

NO_RULE, HOLDS = pattern(r"<outline.no_rule>"), pattern(r"<times.holds>")


@dataclass
class Reader:
    """One text being read, sentence by sentence; ``text`` is folded, so that places in it are those of what was
    pasted. ``zones``: the table of zones that is read."""

    text: str
    names: Names
    notices: Mapping[str, Notice]
    head: Head
    headings: Headings
    rulings: Rulings
    designations: Designations
    zones: ZoneTable | None = None

    def state(self, one: Sentence, own: list[Proposal], times: tuple[Span, ...]) -> str:
        """How a sentence ends before anybody looked."""
        if one.role in (HEAD, HEADING, TAIL) or own:
            return USED
        if HOLDS.search(self.text, one.start, one.end) and any(map(is_bound, times)):
            return USED
        said = self.text[one.start:one.end]
        if is_question(self.text, one) or self.is_bare_answer(one) or (
                columns_of(self.text, one, self.names) or zone_table(self.text, one)):
            return IGNORED
        return IGNORED if NO_RULE.search(said) or STAYS.search(said) else UNCLEAR

    def is_bare_answer(self, one: Sentence) -> bool:
        """A yes or no behind which its line says more: what that rules is told there."""
        return is_bare(self.text, one) and goes_on(self.text, one)

    def proposals(self, one: Sentence, times: tuple[Span, ...]) -> Iterator[Proposal]:
        """What a sentence proposes, where it is no line above a table, no question, and not what was said earlier."""
        if columns := columns_of(self.text, one, self.names):
            self.rulings.columns = columns
        elif table := zone_table(self.text, one):
            self.zones = table
        elif self.zones and (told := list(self.zones.proposals(self.text, one, self.names, times, self.head))):
            yield from told
        elif is_question(self.text, one):
            self.rulings.asked = one
            self.keep_kinds(one)
        elif is_earlier(self.text, one):
            self.keep_kinds(one)
            yield from self.changes(one)
        elif not self.is_bare_answer(one):
            yield from self.said(one, times)
            self.rulings.earlier = []

    def keep_kinds(self, one: Sentence) -> None:
        """What the next sentence may be about, that names none."""
        self.rulings.earlier = [each.key for each in self.names.venues(self.text, one.start, one.end)]

    def said(self, one: Sentence, times: tuple[Span, ...]) -> Iterator[Proposal]:
        over = self.headings.over(one)
        told = list(self.changes(one))
        rows = [] if self.is_of_another(one, told) else list(self.rulings.of(one, over, times))
        zones = list(self.designations.of(one, rows, over, times))
        sites = [] if rows or told or any(each.says["kind"] for each in zones) else list(self.sites(one))
        # A line with the hours of a shop is no zone of a kind that nobody names.
        zones = [] if sites else zones
        yield from (*told, *rows, *zones, *sites)
        of = sites[0].says["name"] if sites else ""
        yield from (Proposal(PHONE, each.start, each.end, one.clause, {"phone": each.number, "of": of or each.of})
                    for each in phones(self.text, one.start, one.end))
        yield from (Proposal(WINDOW, span.place, span.stop, one.clause, bounds(span, None))
                    for span in windows(self.text, one, times, self.head) if not (rows or zones))
        self.headings.note(one, over, times, bool(rows or zones), made_zones(zones))

    def changes(self, one: Sentence) -> Iterator[Proposal]:
        for each in changes(self.text, one.start, one.end, self.notices):
            says = {"how": each.how, "said": each.said, "notice": each.notice, "of_clause": each.clause}
            is_sure = bool(each.notice and (each.clause or each.how == "ends"))
            yield Proposal(CHANGE, each.start, each.end, one.clause, says, is_sure)

    def is_of_another(self, one: Sentence, told: list[Proposal]) -> bool:
        """Whether it rules nothing here: an earlier text ends, or its words are others, of kinds that stand there."""
        return bool(told) and (any(each.says["how"] == "ends" for each in told) or not self.names.venues(
            without_old(self.text, one), one.start, one.end))

    def sites(self, one: Sentence) -> Iterator[Proposal]:
        listed = site(self.text, one.start, one.end)
        for place in [listed] if listed else addressed(self.text, one.start, one.end):
            says = {key: getattr(place, key) for key in ("name", "address", "hours", "published", "phone")}
            # Of a line of a list the hours were meant to be read; a sentence tells none.
            is_read = bool(place.hours) or listed is None
            yield Proposal(SITE, place.start, place.end, one.clause, says, is_read)
