"""What sentences rule on kinds of venues, as proposed rows. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.intake.carried import apart, at_the_door, carried
from knowledge.intake.columns import Columns, cells_of, in_cells
from knowledge.intake.conditions import with_conditions
from knowledge.intake.cues import OPEN
from knowledge.intake.head import is_bound
from knowledge.intake.headings import Above
from knowledge.intake.model import BODY, ROW, Head, Proposal, Sentence, Span
from knowledge.intake.names import Names
from knowledge.intake.questions import answered
from knowledge.intake.rows import FULL_WIDTH, beside_others, bounding, bounds, opening, said
from knowledge.intake.ruled import Ruled, inherit, merged
from knowledge.intake.said_anew import is_of_a_clause, old_spans, without_old
from knowledge.intake.scoped import scope_of
from knowledge.intake.scopes import names_somewhere, or_any
from knowledge.intake.verdicts import SAME, ruled
from knowledge.intake.words import pattern
from knowledge.rulebook.model import NOT_STATED

AS_OTHERS = pattern(r"<verdicts.as_others>")
AS_BEFORE, DEFINES = pattern(r"<verdicts.as_before>"), pattern(r"<verdicts.defines>")


@dataclass
class Rulings:
    """Of one text. ``home``: the district that issued it; ``own_places``: where it holds that says no place;
    ``columns``: of the table that is read; ``asked``: the question before; ``earlier``: kinds (keys) that only the
    sentence before names; ``told``: of each kind the verdict that was told last."""

    text: str
    names: Names
    head: Head
    home: str | None
    own_places: tuple[str, ...]
    columns: Columns | None = None
    asked: Sentence | None = None
    earlier: list[str] = field(default_factory=list)
    told: dict[str, Ruled] = field(default_factory=dict)

    def of(self, one: Sentence, over: Above, times: tuple[Span, ...]) -> Iterator[Proposal]:
        old = old_spans(self.text, one)
        times = tuple(span for span in times if not any(first <= span.place < last for first, last in old))
        rules = self.as_others(one, list(self.rules(one, over, times)))
        for rule in rules:
            zones, places = scope_of(self.text, one.start, rule.start, one.end, self.names, self.home, over)
            is_sure = self.is_sure(one, places, times)
            places = places or self.own_places
            window = self.window(rule, rules, over, times)
            if rule.waits is not None:
                base = next(each for each in rules if each.start == rule.waits)
                yield waiting(one, rule, (zones, places), self.window(base, rules, over, times), window)
            opens = opening(window, times, over.window) if rule.verdict == OPEN else window
            yield proposed(one, rule, (rule.zones or zones, places), bounds(opens, self.head),
                           is_sure and (self.head.says_since or not only_ends(window)))

    def as_others(self, one: Sentence, rules: list[Ruled]) -> list[Ruled]:
        """美容店要求与理发店相同: what is asked of the one that was told before is asked here, too."""
        for match in AS_OTHERS.finditer(self.text, one.start, one.end):
            others = [each.key for each in self.names.venues(self.text, *match.span())]
            known = next((self.told[key] for key in others if key in self.told), None)
            for rule in rules if known else ():
                rule.venues = [key for key in rule.venues if key not in others] or rule.venues
                inherit(rule, known)
        self.told |= {key: rule for rule in rules for key in rule.venues}
        return rules

    def is_sure(self, one: Sentence, places: tuple[str, ...], times: tuple[Span, ...]) -> bool:
        """Not where it is of another text's clause or asks for what another kind does, where a place is that no name of
        ours is, and where a day says neither from when nor until when."""
        is_told_elsewhere = is_of_a_clause(self.text, one) or AS_OTHERS.search(self.text, one.start, one.end)
        return not is_told_elsewhere and not names_somewhere(
            self.text, one.start, one.end, self.names, places) and (any(map(is_bound, times)) or not times)

    def window(self, rule: Ruled, rules: list[Ruled], over: Above, times: tuple[Span, ...]) -> Span | None:
        """What goes on as before begins with no day of the sentence before it."""
        is_as_before = over.above and AS_BEFORE.search(self.text, rule.start, rule.end)
        return bounding(self.text, rule, rules, times) or (over.above.window if is_as_before else over.window)

    def rules(self, one: Sentence, over: Above, times: tuple[Span, ...]) -> Iterator[Ruled]:
        """The verdicts of a sentence, of a line of a table those of its columns."""
        text = without_old(self.text, one)
        if self.columns and len(cells_of(text, one.start, one.end)) > self.columns.beside:
            yield from merged(in_cells(text, one, self.columns, self.names))
            return
        asked, self.asked = self.asked, None
        found = answered(text, one, asked, self.names) or ruled(text, one.start, one.end, self.names, over.lead)
        found = found or carried(text, one, self.earlier, self.names)
        if over.asks and not self.text[one.start:one.end].rstrip().endswith(":"):
            [above] = with_conditions(text, *over.asks, [Ruled(*over.asks, OPEN, [])], self.names)
            for each in found:
                inherit(each, above)
        yield from apart(text, one, beside_others(found, self.names), times, self.names)

    def asked_of_all(self, one: Sentence) -> list[Ruled]:
        """What 进入以上场所 asks for, in a sentence that names none itself."""
        if DEFINES.search(self.text, one.start, one.end):
            return []
        is_of_all = one.role == BODY and SAME.search(self.text, one.start, one.end)
        if not is_of_all or self.names.venues(self.text, one.start, one.end):
            return at_the_door(self.text, one, self.names) if one.role == BODY else []
        asked = [Ruled(one.start, one.end, OPEN, [])]
        with_conditions(self.text, one.start, one.end, asked, self.names)
        return [each for each in asked if each.conditions or each.capacity or each.proof]


def proposed(one: Sentence, rule: Ruled, scope: tuple, window: dict, is_sure: bool) -> Proposal:
    """A row; ``scope``: kinds of zones and places."""
    return Proposal(ROW, rule.start, rule.end, one.clause, {
        "zones": list(or_any(*scope)), "places": list(scope[1]), "venues": rule.venues, "verdict": rule.verdict,
        "conditions": [text.translate(FULL_WIDTH) for text in rule.conditions], "capacity": rule.capacity,
        "proof": rule.proof, "unknown": rule.unknown, **window}, rule.sure and is_sure)


def waiting(one: Sentence, rule: Ruled, scope: tuple, sooner: Span | None, later: Span | None) -> Proposal:
    """Until a verdict holds here nothing is said, though elsewhere it holds sooner."""
    bare = Ruled(rule.start, rule.end, NOT_STATED, rule.venues, sure=False)
    edges = {"from": said(sooner.start if sooner else None), "to": said(later.start if later else None)}
    return proposed(one, bare, scope, edges, False)


def only_ends(window: Span | None) -> bool:
    """Whether it is told until when, and not since when."""
    return window is not None and window.start is None
