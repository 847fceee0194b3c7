"""What was taken of a notice's text, as the documents of a draft. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap

from console.documents.notice_text import KEYS, put, zoned
from console.documents.rule_text import RowFields
from console.documents.rule_text import text_of as table_text
from knowledge.intake.model import CHANGE, ROW, WINDOW, Proposal
from knowledge.intake.work import Work
from knowledge.releases.yaml_text import dump_text, on_one_line

# What a clause is about stands in one line of a page.
LONGEST_ABOUT = 160


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
        table = table_text(table_path(work.head), table, row_fields(one, work.head["notice"]), None)
    return made | ({table_path(work.head): table} if table else {})


def row_fields(one: Named, notice: str) -> RowFields:
    says = one.row.says
    return RowFields(
        f"{notice}#{one.clause}", tuple(says.get("venues") or ()), tuple(says.get("zones") or ()), says.get("verdict") or "",
        "\n".join(says.get("conditions") or ()), *(str(says.get(key) or "") for key in ("capacity", "proof", "from", "to")),
        "\n".join(says.get("places") or ()),
    )


def notice_document(text: str, work: Work, rows: list[Named]) -> str:
    """The notice with its clauses; what a clause changes and when it holds stands in it."""
    tree = CommentedMap()
    for key in KEYS:
        put(tree, key, work.head.get(key) or ("unknown" if key == "issued" else ""))
    tree["in_force"] = on_one_line([zoned(work.head["start"]), zoned(work.head["end"]) or None])
    whole = [one.says["notice"] for one in work.taken(CHANGE) if one.says["how"] == "ends" and not one.says.get("of_clause")]
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
        apart = [one for one in rows if one.row.clause == clause and one.clause != clause]
        found |= {one.clause: shortened(text[one.row.start:one.row.end]) for one in apart} or {clause: shortened(about)}
    return found


def shortened(about: str) -> str:
    line = " ".join(about.split())
    return line if len(line) <= LONGEST_ABOUT else f"{line[:LONGEST_ABOUT - 1]}…"


def clause_of(clause: str, about: str, work: Work, rows: list[Named]):
    """Its words alone, or with what it changes and its own window."""
    made = CommentedMap(about=about)
    base = next((one.row.clause for one in rows if one.clause == clause), clause)
    window = next((one.says for one in work.taken(WINDOW) if one.clause == base and has_room(one.says, work)), None)
    if window:
        start = window.get("from") or work.head["start"]
        made["in_force"] = on_one_line([zoned(start), zoned(window.get("to") or work.head["end"]) or None])
    for how in ("amends", "ends"):
        targets = [f"{one.says['notice']}#{one.says['of_clause']}" for one in work.taken(CHANGE)
                   if one.clause == base and one.says["how"] == how and one.says.get("of_clause")]
        targets += [target for one in rows if one.clause == clause for target in one.row.says.get(how) or ()]
        if targets:
            made[how] = on_one_line(list(dict.fromkeys(targets)))
    return made if len(made) > 1 else about


def has_room(says: Mapping, work: Work) -> bool:
    """A window that is not the notice's own."""
    start, end = says.get("from") or work.head["start"], says.get("to") or work.head["end"]
    return (start[:16], end[:16]) != (work.head["start"][:16], work.head["end"][:16])
