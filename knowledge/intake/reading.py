"""A whole text: its head, its clauses, and what each sentence proposes. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.intake.changes import STAYS, changes
from knowledge.intake.conditions import with_conditions
from knowledge.intake.contacts import phones, site
from knowledge.intake.cues import OPEN
from knowledge.intake.head import head_of, is_bound, issued_on
from knowledge.intake.headings import Above, Headings
from knowledge.intake.model import (
    BODY,
    CHANGE,
    HEAD,
    HEADING,
    IGNORED,
    PHONE,
    ROW,
    SITE,
    TAIL,
    UNCLEAR,
    USED,
    WINDOW,
    ZONE,
    Head,
    Proposal,
    Read,
    Sentence,
    Span,
)
from knowledge.intake.names import Names
from knowledge.intake.outline import marker_at, sentences
from knowledge.intake.rows import FULL_WIDTH, asking_more, beside_others, bounds, opening
from knowledge.intake.ruled import Ruled
from knowledge.intake.scopes import home_of, names_somewhere, or_any, places_of, zones_of
from knowledge.intake.times import spans
from knowledge.intake.verdicts import SAME, ruled
from knowledge.intake.words import pattern
from knowledge.intake.zones import AT_END, Designated, designated
from knowledge.notices.model import Notice
from knowledge.text.folding import fold
from knowledge.text.numerals import to_number

OLD_QUOTE = re.compile(r"[“\"「][^”\"」]{2,80}[”\"」](?=(?:修改|调整|变更|更改|改)为)")
DAYS = pattern(
    r"第(?P<first>[\d<outline.numeral>]{1,3})[天日]"
    r"(?:(?:至|到|-)第(?P<last>[\d<outline.numeral>]{1,3})[天日]|(?P<on>起))"
)
OF_IT = re.compile(r"\s*该(?:栋|楼|处|小区|区域|院)")
BEFORE_NAME = pattern(r"^\s*(?:[①-⑳]|\(?\d{1,2}[.、)]|[<outline.numeral>]+、)*\s*")
NO_RULE, HOLDS = pattern(r"<outline.no_rule>"), pattern(r"<times.holds>")


def read_notice(raw: str, names: Names, notices: Mapping[str, Notice], today: date) -> Read:
    """All that a text says of itself and proposes. ``today``: from which days without a year are read, where the text
    names no day of issue."""
    text = folded(raw)
    found = sentences(text)
    issued = issued_on(text, found, today) or today
    times = {one: spans(text, issued, one.start, one.end) for one in found if one.role in (BODY, HEADING)}
    head = head_of(text, found, [span for own in times.values() for span in own], today)
    home = home_of(fold(f"{head.title} {head.issuer}"), names)
    reader = Reader(raw, text, names, notices, head, home, Headings(text, names, home))
    proposals: list[Proposal] = []
    states = []
    for one in found:
        more = reader.asked_of_all(one) if any(each.kind == ROW for each in proposals) else []
        own = list(reader.proposals(one, times[one])) if one in times and not more else []
        proposals = [*(asking_more(each, more) for each in proposals), *own] if more else [*proposals, *own]
        states.append(USED if more else reader.state(one, own, times.get(one, ())))
    return Read(
        as_written(head), found, clauses_of(raw, found), tuple(proposals), tuple(states),
        tuple(span for own in times.values() for span in own),
    )


def folded(raw: str) -> str:
    """Letter by letter; but a number in a circle begins a clause, and folded it were a mere number."""
    return "".join(letter if "①" <= letter <= "⑳" else one for letter, one in zip(raw, fold(raw), strict=True))


def as_written(head: Head) -> Head:
    """The head with the marks that texts have."""
    return replace(head, title=head.title.translate(FULL_WIDTH), issuer=head.issuer.translate(FULL_WIDTH))


@dataclass
class Reader:
    """One text being read, sentence by sentence; ``text`` is folded, so that places in it are those of ``raw``."""

    raw: str
    text: str
    names: Names
    notices: Mapping[str, Notice]
    head: Head
    home: str | None
    headings: Headings

    def state(self, one: Sentence, own: list[Proposal], times: tuple[Span, ...]) -> str:
        """How a sentence ends before anybody looked."""
        if one.role in (HEAD, HEADING, TAIL) or own:
            return USED
        if HOLDS.search(self.text, one.start, one.end) and any(map(is_bound, times)):
            return USED
        said = self.text[one.start:one.end]
        return IGNORED if NO_RULE.search(said) or STAYS.search(said) else UNCLEAR

    def proposals(self, one: Sentence, times: tuple[Span, ...]) -> Iterator[Proposal]:
        """What a sentence proposes: of rows, zones and sites the first that it has any of."""
        over = self.headings.over(one)
        told = list(self.changes(one))
        ended = any(each.says["how"] == "ends" for each in told)
        rows = [] if ended else list(self.rows(one, over, times))
        zones = [] if rows else list(self.zones(one, over, times))
        sites = [] if rows or zones or told else list(self.sites(one))
        yield from (*told, *rows, *zones, *sites)
        yield from (Proposal(PHONE, each.start, each.end, one.clause, {"phone": each.number, "of": each.of})
                    for each in phones(self.text, one.start, one.end))
        if not (rows or zones):
            yield from self.windows(one, times)
        self.headings.note(one, over, times, bool(rows or zones))

    def changes(self, one: Sentence) -> Iterator[Proposal]:
        for each in changes(self.text, one.start, one.end, self.notices):
            says = {"how": each.how, "said": each.said, "notice": each.notice, "of_clause": each.clause}
            is_sure = bool(each.notice and (each.clause or each.how == "ends"))
            yield Proposal(CHANGE, each.start, each.end, one.clause, says, is_sure)

    def asked_of_all(self, one: Sentence) -> list[Ruled]:
        """What 进入以上场所 asks for, in a sentence that names none itself."""
        is_of_all = one.role == BODY and SAME.search(self.text, one.start, one.end)
        if not is_of_all or self.names.venues(self.text, one.start, one.end):
            return []
        asked = [Ruled(one.start, one.end, OPEN, [])]
        with_conditions(self.text, one.start, one.end, asked, self.names)
        return [each for each in asked if each.conditions or each.capacity or each.proof]

    def rows(self, one: Sentence, over: Above, times: tuple[Span, ...]) -> Iterator[Proposal]:
        zones = zones_of(self.text, one.start, one.end, self.names) or over.zones
        places = places_of(self.text, one.start, one.end, self.names, self.home) or over.places
        own = next(filter(is_bound, times), None)
        # A place that no name of ours is, and a day that says neither from when nor until when.
        is_sure = bool(places or not names_somewhere(self.text, one.start, one.end)) and bool(own or not times)
        places = places or ((self.home,) if self.home else ())
        found = ruled(self.without_old(one), one.start, one.end, self.names, over.lead)
        for rule in beside_others(found, self.names):
            window = own or over.window
            yield Proposal(ROW, rule.start, rule.end, one.clause, {
                "zones": list(or_any(zones, places)), "places": list(places), "venues": rule.venues,
                "verdict": rule.verdict, "conditions": [text.translate(FULL_WIDTH) for text in rule.conditions],
                "capacity": rule.capacity, "proof": rule.proof, "unknown": rule.unknown,
                **bounds(opening(window, times, over.window) if rule.verdict == OPEN else window, self.head),
            }, rule.sure and is_sure)

    def zones(self, one: Sentence, over: Above, times: tuple[Span, ...]) -> Iterator[Proposal]:
        window = next(filter(is_bound, times), over.window)
        # A list of places of no kind that is named: only lines with a number of their own are of it.
        kind = over.designates if over.designates or marker_at(self.text, one.start) else None
        for each in designated(self.text, one.start, one.end, self.names, kind):
            says = {"text": self.place_text(one, each), "kind": each.kind, "lifted": each.lifted}
            yield Proposal(ZONE, each.start, each.end, one.clause, says | bounds(window, self.head), bool(each.kind))

    def sites(self, one: Sentence) -> Iterator[Proposal]:
        if place := site(self.text, one.start, one.end):
            says = {key: getattr(place, key) for key in ("name", "address", "hours", "published", "phone")}
            yield Proposal(SITE, place.start, place.end, one.clause, says, bool(place.hours))

    def windows(self, one: Sentence, times: tuple[Span, ...]) -> Iterator[Proposal]:
        for span in (*times, *days_of_it(self.text, one, self.head)):
            if is_bound(span) and not is_of_all(span, self.head):
                yield Proposal(WINDOW, span.place, span.stop, one.clause, bounds(span, None))

    def without_old(self, one: Sentence) -> str:
        """The text, blank where the sentence quotes what is said no longer: 「A」改为「B」."""
        text = self.text
        for old in OLD_QUOTE.finditer(text, one.start, one.end):
            text = text[:old.start()] + " " * (old.end() - old.start()) + text[old.end():]
        return text

    def place_text(self, one: Sentence, each: Designated) -> str:
        """The words of a place, with what the line says of all its places before a colon (甲社区:A、B)."""
        said = self.raw[each.start:each.end]
        if OF_IT.match(said) and (old := OLD_QUOTE.search(self.text, one.start, each.start)):
            return self.raw[old.start() + 1:old.end() - 1] + OF_IT.sub("", said).strip()
        colon = self.text.rfind(":", one.start, each.start)
        line = max(self.text.rfind(mark, one.start, each.start) for mark in ";\n。")
        before = self.raw[max(one.start, line + 1):colon] if colon > line else ""
        before = BEFORE_NAME.sub("", before) if before and AT_END.search(before) else ""
        return re.sub(r"\s+", "", before + said)


def days_of_it(text: str, one: Sentence, head: Head) -> Iterator[Span]:
    """第四天至第七天, of what the text orders from its beginning."""
    for match in DAYS.finditer(text, one.start, one.end):
        first, last = (to_number(match[name] or "") for name in ("first", "last"))
        if head.start and first and (last or match["on"]):
            end = head.start + timedelta(days=last) if last else None
            yield Span(*match.span(), head.start + timedelta(days=first - 1), end)


def is_of_all(span: Span, head: Head) -> bool:
    """Whether a time bounds the text itself and no part of it."""
    return span.start in (None, head.start) and span.end in (None, head.end)


def clauses_of(text: str, found: tuple[Sentence, ...]) -> dict[str, str]:
    """What each clause says, its sentences together."""
    clauses: dict[str, str] = {}
    for one in found:
        if one.clause:
            clauses[one.clause] = clauses.get(one.clause, "") + text[one.start:one.end].strip()
    return clauses
