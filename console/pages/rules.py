"""The venue table: what is said of each kind of venue in each kind of zone, and the form of a row."""
from __future__ import annotations

from datetime import datetime

from starlette.responses import Response

from console.documents.rule_text import FOLDER, RowFields, fields_of, place_of, table_of, text_of
from console.pages.drafts import instant
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import in_chinese, tell
from console.web.editing import as_form, draft_asked, faults_of, open_drafts, opened, save
from knowledge.answers.verdicts_in_words import VerdictsInWords
from knowledge.desk.draft import StepRefused
from knowledge.releases.comparison.said import Saying
from knowledge.releases.release import Release
from knowledge.rulebook.model import BY_DAY, DISAGREE, NOT_STATED, OTHERS, Rulebook, VenueVerdict
from knowledge.rulebook.scopes import ANY
from knowledge.rulebook.venues import cells, decide_venue

# How a cell looks: nothing stands against it, some things do, it is shut, nobody says.
OPEN, SOME, SHUT, UNSAID = "open", "some", "shut", "unsaid"
SHUT_FROM = 3


def table(ask: Ask) -> Response:
    """All cells at an instant."""
    release, at = readable(ask), instant(ask.asked("at")) or ask.now
    book = release.rulebook
    named = dict.fromkeys(venue for row in book.venue_rows(at) for venue in row.venues or ())
    unnamed = next((key for key in book.kinds if key not in named and book.part_of(key) not in named), None)
    zones = cells(book, at)
    rows = [
        (venue, [cell(release, venue, zone, at) for zone in zones]) for venue in (*named, *filter(None, (unnamed,)))
    ]
    return page(
        ask, "rules.html", rows=rows, zones=zones, at=at, book=book, draft=draft_asked(ask), unnamed=unnamed,
        turns=turns(book, ask.now),
    )


def cell(release: Release, venue: str, zone: str | None, at: datetime) -> tuple[VenueVerdict, str, str]:
    """A verdict, how it looks, and how it reads in one line."""
    verdict = decide_venue(release.rulebook, venue, zone, at)
    words = VerdictsInWords(release.rulebook, release.notices, Saying(release))
    return verdict, look(release.rulebook, verdict), words.in_line(verdict)


def look(book: Rulebook, verdict: VenueVerdict) -> str:
    if verdict.word in (NOT_STATED, DISAGREE, BY_DAY):
        return UNSAID
    strictness = book.verdicts[verdict.word].strictness
    is_bound = strictness or verdict.conditions or verdict.capacity or verdict.proof
    return SHUT if strictness >= SHUT_FROM else SOME if is_bound else OPEN


def turns(book: Rulebook, now: datetime) -> list[datetime]:
    """The instants at which some row begins or ends, the coming ones and the last that has passed."""
    edges = sorted({edge for row in book.rows for edge in (row.window.start, row.window.end) if edge})
    return [*[edge for edge in edges if edge <= now][-1:], *[edge for edge in edges if edge > now][:12]]


def one_cell(ask: Ask) -> Response:
    """What is said of one cell, and the rows that decide it."""
    release, at = readable(ask), instant(ask.asked("at")) or ask.now
    venue, zone = ask.asked("venue"), ask.asked("zone") or None
    if venue not in release.rulebook.kinds or (zone and zone not in release.rulebook.zones):
        raise StepRefused("There is no such cell.")
    verdict, looks, line = cell(release, venue, zone, at)
    return page(
        ask, "cell.html", verdict=verdict, looks=looks, line=line, at=at, book=release.rulebook,
        notices=release.notices, draft=draft_asked(ask),
    )


def new(ask: Ask) -> Response:
    """An empty row, or one for a cell or a notice that was looked at."""
    notice, zone, venue = (ask.asked(name) for name in ("notice", "zone", "venue"))
    clause = next(iter(readable(ask).notices[notice].clauses), "") if notice in readable(ask).notices else ""
    fields = RowFields(f"{notice}#{clause}" if clause else "", (venue,) if venue else (), (zone,) if zone else ())
    return form(ask, fields, None, "", {})


