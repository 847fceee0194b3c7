"""How far a text was worked through: what was taken of its proposals, and how each sentence ends. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from knowledge.intake.model import IGNORED, KINDS, ROW, UNCLEAR, USED, Proposal, Read, Sentence

TAKE, DROP = "take", "drop"


@dataclass(frozen=True)
class Choice:
    """A proposal, and what the editor does with it (TAKE, DROP, or empty: not yet). ``by_hand``: it is his own."""

    proposal: Proposal
    choice: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class Work:
    """``head``: the fields of the notice as a form has them. ``marks``: by the place of a sentence what the editor
    says of it; ``found``: how each ended before that."""

    head: dict[str, str]
    sentences: tuple[Sentence, ...]
    found: tuple[str, ...]
    clauses: dict[str, str]
    choices: tuple[Choice, ...]
    marks: dict[int, str] = field(default_factory=dict)

    def state(self, place: int) -> str:
        """How a sentence ends: used when something of it is taken, else what the editor says, else what was found; one
        of which all is dropped is unclear until he says so."""
        own = self.of(place)
        if any(one.choice == TAKE for one in own) or (not own and self.found[place] == USED):
            return USED
        return self.marks.get(place) or (UNCLEAR if own else self.found[place])

    def of(self, place: int) -> list[Choice]:
        """The proposals of a sentence."""
        one = self.sentences[place]
        return [each for each in self.choices if one.start <= each.proposal.start < one.end]

    def taken(self, *kinds: str) -> list[Proposal]:
        """What was taken, of some kinds, in the order of the text."""
        return [one.proposal for one in self.choices if one.choice == TAKE and one.proposal.kind in (kinds or KINDS)]

    def with_all_sure(self) -> Work:
        """Whatever is sure and not decided is taken."""
        return replace(self, choices=tuple(
            replace(one, choice=TAKE) if one.proposal.sure and not one.choice else one for one in self.choices
        ))

    def with_row_by_hand(self, place: int) -> Work:
        """A further, empty row of a sentence."""
        one = self.sentences[place]
        new = Proposal(ROW, one.start, one.end, one.clause, {"zones": ["any"]}, False)
        return replace(self, choices=(*self.choices, Choice(new, TAKE, True)))

    def counted(self) -> dict[str, int]:
        """How many sentences end how."""
        states = [self.state(place) for place in range(len(self.sentences))]
        return {state: states.count(state) for state in (USED, IGNORED, UNCLEAR)}


def begun(read: Read, head: dict[str, str]) -> Work:
    """Nothing decided yet."""
    return Work(head, read.sentences, read.states, read.clauses, tuple(map(Choice, read.proposals)))


def as_json(work: Work) -> dict[str, Any]:
    """As the store keeps it."""
    return asdict(work) | {"marks": {str(place): mark for place, mark in work.marks.items()}}


def from_json(kept: dict[str, Any]) -> Work:
    return Work(
        kept["head"], tuple(Sentence(**one) for one in kept["sentences"]), tuple(kept["found"]), kept["clauses"],
        tuple(choices(kept["choices"])), {int(place): mark for place, mark in kept["marks"].items()},
    )


def choices(kept: list[dict]) -> Iterator[Choice]:
    for one in kept:
        yield Choice(Proposal(**one["proposal"]), one["choice"], one["by_hand"])
