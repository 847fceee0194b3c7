"""Rulebooks made up for properties: one to three notices at once, any verdict in any cell, any limits."""
from __future__ import annotations

from datetime import timedelta

from content_folder import EVENT, real_release
from hypothesis import strategies as st

from knowledge.notices import Window
from knowledge.rulebook import ZONE_KINDS, Rulebook
from knowledge.rulebook.model import VERDICTS, OutbreakRule, Row, VenueTable

NOTICES = {"press-34": "dining", "2022-153": "一", "hospital-zhongxin": "entry"}
VENUES = ("pharmacy", "restaurant", "ktv")
MOST_CASES, MOST_UNITS = 6, 4

windows = st.sampled_from([
    Window(EVENT - timedelta(days=1)), Window(EVENT), Window(EVENT + timedelta(days=1)),
    Window(EVENT - timedelta(days=3), EVENT)
])
replaced = st.sampled_from([(), (), (Window(EVENT),), (Window(EVENT + timedelta(days=2)),)])


@st.composite
def rows(draw, clause: str):
    """A row for all other venues of each zone, and rows for some of VENUES."""
    words = st.sampled_from(VERDICTS)
    found = [Row((zone,), None, draw(words), clause, None, 1) for zone in ZONE_KINDS]
    for zone in ZONE_KINDS:
        for venue in draw(st.sets(st.sampled_from(VENUES))):
            found.append(Row((zone,), (venue,), draw(words), clause, None, 2))
    return tuple(found)


@st.composite
def rulebooks(draw):
    """The real kinds of venues, with tables and rules of up to three notices."""
    notices = draw(st.lists(st.sampled_from(sorted(NOTICES)), max_size=3, unique=True))
    tables = tuple(
        VenueTable(notice, draw(windows), {}, draw(rows(NOTICES[notice])), replaced=draw(replaced))
        for notice in notices
    )
    rules = tuple(
        OutbreakRule(
            notice, draw(windows), NOTICES[notice], draw(st.integers(1, MOST_CASES)), draw(st.integers(1, MOST_UNITS))
        )
        for notice in notices
    )
    return Rulebook(real_release().rulebook.kinds, tables, rules)


any_rulebook = st.just(real_release().rulebook) | rulebooks()


def in_force(dated, at):
    """What holds at ``at``, told again from its windows."""
    return [one for one in dated if one.window.contains(at) and not any(w.contains(at) for w in one.replaced)]


def words_of_zones(book: Rulebook, venue: str, at) -> dict[str, set[str]]:
    """What the notices in force state of a venue in each zone, read row by row."""
    stated: dict[str, set[str]] = {zone: set() for zone in ZONE_KINDS}
    for table in in_force(book.venues, at):
        for zone in ZONE_KINDS:
            here = [row for row in table.rows if zone in row.zones]
            own = (
                [row for row in here if row.venues and venue in row.venues]
                or [row for row in here if row.venues is None]
            )
            stated[zone] |= {own[0].verdict} - {"not_stated"}
    return stated


def differing_words(book: Rulebook, venue: str, at) -> set[str]:
    """The stated verdicts over all zones; a zone in which notices disagree counts as a verdict of its own."""
    return {
        "disagree" if len(words) > 1 else next(iter(words)) for words in words_of_zones(book, venue, at).values()
        if words
    }


def outcomes(book: Rulebook, cases: int | None, units: int | None, at) -> set[str]:
    """The branches that hold in any outbreak these counts may belong to; each unit with cases has at least one."""
    rules = in_force(book.outbreak, at)
    return {
        outcome(rules, c, u)
        for c in ([cases] if cases is not None else range(1, 3 * MOST_CASES))
        for u in ([units] if units is not None else range(1, c + 1))
        if u <= c
    }


def outcome(rules, cases: int, units: int) -> str:
    """The branch of a whole outbreak."""
    words = {"one_unit" if cases <= rule.max_cases and units <= rule.max_units else "many" for rule in rules}
    return words.pop() if len(words) == 1 else "disagree"
