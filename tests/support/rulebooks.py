"""Rulebooks made up for properties: rows of one to three notices at once, any verdict in any cell, any limits."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from content_folder import EVENT, real_release
from hypothesis import strategies as st

from knowledge.notices import Window
from knowledge.rulebook import Row, Rulebook, Scope
from knowledge.rulebook.model import OutbreakRule

NOTICES = {"press-34": "dining", "2022-153": "一", "hospital-zhongxin": "entry"}
VENUES = ("pharmacy", "restaurant", "ktv")
ZONES = tuple(real_release().rulebook.zones)
VERDICTS = tuple(word for word in real_release().rulebook.verdicts if word not in ("disagree", "by_day"))
MOST_CASES, MOST_UNITS = 6, 4

windows = st.sampled_from([
    Window(EVENT - timedelta(days=1)), Window(EVENT), Window(EVENT + timedelta(days=1)),
    Window(EVENT - timedelta(days=3), EVENT)
])
replaced = st.sampled_from([(), (), (Window(EVENT),), (Window(EVENT + timedelta(days=2)),)])
issues = st.sampled_from([None, date(2022, 11, 5), date(2022, 11, 6)])


@st.composite
def rows(draw, notice: str):
    """Of one notice: a row for all other venues of each zone, and rows for some of VENUES."""
    words, dated = st.sampled_from(VERDICTS), {"replaced": draw(replaced), "issued": draw(issues)}
    window, clause = draw(windows), NOTICES[notice]
    cells = [(zone, venues) for zone in ZONES for venues in [None, *draw(st.sets(st.sampled_from(VENUES)))]]
    return tuple(
        Row(notice, clause, window, draw(words), (venue,) if venue else None, Scope((zone,)), **dated)
        for zone, venue in cells
    )


@st.composite
def rulebooks(draw):
    """The real kinds and verdicts, with rows and rules of up to three notices."""
    notices = draw(st.lists(st.sampled_from(sorted(NOTICES)), max_size=3, unique=True))
    found = tuple(row for notice in notices for row in draw(rows(notice)))
    rules = tuple(
        OutbreakRule(
            notice, NOTICES[notice], draw(windows), draw(st.integers(1, MOST_CASES)), draw(st.integers(1, MOST_UNITS))
        )
        for notice in notices
    )
    return replace(real_release().rulebook, rows=found, outbreak=rules)


any_rulebook = st.just(real_release().rulebook) | rulebooks()


def in_force(dated, at):
    """What holds at ``at``, told again from its windows."""
    return [one for one in dated if one.window.contains(at) and not any(w.contains(at) for w in one.replaced)]


def words_of_zones(book: Rulebook, venue: str, at) -> dict[str, set[str]]:
    """What the latest of the notices in force that state it say of a venue in each zone, read row by row."""
    return {zone: words_of_zone(book, venue, zone, at) for zone in ZONES}


def words_of_zone(book: Rulebook, venue: str, zone: str, at) -> set[str]:
    by_time: dict[tuple, set[str]] = {}
    here = [row for row in in_force(book.rows, at) if zone in row.scope.zones]
    for notice in {row.notice for row in here}:
        its = [row for row in here if row.notice == notice]
        named = [row for row in its if row.venues and venue in row.venues] or [r for r in its if r.venues is None]
        for row in (row for row in named if row.verdict != "not_stated"):
            by_time.setdefault((row.window.start, row.issued or row.window.start.date()), set()).add(row.verdict)
    return by_time[max(by_time)] if by_time else set()


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
