"""What the headings above a sentence say of all that stands below them. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from knowledge.intake.addresses import LEFT_OUT
from knowledge.intake.conditions import CONDITION, PROOF
from knowledge.intake.cues import OPEN, cues_of
from knowledge.intake.head import OF_TESTS, is_bound
from knowledge.intake.model import HEADING, Sentence, Span
from knowledge.intake.names import Names
from knowledge.intake.outline import PARAGRAPH
from knowledge.intake.scopes import places_of, zones_of
from knowledge.intake.words import lists, pattern
from knowledge.intake.zones import LIFTED, LISTED, heads

APART = re.compile(r"[;,](?:其中|但)")
BY_ITSELF = pattern("<zones.by_itself>")
CHINESE_NUMERALS = lists().entries["outline.numeral"]
# 31日、1日、2日各测一次, 3月10日起每天一检: those days are of the tests alone.
LISTED_DAYS = re.compile("[日号]、")
PARAGRAPHS = PARAGRAPH.partition("{")[0]
# A heading of venues by what is asked for at their doors.
ASKING = re.compile(rf"(?:{CONDITION.pattern}|{PROOF.pattern}).*(?:场所|单位|门店)[^,。;]{{0,4}}$")


@dataclass
class Above:
    """What the headings above a sentence say of all that follows them."""

    clause: str
    zones: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    lead: str | None = None
    # Where a heading stands that says what all of its list ask for (凭48小时核酸证明进入的场所).
    asks: tuple[int, int] | None = None
    designates: str | None = None
    # Whether what is listed is no such zone any more.
    lifts: bool = False
    window: Span | None = None
    # What the sentence before made of a place, and what the headings alone say.
    made: tuple[str, ...] = ()
    above: Above | None = None
    # Of the sentence before: whether nothing was found in it, and where it ends.
    is_bare: bool = False
    end: int = 0


@dataclass
class Headings:
    """Those above the sentence that is read, the widest first, and the scope of the sentence before it. ``home``: the
    district that issued the text."""

    text: str
    names: Names
    home: str | None
    above: list[Above] = field(default_factory=list)
    scope: Above | None = None

    def over(self, one: Sentence) -> Above:
        """What they and the sentence before it in its clause say, the narrower before the wider."""
        while self.above and not reaches(self.above[-1].clause, one.clause):
            self.above.pop()
        found = Above(one.clause)
        for each in self.above:
            found = below(found, each)
        scope = self.scope if self.scope and (
            self.scope.clause == one.clause or self.goes_on(one)) else Above(one.clause)
        return replace(below(found, scope), above=found)

    def goes_on(self, one: Sentence) -> bool:
        """(三)防范区实行“少聚集”. and then a line without a number: what the last of a list only names it rules."""
        return self.scope.is_bare and len(self.scope.zones) == 1 and (
            self.scope.clause.startswith(one.clause) and not self.text[self.scope.end:one.start].strip())

    def note(
        self, one: Sentence, over: Above, times: tuple[Span, ...], has_found: bool, made: tuple[str, ...] = ()
    ) -> None:
        """What a heading says holds for what stands below it; what a sentence rules for, for the next in its clause,
        and so does what it ``made`` of a place."""
        own = Above(
            one.clause, () if made else zones_of(self.text, one.start, one.end, self.names),
            places_of(self.text, one.start, before_apart(self.text, one), self.names, self.home),
            window=next((span for span in times if is_bound(span) and not LISTED_DAYS.search(
                self.text, span.place, span.stop)), None),
        )
        said = self.text[one.start:one.end].rstrip()
        if one.role == HEADING or said.endswith(":"):
            self.replace_with(self.with_scope(self.named(one, own, said)))
        elif LISTED.search(said) and not has_found:
            self.above.append(Above(one.clause, designates="", window=own.window))
        elif (own.zones or own.places or own.window or made) and (has_found or not BY_ITSELF.search(said)):
            if not has_found and OF_TESTS.search(said):
                own.window = over.window
            zones = own.zones or (over.above.zones if own.places and over.above else over.zones)
            self.scope = Above(one.clause, zones, own.places or over.places, window=own.window, made=made or over.made,
                               is_bare=not has_found, end=one.end)

    def named(self, one: Sentence, own: Above, said: str) -> Above:
        """A heading with the verdict, or the kind of zone, that it is the name of a list of."""
        cues = cues_of(self.text, one.start, one.end)
        if cues:
            own.lead = cues[-1][2]
            # 下列场所恢复开放,入场须测温:
            if own.lead == OPEN and (CONDITION.search(said) or PROOF.search(said)):
                own.asks = one.start, one.end
            return own
        if ASKING.search(said):
            own.lead, own.asks = OPEN, (one.start, one.end)
            return own
        kind = heads(self.text, one.start, one.end, self.names)
        # All but a zone, and something is said of it: a rule, and no list of places.
        if not kind and own.zones and said.endswith(":") and not LEFT_OUT.search(said):
            kind = own.zones[-1]
        own.designates = kind if kind is not None or not LISTED.search(said) else ""
        own.lifts = bool(LIFTED.search(said))
        return own

    def with_scope(self, own: Above) -> Above:
        """低风险区的店铺可以开门了。请看下面的清单: what the sentence before is of the list is of."""
        before = self.scope if self.scope and self.scope.clause == own.clause else Above(own.clause)
        return replace(own, zones=own.zones or before.zones, places=own.places or before.places,
                       window=own.window or before.window)

    def replace_with(self, own: Above) -> None:
        """A heading takes the place of one of its clause, or of another paragraph."""
        self.above = [each for each in self.above if each.clause != own.clause and not (
            each.clause.startswith(PARAGRAPHS) and own.clause.startswith(PARAGRAPHS))]
        self.above.append(own)


def below(wide: Above, narrow: Above) -> Above:
    """What both say, the narrower before the wider."""
    return Above(
        wide.clause, narrow.zones or wide.zones, narrow.places or wide.places, narrow.lead or wide.lead,
        narrow.asks or wide.asks,
        wide.designates if narrow.designates is None else narrow.designates,
        wide.lifts if narrow.designates is None else narrow.lifts, narrow.window or wide.window, narrow.made,
    )


def before_apart(text: str, one: Sentence) -> int:
    """Where an exception begins (;其中A区推迟): the next sentence is not of that."""
    apart = APART.search(text, one.start, one.end)
    return apart.start() if apart else one.end


def reaches(heading: str, clause: str) -> bool:
    """Whether a clause stands below a heading; paragraphs without numbers follow each other."""
    return clause.startswith(heading) or (heading.startswith(PARAGRAPHS) and clause[0] not in CHINESE_NUMERALS)
