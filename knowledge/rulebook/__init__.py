"""Dated decision tables out of notices: zone kind x venue kind, cases x units. Pure."""
from knowledge.rulebook.check import check_rulebook
from knowledge.rulebook.model import (
    DISAGREE,
    NOT_STATED,
    ZONE_KINDS,
    Claim,
    OutbreakVerdict,
    Rulebook,
    VenueKind,
    VenueVerdict,
)
from knowledge.rulebook.outbreak import decide_outbreak
from knowledge.rulebook.venues import decide_venue, verdicts_by_zone

__all__ = [
    "DISAGREE",
    "NOT_STATED",
    "ZONE_KINDS",
    "Claim",
    "OutbreakVerdict",
    "Rulebook",
    "VenueKind",
    "VenueVerdict",
    "check_rulebook",
    "decide_outbreak",
    "decide_venue",
    "verdicts_by_zone",
]
