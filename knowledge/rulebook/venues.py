"""May this kind of venue open in this kind of zone, at this place? What the rows in force say, the later before the
earlier: docs/decisions/0015-which-row-wins.md."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from knowledge.rulebook.model import BY_DAY, DISAGREE, ENTRY, NOT_STATED, Claim, Names, Row, Rulebook, VenueVerdict
from knowledge.rulebook.reach import MAYBE, SURELY, first_days, reach


def decide_venue(
    book: Rulebook, venue: str, zone: str | None, at: datetime, where: Names = (), day: int | None = None
) -> VenueVerdict:
    """The verdict for one cell at an instant. zone: None where none is designated; where: the names of the place from
    the district down, as far as they are known; day: of how many days' standing the zone is (from 1), None when that is
    not known. ``not_stated`` where no row states it; ``disagree`` when two do that no order settles."""
    rows = [row for row in book.venue_rows(at) if row.venues is None or {venue, book.part_of(venue)} & {*row.venues}]
    days = [day] if day else first_days(rows, zone)
    verdicts = [(first, _on_day(book, rows, venue, zone, at, where, first)) for first in days]
    kept = [next(group) for _, group in groupby(verdicts, key=lambda one: _stated(one[1].rows))]
    verdict = kept[0][1] if len(kept) == 1 else _by_day(kept)
    rows = [row for row in rows if row.verdict != ENTRY]
    others = tuple(z for z in book.zones if _word_in(book, rows, venue, z, where, day) != verdict.word)
    return replace(verdict, would_change=others)


def _on_day(book, rows: list[Row], venue: str, zone: str | None, at: datetime, where: Names, day: int) -> VenueVerdict:
    reached = {kind: [row for row in rows if reach(row.scope, zone, where, day) == kind] for kind in (SURELY, MAYBE)}
    reaching = {kind: [row for row in found if row.verdict != ENTRY] for kind, found in reached.items()}
    entry = {kind: [row for row in found if row.verdict == ENTRY] for kind, found in reached.items()}
    word, deciding = decide(book, reaching[SURELY], venue, zone)
    is_open = word != NOT_STATED and bool(deciding) and not max(severity(book, row) for row in deciding)[0]
    deciding = [*deciding, *(entry[SURELY] if is_open else ())]
    claims = tuple(Claim(row.verdict, row.notice, row.clause) for row in deciding)
    named = any(row.venues is not None for row in deciding)
    elsewhere = tuple(
        row for row in reaching[MAYBE] if row.states and _wins(book, row, reaching, venue, zone) and
        _stated([row]) != _stated(deciding)
    )
    elsewhere += tuple(_entered(row, deciding) for row in entry[MAYBE] if is_open)
    return VenueVerdict(word, venue, zone, at, tuple(deciding), named, (), claims, elsewhere, where=where)


def _entered(entry: Row, deciding: list[Row]) -> Row:
    """What is needed to go in, in a part of what was asked about, as a row that decides there with all conditions."""
    rows = [*(row for row in deciding if row.verdict != ENTRY), entry]
    return replace(
        rows[0], notice=entry.notice, clause=entry.clause, window=entry.window, scope=entry.scope, where=entry.where,
        conditions=tuple(dict.fromkeys(text for row in rows for text in row.conditions)),
        proof=min((row.proof for row in rows if row.proof), default=None),
    )


def _wins(book: Rulebook, row: Row, reaching: dict[str, list[Row]], venue: str, zone: str | None) -> bool:
    """Whether a row that may reach the place would decide there."""
    there = [other for other in reaching[MAYBE] if (other.scope.places, other.scope.area) == (
        row.scope.places, row.scope.area)]
    return row in decide(book, reaching[SURELY] + there, venue, zone)[1]


def _by_day(verdicts: list[tuple[int, VenueVerdict]]) -> VenueVerdict:
    first = verdicts[0][1]
    claims = tuple(dict.fromkeys(claim for _, verdict in verdicts for claim in verdict.claims))
    return replace(first, word=BY_DAY, rows=(), claims=claims, by_day=tuple(verdicts))


def _word_in(book: Rulebook, rows: list[Row], venue: str, zone: str, where: Names, day: int | None) -> str:
    """The word in another zone."""
    words = [
        (word, _stated(deciding)) for first in ([day] if day else first_days(rows, zone))
        for there in [[row for row in rows if reach(row.scope, zone, where, first) == SURELY]]
        for word, deciding in [decide(book, there, venue, zone)]
    ]
    return words[0][0] if len({stated for _, stated in words}) == 1 else BY_DAY


def decide(book: Rulebook, rows: Iterable[Row], venue: str, zone: str | None) -> tuple[str, list[Row]]:
    """The word of rows that reach the cell, and those that decide; where none states anything, all that say so."""
    spoken = one_a_notice(rows, venue)
    stating = [row for row in spoken if row.states]
    if not stating:
        return NOT_STATED, spoken
    deciding = latest(stating)
    kind = book.zones.get(zone or "")
    own = [row for row in stating if row.scope.zones is not None]
    # What is said of the whole city never loosens a zone that is designated by name; it may tighten it.
    if kind and kind.strictness and own and all(row.scope.zones is None for row in deciding):
        deciding = max(latest(own), deciding, key=lambda group: max(severity(book, row) for row in group))
    # What names the kind itself is not put aside by what only names the kind that it is part of: both are told.
    itself = latest([row for row in stating if venue in (row.venues or ())]) if book.part_of(venue) else []
    deciding += [row for row in itself if not any(venue in (other.venues or ()) for other in deciding)]
    words = {row.verdict for row in deciding}
    return (words.pop() if len(words) == 1 else DISAGREE), deciding


def one_a_notice(rows: Iterable[Row], venue: str) -> list[Row]:
    """What each notice says, the latest first: its row for the narrowest scope, and there the one that names the kind,
    or the kind that it is part of."""
    def nearness(row: Row) -> tuple:
        return row.scope.width, row.venues is not None, venue in (row.venues or ())

    chosen: dict[str, Row] = {}
    for row in rows:
        held = chosen.get(row.notice)
        if held is None or nearness(row) > nearness(held):
            chosen[row.notice] = row
    return sorted(chosen.values(), key=lambda row: (row.begun, row.notice), reverse=True)


def latest(rows: list[Row]) -> list[Row]:
    """The rows of the latest notice; of several as late that say different things, those of the narrowest scope.
    Of none there are none."""
    last = [row for row in rows if row.begun == max(row.begun for row in rows)]
    if len({row.verdict for row in last}) <= 1:
        return last
    return [row for row in last if row.scope.width == max(row.scope.width for row in last)]


def severity(book: Rulebook, row: Row) -> tuple[int, int, float]:
    """How little a row allows: by its verdict, then by the places it leaves empty, then by how new a test must be."""
    return book.verdicts[row.verdict].strictness, 100 - (row.capacity or 100), 1 / row.proof if row.proof else 0


def alike(verdicts: Iterable[VenueVerdict]) -> bool:
    """Whether the same is stated in all of them, and nothing else anywhere within."""
    verdicts = tuple(verdicts)
    stated = {(verdict.word, verdict.by_day, _stated(verdict.rows)) for verdict in verdicts}
    return len(stated) == 1 and not any(verdict.elsewhere for verdict in verdicts)


def _stated(rows: Iterable[Row]) -> frozenset:
    return frozenset(row.stated for row in rows)


def cells(book: Rulebook, at: datetime) -> tuple[str | None, ...]:
    """The kinds of zones a verdict may be asked for, strictest first; None for where nothing is designated, in a city
    that has no name for it."""
    named = tuple(book.zones)
    remainder = any(zone.strictness == 0 for zone in book.zones.values())
    return named if remainder else (*_zones_with_rows(book, at), None)


def _zones_with_rows(book: Rulebook, at: datetime) -> tuple[str, ...]:
    spoken = {zone for row in book.venue_rows(at) for zone in row.scope.zones or ()}
    return tuple(zone for zone in book.zones if zone in spoken)


def in_order(book: Rulebook, at: datetime, zones: Collection[str | None] = ()) -> tuple[str | None, ...]:
    """The kinds of zones to tell of, all or ``zones`` alone: first where nothing is designated, as most places are in a
    city that has no name for it; then the strictest."""
    told = (None, *book.zones) if zones else cells(book, at)
    return tuple(sorted((zone for zone in told if not zones or zone in zones), key=lambda zone: zone is not None))


def verdicts_by_zone(
    book: Rulebook, venue: str, at: datetime, where: Names = ()
) -> dict[str | None, VenueVerdict]:
    """The verdict in each zone kind, strictest zone first."""
    return {zone: decide_venue(book, venue, zone, at, where) for zone in cells(book, at)}


def zone_matters(book: Rulebook, venue: str, at: datetime) -> bool:
    """Whether the zones or places that a notice covers give more than one verdict, so that the place has to be asked
    for. Where a city has no name for what is not designated, its rule for that is told without asking, and beside it
    what is otherwise elsewhere."""
    if None in cells(book, at):
        return False
    verdicts = verdicts_by_zone(book, venue, at).values()
    return len({verdict.word for verdict in verdicts} - {NOT_STATED}) > 1 or any(v.elsewhere for v in verdicts)


def open_there(book: Rulebook, verdict: VenueVerdict) -> tuple[str, ...]:
    """The kinds that rows in force name and open where ``verdict`` holds, in the order of the notices."""
    named = dict.fromkeys(venue for row in book.venue_rows(verdict.at) for venue in row.venues or ())
    verdicts = ((venue, decide_venue(book, venue, verdict.zone, verdict.at, verdict.where)) for venue in named)
    unsaid = (NOT_STATED, DISAGREE, BY_DAY)
    return tuple(
        venue for venue, there in verdicts
        if there.named and there.word not in unsaid and not book.verdicts[there.word].strictness
        and book.part_of(venue) not in named
    )
