"""What the headings above a sentence say of all that stands below them. Pure."""
from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.intake.cues import cues_of
from knowledge.intake.head import is_bound
from knowledge.intake.model import HEADING, Sentence, Span
from knowledge.intake.names import Names
from knowledge.intake.outline import PARAGRAPH
from knowledge.intake.scopes import places_of, zones_of
from knowledge.intake.words import lists
from knowledge.intake.zones import LISTED, heads

CHINESE_NUMERALS = lists().entries["outline.numeral"]
PARAGRAPHS = PARAGRAPH.partition("{")[0]


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
        for each in [*self.above, *([self.scope] if self.scope and self.scope.clause == one.clause else [])]:
            found = Above(
                one.clause, each.zones or found.zones, each.places or found.places, each.lead or found.lead,
                found.designates if each.designates is None else each.designates, each.window or found.window,
            )
        return found

    def note(self, one: Sentence, over: Above, times: tuple[Span, ...], has_found: bool) -> None:
        """What a heading says holds for what stands below it; what a sentence rules for, for the next in its clause."""
        own = Above(
            one.clause, zones_of(self.text, one.start, one.end, self.names),
            places_of(self.text, one.start, one.end, self.names, self.home),
            window=next((span for span in times if is_bound(span)), None),
        )
        said = self.text[one.start:one.end].rstrip()
        if one.role == HEADING or said.endswith(":"):
            self.replace_with(self.named(one, own, said))
        elif LISTED.search(said) and not has_found:
            self.above.append(Above(one.clause, designates="", window=own.window))
        elif own.zones or own.places or own.window:
            self.scope = Above(one.clause, own.zones or over.zones, own.places or over.places, window=own.window)

    def named(self, one: Sentence, own: Above, said: str) -> Above:
        """A heading with the verdict, or the kind of zone, that it is the name of a list of."""
        cues = cues_of(self.text, one.start, one.end)
        if cues:
            own.lead = cues[-1][2]
            return own
        kind = heads(self.text, one.start, one.end, self.names)
        if not kind and own.zones and said.endswith(":"):
            kind = own.zones[-1]
        own.designates = kind if kind is not None or not LISTED.search(said) else ""
        return own

    def replace_with(self, own: Above) -> None:
        """A heading takes the place of one of its clause, or of another paragraph."""
        self.above = [each for each in self.above if each.clause != own.clause and not (
            each.clause.startswith(PARAGRAPHS) and own.clause.startswith(PARAGRAPHS))]
        self.above.append(own)


def reaches(heading: str, clause: str) -> bool:
    """Whether a clause stands below a heading; paragraphs without numbers follow each other."""
    return clause.startswith(heading) or (heading.startswith(PARAGRAPHS) and clause[0] not in CHINESE_NUMERALS)
