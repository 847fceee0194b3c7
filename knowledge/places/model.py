"""What a place is, and a place named in a text. Pure data."""
from __future__ import annotations

from dataclasses import dataclass, fields, replace

LEVELS = ("district", "street", "community", "compound", "building", "unit")


@dataclass(frozen=True)
class Place:
    """A place by canonical names, widest level first; a level nobody named is None."""

    district: str | None = None
    street: str | None = None
    community: str | None = None
    compound: str | None = None
    building: str | None = None
    unit: str | None = None

    @property
    def label(self) -> str:
        """The Chinese name as it is said, e.g. 甲区河西街道凯田花园小区8号楼1单元."""
        return "".join(name for name in self.names() if name)

    @property
    def width(self) -> str | None:
        """The narrowest level that is named; None for an empty place."""
        named = [level for level in LEVELS if getattr(self, level)]
        return named[-1] if named else None

    def names(self) -> tuple[str | None, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))

    def names_down(self) -> tuple[str, ...]:
        """The names as notices put them under one another: what lies in a street that was not said is known only as
        far as its district, and a community may be left out."""
        named = self if self.street else self.up_to("district")
        return tuple(name for name in named.names() if name)

    def up_to(self, level: str) -> Place:
        """The same place, widened to ``level``."""
        beyond = LEVELS[LEVELS.index(level) + 1:]
        return replace(self, **{name: None for name in beyond})


@dataclass(frozen=True)
class Mention:
    """A place in a text: span, readings (best first), and whether they may be taken without asking.

    ``unknown``: what the address goes on to name and the gazetteer does not have; the place is then only known
    to lie somewhere in the candidate (pass it on to ``zone_at``).
    """

    start: int
    end: int
    candidates: tuple[Place, ...]
    exact: bool
    unknown: str | None = None
