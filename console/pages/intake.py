"""From a notice's text to a draft: pasted or read out of a file, looked through sentence by sentence, taken over."""
from __future__ import annotations

import re
from datetime import datetime

from starlette.responses import Response

from console.documents.intake_fields import ALL, head_fields, in_names, missing, with_given
from console.documents.intake_text import closed_answers, documents, notice_path
from console.documents.standing import standings, touched
from console.files.apart import read_apart
from console.files.reading import tidy
from console.files.unreadable import Unreadable
from console.pages.drafts import instant
from console.pages.notices import KEY, readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import in_chinese, words
from console.web.editing import as_form, draft_asked, open_drafts, opened, save
from knowledge.database import transaction
from knowledge.desk.draft import StepRefused
from knowledge.intake import store
from knowledge.intake.model import ROW
from knowledge.intake.names import Names
from knowledge.intake.reading import read_notice
from knowledge.intake.work import Work, begun, from_json
from knowledge.places.gazetteer import load_gazetteer
from knowledge.releases.release import Release
from knowledge.rulebook.model import BY_DAY, DISAGREE, ENTRY

MOST_LISTED = 30
NEW_ROW = re.compile(r"row-(\d{1,4})")


def listed(ask: Ask) -> Response:
    """The newest ones, and the form to begin another."""
    rows = [(row, from_json(row.work)) for row in store.newest(ask.console.engine, MOST_LISTED)]
    return page(ask, "intakes.html", rows=rows, why="", text="")


def paste(ask: Ask) -> Response:
    """A pasted text."""
    try:
        return begin(ask, tidy(ask.given("text")))
    except Unreadable as error:
        return refused(ask, error)


def upload(ask: Ask) -> Response:
    """A file, read apart."""
    file = ask.fields.get("file")
    data = file.file.read() if file is not None and not isinstance(file, str) else b""
    try:
        return begin(ask, read_apart(data))
    except Unreadable as error:
        return refused(ask, error)


def refused(ask: Ask, error: Unreadable) -> Response:
    rows = [(row, from_json(row.work)) for row in store.newest(ask.console.engine, MOST_LISTED)]
    return page(ask, "intakes.html", 422, rows=rows, why=words()["files"][str(error)], text=ask.given("text"))


def begin(ask: Ask, text: str) -> Response:
    release = readable(ask)
    read = read_notice(text, names_of(ask, release), release.notices, ask.now.date())
    work = begun(read, head_fields(read.head))
    return go_to(f"/intake/{store.begin(ask.console.engine, text, work, ask.by, ask.at)}")


def names_of(ask: Ask, release: Release) -> Names:
    """What a text may name in this city."""
    def places(text: str):
        with transaction(ask.console.engine) as session:
            gazetteer = ask.console.contents.once(("gazetteer",), lambda: load_gazetteer(session))
        return gazetteer.find(text)
    districts = {called: one.name for one in release.city.districts for called in (one.name, *one.aliases)}
    return Names(release.rulebook.kinds, release.rulebook.zones, districts, places)


def show(ask: Ask) -> Response:
    """The text beside what it proposes."""
    row = store.load(ask.console.engine, ask.number)
    return shown(ask, row, from_json(row.work), [])


def shown(ask: Ask, row, work: Work, faults: list[str], status: int = 200) -> Response:
    release = readable(ask)
    names, start = names_of(ask, release), instant_of(work, ask)
    cards = [card(release, names, one, start) for one in work.choices]
    sentences = [
        (place, one, work.state(place), marked(row.text, one, work.of(place)),
         [number for number, each in enumerate(work.choices) if one.start <= each.proposal.start < one.end])
        for place, one in enumerate(work.sentences)
    ]
    book = release.rulebook
    return page(
        ask, "intake.html", status, row=row, work=work, cards=cards, sentences=sentences, faults=faults,
        counted=work.counted(), entry=ENTRY, zone_kinds=book.zones.values(), drafts=open_drafts(ask),
        verdicts=[word for word in book.verdicts.values() if word.key not in (DISAGREE, BY_DAY)],
        clauses=[(notice.key, clause) for notice in release.notices.values() for clause in notice.clauses],
        notices=[(one.key, one.short) for one in release.notices.values()],
        titles={topic: answer.title for topic, answer in release.answers.items()},
    )


