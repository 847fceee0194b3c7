"""What computes a topic's answer, and what else about the topic the understanding and the dialogue go by: all of it
stands in the topic's file. Pure."""
from __future__ import annotations

from dataclasses import dataclass

from knowledge.notices.located import Located

# words: the parts of its file; venue, outbreak: the rulebook; zone: the designation of a place; sites: where to go;
# event: whether a place is one that a notice's event is for; notice: the clauses of a text by its number; hotline: the
# phones of a place; gap: asked by residents and answered by no notice until a city's file fills it; danger: help first;
# hand_over: to a person; talk: states no fact; none_fits: said where no topic fits.
ROLES = (
    "words", "venue", "zone", "outbreak", "sites", "event", "notice", "hotline", "gap", "danger", "hand_over", "talk",
    "none_fits",
)
# The parameters of a role: which of its answers the topic is. A parameter that may be absent ends with a question mark.
PARAMETERS = {"venue": "venue?", "sites": "kind", "outbreak": "branch", "event": "districts"}
BRANCHES = ("one_unit", "many")
DISTRICTS = ("listed", "unlisted", "any")
# Facts that ask a topic by themselves where they follow no question.
BARE_FACTS = ("courier", "place", "location", "venue_kind", "cases")
KEYS = (
    "role", "venue", "with_venues", "kind", "branch", "districts", "asked_by", "place_asks", "beside", "only_of",
    "offered", "by_zone", "zones", "zone_kind_asks",
)


@dataclass(frozen=True)
class Role:
    """``name`` is one of ROLES. Their parameters: ``venue`` the kind of venue it is about when none is named, ``kind``
    the kind of sites, ``branch`` the branch of the outbreak rule, ``districts`` which districts an event's topic speaks
    of.

    ``asked_by``: facts that ask this topic where they follow no question. ``place_asks``: the topic that a bare place
    asks after this one. ``beside``: roles whose facts a message may name and be about this topic all the same.
    ``only_of``: names of the only institution it speaks for. ``offered``: a button may offer it where nobody can tell
    what was asked. ``venues``: the kinds of venues of which the rulebook's verdicts stand before the topic's own words:
    the one it is about, and those of ``with_venues``. ``by_zone``: the zone of the place asked about decides which of
    its parts are said. ``zones``: the kinds of zone that it speaks of alone: who names another one asks something else.
    ``zone_kind_asks``: the topic that is asked where a kind of zone is named and what holds there (中风险区怎么管).
    """

    name: str = "words"
    venue: str | None = None
    kind: str | None = None
    branch: str | None = None
    districts: str | None = None
    asked_by: tuple[str, ...] = ()
    place_asks: str | None = None
    beside: tuple[str, ...] = ()
    only_of: tuple[str, ...] = ()
    offered: bool = True
    venues: tuple[str, ...] = ()
    by_zone: bool = False
    zones: tuple[str, ...] = ()
    zone_kind_asks: str | None = None

    @property
    def is_computed(self) -> bool:
        """Whether the answer depends on facts of the conversation (a venue topic with words of its own says these)."""
        computed = ("zone", "sites", "outbreak", "notice", "hotline")
        return self.name in computed or (self.name == "venue" and self.venue is None)

    @property
    def is_conversation(self) -> bool:
        """Whether it states no fact: no other question could stand beside it in a message, and no day matters to it."""
        return self.name in ("talk", "danger", "hand_over", "none_fits")


def check_role(table: Located) -> Role:
    """The role out of a topic's file. Raises ContentError with file and line."""
    name = table.text("role") if table.get("role") else "words"
    if name not in ROLES:
        raise table.refuse(f"role {name!r} is none of {', '.join(ROLES)}.", "role")
    _check_parameter(table, name)
    for fact in table.texts("asked_by"):
        if fact not in BARE_FACTS:
            raise table.refuse(f"asked_by: {fact!r} is none of {', '.join(BARE_FACTS)}.", "asked_by")
    for other in table.texts("beside"):
        if other not in ROLES:
            raise table.refuse(f"beside: {other!r} is none of {', '.join(ROLES)}.", "beside")
    return Role(
        name, *(table.text(key) if table.get(key) else None for key in ("venue", "kind", "branch", "districts")),
        table.texts("asked_by"), table.text("place_asks") if table.get("place_asks") else None,
        table.texts("beside"), table.texts("only_of"),
        bool(table.get("offered", name != "none_fits")),
        (*filter(None, (table.get("venue"),)), *table.texts("with_venues")), bool(table.get("by_zone", False)),
        table.texts("zones"), table.text("zone_kind_asks") if table.get("zone_kind_asks") else None,
    )


def _check_parameter(table: Located, role: str) -> None:
    own = PARAMETERS.get(role, "").rstrip("?")
    for key in ("venue", "kind", "branch", "districts"):
        if table.get(key) and key != own:
            raise table.refuse(f"{key} is no parameter of role {role!r}.", key)
    if own and not table.get(own) and not PARAMETERS[role].endswith("?"):
        raise table.refuse(f"role {role!r} needs {own!r}.", "role")
    for key, words in (("branch", BRANCHES), ("districts", DISTRICTS)):
        if table.get(key) and table.text(key) not in words:
            raise table.refuse(f"{key} {table.text(key)!r} is none of {', '.join(words)}.", key)
