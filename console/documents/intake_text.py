"""What was taken of a notice's text, as the documents of a draft. Pure."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ruamel.yaml.comments import CommentedMap

from console.documents.answer_text import AnswerFields
from console.documents.answer_text import fields_of as answer_fields
from console.documents.answer_text import text_of as answer_text
from console.documents.notice_text import KEYS, put, zoned
from console.documents.rule_text import RowFields
from console.documents.rule_text import text_of as table_text
from knowledge.intake.model import CHANGE, ROW, UNCLEAR, WINDOW, Proposal
from knowledge.intake.outline import PARAGRAPH
from knowledge.intake.work import Work
from knowledge.releases.yaml_text import dump_text, on_one_line

# What a clause is about stands in one line of a page.
LONGEST_ABOUT = 160
PARAGRAPHS = PARAGRAPH.partition("{")[0]
NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])\s*")


@dataclass(frozen=True)
class Named:
    """A row with the clause that it is cited by."""

    clause: str
    row: Proposal


def named_rows(rows: Iterable[Proposal]) -> list[Named]:
    """Rows of one clause that say different things are cited apart, so that each has its own passage."""
    rows = list(rows)
    many = {clause for clause, count in Counter(row.clause for row in rows).items() if count > 1}
    seen: Counter = Counter()
    found = []
    for row in rows:
        seen[row.clause] += 1
        found.append(Named(f"{row.clause}-{seen[row.clause]}" if row.clause in many else row.clause, row))
    return found


def notice_path(head: Mapping[str, str]) -> str:
    return f"notices/{head['notice']}.yml"


def table_path(head: Mapping[str, str]) -> str:
    return f"rulebook/{head['notice']}.yml"


def documents(text: str, work: Work) -> dict[str, str | None]:
    """The texts by path: the notice, and its table of rows where there are any."""
    rows = named_rows(work.taken(ROW))
    made: dict[str, str | None] = {notice_path(work.head): notice_document(text, work, rows)}
    table = None
    for one in rows:
        table = table_text(table_path(work.head), table, row_fields(one, work.head), None)
    return made | ({table_path(work.head): table} if table else {})


def closed_answers(work: Work, texts: Mapping[str, str]) -> dict[str, str]:
    """The answers whose words on what a clause leaves open end where a row states it, by path."""
    made: dict[str, str] = {}
    for row in work.taken(ROW):
        start = window_of(row.says, work.head)[0] or work.head["start"]
        for topic, _, clause in (each.partition("@") for each in row.says.get("closes") or ()):
            path = AnswerFields(topic).path
            if path in texts:
                made[path] = closed(topic, clause, start, made.get(path, texts[path]))
    return made


def closed(topic: str, clause: str, start: str, text: str) -> str:
    """An answer with the end of such a part at ``start``."""
    fields = answer_fields(topic, text, topic)
    parts = tuple(
        replace(part, end=start) if part.unstated and not part.text and part.clause == clause and not part.end else part
        for part in fields.parts
    )
    return answer_text(replace(fields, parts=parts), text, topic)


def row_fields(one: Named, head: Mapping[str, str]) -> RowFields:
    """The form of a row; of a window that is bounded on one side the other is the notice's."""
    says = one.row.says
    start, end = window_of(says, head)
    return RowFields(
        f"{head['notice']}#{one.clause}", tuple(says.get("venues") or ()), tuple(says.get("zones") or ()),
        says.get("verdict") or "", "\n".join(says.get("conditions") or ()),
        *(str(says.get(key) or "") for key in ("capacity", "proof")), start, end, "\n".join(says.get("places") or ()),
    )


def window_of(says: Mapping, head: Mapping[str, str]) -> tuple[str, str]:
    """Both empty for the notice's own."""
    if not (says.get("from") or says.get("to")):
        return "", ""
    return says.get("from") or head["start"], says.get("to") or head["end"]


def notice_document(text: str, work: Work, rows: list[Named]) -> str:
    """The notice with its clauses; what a clause changes and when it holds stands in it."""
    tree = CommentedMap()
    for key in KEYS:
        put(tree, key, work.head.get(key) or ("unknown" if key == "issued" else ""))
    tree["in_force"] = on_one_line([zoned(work.head["start"]), zoned(work.head["end"]) or None])
    whole = [one.says["notice"] for one in work.taken(CHANGE)
             if one.says["how"] == "ends" and not one.says.get("of_clause")]
    if whole:
        tree["ends"] = on_one_line(list(dict.fromkeys(whole)))
    clauses = CommentedMap()
    for clause, about in abouts(text, work, rows).items():
        clauses[clause] = clause_of(clause, about, work, rows)
    tree["clauses"] = clauses
    return dump_text(notice_path(work.head), tree)


def abouts(text: str, work: Work, rows: list[Named]) -> dict[str, str]:
    """What each clause is about: its own words; of one that is cited apart, those of the passage."""
    found = {}
    for clause, about in work.clauses.items():
        if clause.startswith(PARAGRAPHS) and is_idle(clause, work):
            continue
        about = NUMBER.sub("", about)
        apart = [one for one in rows if one.row.clause == clause and one.clause != clause]
        found |= {one.clause: shortened(text[one.row.start:one.row.end]) for one in apart} or {clause: shortened(about)}
    return found


def is_idle(clause: str, work: Work) -> bool:
    """A paragraph without a number of which nothing was taken, and nothing is open."""
    own = [place for place, one in enumerate(work.sentences) if one.clause == clause]
    return not any(one.clause == clause for one in work.taken()) and all(work.state(place) != UNCLEAR for place in own)


def shortened(about: str) -> str:
    line = " ".join(about.split())
    return line if len(line) <= LONGEST_ABOUT else f"{line[:LONGEST_ABOUT - 1]}…"


def clause_of(clause: str, about: str, work: Work, rows: list[Named]):
    """Its words alone, or with what it changes and its own window."""
    made = CommentedMap(about=about)
    base = next((one.row.clause for one in rows if one.clause == clause), clause)
    window = next((one.says for one in work.taken(WINDOW) if one.clause == base), None)
    if window:
        start, end = window_of(window, work.head)
        made["in_force"] = on_one_line([zoned(start), zoned(end) or None])
    for how in ("amends", "ends"):
        targets = [f"{one.says['notice']}#{one.says['of_clause']}" for one in work.taken(CHANGE)
                   if one.clause == base and one.says["how"] == how and one.says.get("of_clause")]
        targets += [target for one in rows if one.clause == clause for target in one.row.says.get(how) or ()]
        if targets:
            made[how] = on_one_line(list(dict.fromkeys(targets)))
    return made if len(made) > 1 else about