def instant_of(work: Work, ask: Ask) -> datetime:
    """When the notice begins: then it is compared with what is in force."""
    try:
        return instant(work.head["start"]) or ask.now
    except (StepRefused, ValueError):
        return ask.now


def card(release: Release, names: Names, one, start: datetime) -> dict:
    """What the page shows of a proposal beside its own fields."""
    proposal = one.proposal
    plain = {"says": ALL | proposal.says, "standings": [], "touched": [], "amends": [], "closes": []}
    if proposal.kind != ROW:
        return plain
    try:
        at = max(start, datetime.fromisoformat(proposal.says["from"]).replace(tzinfo=start.tzinfo)) if (
            proposal.says.get("from")) else start
    except ValueError:
        at = start
    found = standings(release, proposal.says, at)
    hit = touched(release, found, proposal.says)
    closes = proposal.says.get("closes")
    if closes is None:
        closes = [f"{topic}@{each.clause}" for each in hit for topic in each.unstated]
    amends = proposal.says.get("amends") or []
    return plain | {"standings": found, "touched": hit, "amends": amends, "closes": closes, **in_names(proposal, names)}


def marked(text: str, sentence, own) -> list[tuple[str, bool]]:
    """The sentence in pieces; True: a passage that a proposal rests on."""
    inside = [any(one.proposal.start <= place < one.proposal.end for one in own)
              for place in range(sentence.start, sentence.end)]
    pieces: list[tuple[str, bool]] = []
    for letter, is_marked in zip(text[sentence.start:sentence.end], inside, strict=True):
        if pieces and pieces[-1][1] == is_marked:
            pieces[-1] = pieces[-1][0] + letter, is_marked
        else:
            pieces.append((letter, is_marked))
    return pieces


def write(ask: Ask) -> Response:
    """Keeps what the form says; then the step whose button was pressed."""
    row = store.load(ask.console.engine, ask.number)
    names = names_of(ask, readable(ask))
    work = with_given(from_json(row.work), ask.given, names)
    version = int(ask.given("version")) if ask.given("version").isdecimal() and len(ask.given("version")) < 9 else 0
    step = ask.given("step")
    if step == "sure":
        work = work.with_all_sure()
    elif (by_hand := NEW_ROW.fullmatch(step)) and int(by_hand[1]) < len(work.sentences):
        work = work.with_row_by_hand(int(by_hand[1]))
    store.keep(ask.console.engine, ask.number, version, work, row.draft)
    if step == "draft":
        return into_draft(ask, ask.number, work)
    return go_to(f"/intake/{ask.number}#{'rest' if step == 'sure' else step or 'main'}")


def into_draft(ask: Ask, number: int, work: Work) -> Response:
    """What was taken becomes documents of a draft; what the check does not take is told, and nothing is written."""
    row = store.load(ask.console.engine, number)
    faults = missing(work) + ([] if KEY.fullmatch(work.head["notice"]) else ["编号请用汉字、字母、数字和 . - _，以字或数字开头。"])
    if not faults:
        before = ask.console.contents.current(ask.at, draft_asked(ask)).texts
        texts = documents(row.text, work) | as_form(closed_answers, work, before)
        taken = notice_path(work.head) in before and draft_asked(ask) != row.draft
        faults = [f"已经有编号为 {work.head['notice']} 的通告，请换一个编号。"] if taken else [
            in_chinese(line) for line in ask.console.contents.check({**before, **texts}).unreadable]
    if faults:
        return shown(ask, row, work, faults, 422)
    marks = {path: opened(ask, path).mark for path in texts}
    draft = save(ask, texts, marks, ask.given("note") or work.head["title"])
    store.keep(ask.console.engine, number, row.version, work, draft.number)
    return go_to(f"/drafts/{draft.number}")


