"""Dated rows out of notices: where x which venues -> verdict; cases x units. Pure."""
from knowledge.rulebook.check import check_rulebook
from knowledge.rulebook.model import (
    BY_DAY,
    DISAGREE,
    NOT_STATED,
    Area,
    Claim,
    Designator,
    OutbreakVerdict,
    Row,
    Rulebook,
    Scope,
    VenueKind,
    VenueVerdict,
)
from knowledge.rulebook.outbreak import decide_outbreak
from knowledge.rulebook.venues import decide_venue, verdicts_by_zone

__all__ = [
    "BY_DAY",
    "DISAGREE",
    "NOT_STATED",
    "Area",
    "Claim",
    "Designator",
    "OutbreakVerdict",
    "Row",
    "Rulebook",
    "Scope",
    "VenueKind",
    "VenueVerdict",
    "check_rulebook",
    "decide_outbreak",
    "decide_venue",
    "verdicts_by_zone",
]