def edit(ask: Ask) -> Response:
    """A row that there is, by its document and line."""
    path, line = f"{FOLDER}{ask.asked('file')}", ask.asked("line")
    document = opened(ask, path)
    is_line = document.text is not None and line.isdecimal() and len(line) < 7
    place = place_of(path, document.text, int(line)) if is_line else None
    if place is None:
        raise StepRefused("There is no such row.")
    return form(ask, as_form(fields_of, path, document.text, place), place, document.mark, {}, path)


def form(
    ask: Ask, fields: RowFields, place: int | None, mark: str, errors: dict[str, list[str]], path: str = "",
    status: int = 200,
) -> Response:
    release = readable(ask)
    book = release.rulebook
    return page(
        ask, "row_form.html", status, fields=fields, place=place, mark=mark, path=path, note=ask.given("note"),
        errors={key: [in_chinese(line) for line in lines] for key, lines in errors.items()}, drafts=open_drafts(ask),
        draft=draft_asked(ask), book=book, others=OTHERS, any_zone=ANY,
        verdicts=[one for one in book.verdicts.values() if one.key not in (DISAGREE, BY_DAY)],
        targets=[(f"{notice.key}#{clause}", f"{notice.short} {clause}：{about}")
                 for notice in release.notices.values() if place is None or notice.key == fields.notice
                 for clause, about in notice.clauses.items()],
    )


def write(ask: Ask) -> Response:
    """A row into a draft; what the check does not take is told beside its field, and nothing is written."""
    fields, mark, row = given(ask), ask.given("mark"), ask.given("place")
    place = int(row) if row.isdecimal() and len(row) < 5 else None
    texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
    path = ask.given("path") if place is not None else table_of(texts, fields.notice)
    if errors := missing(fields):
        return form(ask, fields, place, mark, errors, path, 422)
    document = opened(ask, path)
    if place is not None and (not path.startswith(FOLDER) or document.text is None or document.mark != mark):
        raise StepRefused(f"{path} was written meanwhile.")
    text = as_form(text_of, path, document.text, fields, place)
    if errors := faults_of(ask, path, text):
        return form(ask, fields, place, mark, of_row(errors), path, 422)
    draft = save(ask, {path: text}, {path: document.mark}, ask.given("note"))
    return go_to(f"/drafts/{draft.number}")


def of_row(errors: dict[str, list[str]]) -> dict[str, list[str]]:
    """Faults by the fields of the row: ``rows.3.venues`` is venues; what is about the whole row stands above it."""
    found: dict[str, list[str]] = {}
    for key, lines in errors.items():
        found.setdefault(".".join(key.split(".")[2:]), []).extend(lines)
    return found


def given(ask: Ask) -> RowFields:
    """The form as it was sent."""
    venues, zones = (tuple(map(str, ask.fields.getlist(name))) for name in ("venues", "zones"))
    conditions, places = (
        "\n".join(line.strip() for line in ask.given(name).splitlines() if line.strip())
        for name in ("conditions", "places")
    )
    return RowFields(
        ask.given("clause"), (OTHERS,) if OTHERS in venues else venues, (ANY,) if ANY in zones else zones,
        ask.given("verdict"), conditions, *(ask.given(name) for name in ("capacity", "proof", "start", "end")), places
    )


def missing(fields: RowFields) -> dict[str, list[str]]:
    """What is not filled in, by field."""
    needed = {
        "clause": not fields.clause, "venues": not fields.venues, "zones": not (fields.zones or fields.places),
        "verdict": not fields.verdict, "window": bool(fields.end) and not fields.start,
    }
    return {key: [tell("choose_or_fill_in")] for key, is_missing in needed.items() if is_missing}
