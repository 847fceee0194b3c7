"""A whole text: its head, its clauses, and what each sentence proposes. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from knowledge.intake import verdicts
from knowledge.intake.changes import STAYS, changes
from knowledge.intake.contacts import phones, site
from knowledge.intake.head import head_of, is_bound, issued_on
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
from knowledge.intake.outline import PARAGRAPH, marker_at, sentences
from knowledge.intake.scopes import home_of, names_somewhere, or_any, places_of, zones_of
from knowledge.intake.times import spans
from knowledge.intake.words import lists, pattern
from knowledge.intake.zones import AT_END, LISTED, Designated, designated, heads
from knowledge.notices.model import Notice
from knowledge.rulebook.model import NOT_STATED, OTHERS
from knowledge.text.folding import fold
from knowledge.text.numerals import to_number

OLD_QUOTE = re.compile(r"[“\"「][^”\"」]{2,80}[”\"」](?=(?:修改|调整|变更|更改|改)为)")
DAYS = pattern(r"第(?P<first>[\d<outline.numeral>]{1,3})[天日](?:(?:至|到|-)第(?P<last>[\d<outline.numeral>]{1,3})[天日]|(?P<on>起))")
OF_IT = re.compile(r"\s*该(?:栋|楼|处|小区|区域|院)")
BEFORE_NAME = re.compile(r"^\s*(?:[①-⑳]|\(?\d{1,2}[.、)]|[一二三四五六七八九十]+、)*\s*")
NO_RULE, HOLDS = pattern(r"<outline.no_rule>"), pattern(r"<times.holds>")
NO_BUSINESS = lists().entries["verdicts.no_business"]
CHINESE_NUMERALS = lists().entries["outline.numeral"]
PARAGRAPHS = PARAGRAPH.partition("{")[0]
FULL_WIDTH = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"})


@dataclass
class Above:
    """What the headings above a sentence say of all that follows them."""

    clause: str
    zones: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    lead: str | None = None
    designates: str | None = None
    window: Span | None = None


@dataclass
class Reader:
    """One text being read; ``text`` is folded, so that places in it are those of the text as it was pasted."""

    raw: str
    names: Names
    notices: Mapping[str, Notice]
    today: date
    text: str = ""
    above: list[Above] = field(default_factory=list)
    scope: tuple[str, Above] | None = None
    last_found: bool = False
    home: str | None = None

    def read(self) -> Read:
        # A number in a circle begins a clause; folded it is a mere number.
        self.text = "".join(
            letter if "①" <= letter <= "⑳" else folded for letter, folded in zip(self.raw, fold(self.raw), strict=True))
        found = sentences(self.text)
        issued = issued_on(self.text, found, self.today) or self.today
        times = {one: spans(self.text, issued, one.start, one.end) for one in found if one.role in (BODY, HEADING)}
        head = head_of(self.text, found, [span for own in times.values() for span in own], self.today)
        self.home = home_of(fold(f"{head.title} {head.issuer}"), self.names)
        proposals, states = [], []
        for one in found:
            if one.role == BODY and (more := self.conditions_of_all(one)) and any(each.kind == ROW for each in proposals):
                proposals = [with_conditions(each, more) for each in proposals]
                states.append(USED)
                continue
            own = list(self.proposals(one, times.get(one, ()), head)) if one in times else []
            proposals += own
            states.append(self.state(one, own, times.get(one, ())))
        return Read(
            self.as_written(head), found, clauses_of(self.raw, found), tuple(proposals), tuple(states),
            tuple(span for own in times.values() for span in own),
        )

    def as_written(self, head: Head) -> Head:
        """The head with the marks that the text has."""
        title, issuer = (text.translate(FULL_WIDTH) for text in (head.title, head.issuer))
        return replace(head, title=title, issuer=issuer)

    def state(self, one: Sentence, own: list[Proposal], times: tuple[Span, ...]) -> str:
        if one.role in (HEAD, HEADING, TAIL) or own:
            return USED
        if HOLDS.search(self.text, one.start, one.end) and any(is_bound(span, self.text) for span in times):
            return USED
        said = self.text[one.start:one.end]
        return IGNORED if NO_RULE.search(said) or STAYS.search(said) else UNCLEAR

    def proposals(self, one: Sentence, times: tuple[Span, ...], head: Head) -> Iterator[Proposal]:
        above = self.context(one)
        own = next((span for span in times if is_bound(span, self.text)), None)
        window = own or above.window
        told = list(changes(self.text, one.start, one.end, self.notices))
        yield from (Proposal(CHANGE, each.start, each.end, one.clause, {
            "how": each.how, "said": self.raw[each.start:each.end] if not each.said else each.said,
            "notice": each.notice, "of_clause": each.clause,
        }, bool(each.notice and (each.clause or each.how == "ends"))) for each in told)
        rows = [] if told else list(self.rows(one, above, window, head, times))
        zones = [] if rows else [
            Proposal(ZONE, each.start, each.end, one.clause, {
                "text": self.place_text(one, each), "kind": each.kind, "lifted": each.lifted, **bounds(window, head)},
                bool(each.kind))
            for each in designated(self.text, one.start, one.end, self.names, self.listed(one, above))
        ]
        self.last_found = bool(rows or zones)
        place = None if rows or zones or told else site(self.text, one.start, one.end)
        yield from rows
        yield from zones
        if place:
            yield Proposal(SITE, place.start, place.end, one.clause, {
                key: getattr(place, key) for key in ("name", "address", "hours", "published", "phone")
            }, bool(place.hours))
        yield from (Proposal(PHONE, each.start, each.end, one.clause, {"phone": each.number, "of": each.of})
                    for each in phones(self.text, one.start, one.end))
        if not (rows or zones):
            yield from (Proposal(WINDOW, span.place, span.stop, one.clause, bounds(span, None))
                        for span in (*times, *days_of_it(self.text, one, head)) if is_bound(span, self.text) and not is_of_all(span, head))
        self.note(one, above, times)

    def conditions_of_all(self, one: Sentence) -> list[verdicts.Ruled]:
        """What 进入以上场所 asks for, in a sentence that names none itself."""
        if not verdicts.SAME.search(self.text, one.start, one.end) or self.names.venues(self.text, one.start, one.end):
            return []
        asked = [verdicts.Ruled(one.start, one.end, verdicts.OPEN, [])]
        verdicts.with_conditions(self.text, one.start, one.end, asked, self.names)
        return [each for each in asked if each.conditions or each.capacity or each.proof]

    def rows(
        self, one: Sentence, above: Above, window: Span | None, head: Head, times: tuple[Span, ...]
    ) -> Iterator[Proposal]:
        zones = zones_of(self.text, one.start, one.end, self.names) or above.zones
        places = places_of(self.text, one.start, one.end, self.names, self.home) or above.places
        is_sure = bool(places) or not names_somewhere(self.text, one.start, one.end)
        places = places or ((self.home,) if self.home else ())
        for rule in beside_others(verdicts.ruled(self.without_old(one), one.start, one.end, self.names, above.lead), self.names):
            yield Proposal(ROW, rule.start, rule.end, one.clause, {
                "zones": list(or_any(zones, places)), "places": list(places), "venues": rule.venues,
                "verdict": rule.verdict, "conditions": [text.translate(FULL_WIDTH) for text in rule.conditions],
                "capacity": rule.capacity, "proof": rule.proof, "unknown": rule.unknown,
                **bounds(opening(window, times, above) if rule.verdict == verdicts.OPEN else window, head),
            }, rule.sure and is_sure)

    def without_old(self, one: Sentence) -> str:
        """The text, blank where the sentence quotes what is said no longer: 「A」改为「B」."""
        text = self.text
        for old in OLD_QUOTE.finditer(text, one.start, one.end):
            text = text[:old.start()] + " " * (old.end() - old.start()) + text[old.end():]
        return text

    def listed(self, one: Sentence, above: Above) -> str | None:
        """Of which kind of zone a line is in the list; of none that is named only where it has a number of its own."""
        return above.designates if above.designates or marker_at(self.text, one.start) else None

    def place_text(self, one: Sentence, each: Designated) -> str:
        """The words of a place, with what the line says of all its places before a colon (固戍社区:A、B)."""
        said = self.raw[each.start:each.end]
        if OF_IT.match(said) and (old := OLD_QUOTE.search(self.text, one.start, each.start)):
            return self.raw[old.start() + 1:old.end() - 1] + OF_IT.sub("", said).strip()
        colon = self.text.rfind(":", one.start, each.start)
        line = max(self.text.rfind(mark, one.start, each.start) for mark in ";\n。")
        before = self.raw[max(one.start, line + 1):colon] if colon > line else ""
        before = BEFORE_NAME.sub("", before) if before and AT_END.search(before) else ""
        return re.sub(r"\s+", "", before + said)

    def context(self, one: Sentence) -> Above:
        """What the headings above and the sentence before it in its clause say."""
        while self.above and not reaches(self.above[-1].clause, one.clause):
            self.above.pop()
        found = Above(one.clause)
        for each in [*self.above, *([self.scope[1]] if self.scope and self.scope[0] == one.clause else [])]:
            found = Above(
                one.clause, each.zones or found.zones, each.places or found.places, each.lead or found.lead,
                found.designates if each.designates is None else each.designates, each.window or found.window,
            )
        return found

    def note(self, one: Sentence, above: Above, times: tuple[Span, ...]) -> None:
        """What a heading says holds for what stands below it; what a sentence rules for, for the next in its clause."""
        zones = zones_of(self.text, one.start, one.end, self.names)
        places = places_of(self.text, one.start, one.end, self.names, self.home)
        window = next((span for span in times if is_bound(span, self.text)), None)
        said = self.text[one.start:one.end].rstrip()
        if one.role == HEADING or said.endswith(":"):
            cues = verdicts.cues_of(self.text, one.start, one.end)
            lead = cues[-1][2] if cues else None
            kind = heads(self.text, one.start, one.end, self.names) if not lead else None
            if not kind and said.endswith(":") and zones and not lead:
                kind = zones[-1]
            kind = kind if kind is not None else "" if LISTED.search(said) and not lead else None
            self.above = [each for each in self.above if each.clause != one.clause and not (
                each.clause.startswith(PARAGRAPHS) and one.clause.startswith(PARAGRAPHS))]
            self.above.append(Above(one.clause, zones, places, lead, kind, window))
        elif LISTED.search(said) and not self.last_found:
            self.above.append(Above(one.clause, designates="", window=window))
        elif zones or places or window:
            self.scope = one.clause, Above(one.clause, zones or above.zones, places or above.places, None, None, window)


def reaches(heading: str, clause: str) -> bool:
    """Whether a clause stands below a heading; paragraphs without numbers follow each other."""
    return clause.startswith(heading) or (heading.startswith(PARAGRAPHS) and clause[0] not in CHINESE_NUMERALS)


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


def beside_others(found: list[verdicts.Ruled], names: Names) -> Iterator[verdicts.Ruled]:
    """What 其他场所 closes, and beside it what is none of these: of that such a sentence says nothing."""
    for one in found:
        yield one
        if one.venues == [OTHERS] and one.verdict == verdicts.CLOSED:
            told = {venue for each in found for venue in each.venues}
            left = [key for key in NO_BUSINESS if key in names.kinds and key not in told]
            yield verdicts.Ruled(one.start, one.end, NOT_STATED, left, sure=False)


def opening(window: Span | None, times: tuple[Span, ...], above: Above) -> Span | None:
    """What opens on a day goes on from then; from six to four in the afternoon are its hours."""
    if times and window in (None, above.window):
        return replace(times[0], end=None)
    if window and window.start and window.end and window.start.date() == window.end.date():
        return replace(window, end=None)
    return window


def with_conditions(each: Proposal, more: list[verdicts.Ruled]) -> Proposal:
    """A row that opens, with what is asked of all of them."""
    if each.kind != ROW or each.says["verdict"] != verdicts.OPEN:
        return each
    says = dict(each.says)
    for one in more:
        said = [text.translate(FULL_WIDTH) for text in one.conditions]
        says["conditions"] = [*says["conditions"], *(text for text in said if text not in says["conditions"])]
        says["capacity"] = says["capacity"] or one.capacity
        says["proof"] = min(filter(None, (says["proof"], one.proof)), default=None)
    return replace(each, says=says)


def bounds(span: Span | None, head: Head | None) -> dict[str, str | None]:
    """A window in the words of a form; what is that of the whole text is not said again."""
    start, end = (span.start, span.end) if span else (None, None)
    if head and start == head.start and end in (head.end, None):
        start = end = None
    return {"from": said(start), "to": said(end)}


def said(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M}" if at else None


def clauses_of(text: str, found: tuple[Sentence, ...]) -> dict[str, str]:
    """What each clause says, its sentences together."""
    clauses: dict[str, str] = {}
    for one in found:
        if one.clause:
            clauses[one.clause] = clauses.get(one.clause, "") + text[one.start:one.end].strip()
    return clauses


def read_notice(text: str, names: Names, notices: Mapping[str, Notice], today: date) -> Read:
    """All that a text says of itself and proposes. ``today``: from which days without a year are read, where the text
    names no day of issue."""
    return Reader(text, names, notices, today).read()
