"""Located mappings to answers, refused with file and line where anything is off."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.answers.forms import english_of
from knowledge.answers.model import Answer, Part
from knowledge.answers.parts import check_part, check_parts, optional, refuse_overlaps
from knowledge.answers.phrases import check_refusal
from knowledge.answers.role import KEYS as ROLE_KEYS
from knowledge.answers.role import check_role
from knowledge.notices.located import Located
from knowledge.notices.model import Notice
from knowledge.rulebook.model import Scope

ANSWER_KEYS = (
    "topic", "group", "title", "parts", "nearby", "see_also", "refusal", "not_stated", "ask", "en", *ROLE_KEYS,
)
# What a city's file of a gap may say.
FILLED_KEYS = ("topic", "title", "parts", "nearby", "see_also", "ask", "by_zone", "en")
NEIGHBOUR_KEYS = ("topic", "title", "see_also", "en")
TITLE_LIMIT = 20


def check_answers(
    tables: Iterable[Located], notices: dict[str, Notice], general: Iterable[Located] = (),
    zones: Collection[str] = (),
) -> dict[str, Answer]:
    """All answers by topic: the ``general`` ones of any city, with what the city's ``tables`` fill in, and the city's
    own. ``zones`` are the city's kinds. Raises ContentError on the first thing that is wrong."""
    tables, general = list(tables), list(general)
    known = {table.text("topic"): check_answer(table, notices, zones) for table in general}
    filled = {table.text("topic") for table in tables} & set(known)
    answers = {topic: answer for topic, answer in known.items() if topic not in filled}
    for table in tables:
        answer = check_topic(table, known, notices, zones)
        if answer.topic in answers:
            raise table.refuse(f"topic {answer.topic!r} is answered in two files.", "topic")
        answers[answer.topic] = answer
    for table in tables:
        _refuse_unknown_topics(table, answers)
    near = {topic: _nearby(table, answers, notices, zones) for topic, table in _gaps([*general, *tables])}
    return answers | {topic: with_nearby(answers[topic], parts) for topic, parts in near.items()}


def with_nearby(gap: Answer, parts: tuple[Part, ...]) -> Answer:
    """A gap with what the notices say near it."""
    return replace(gap, nearby=parts, by_place=gap.by_place or _by_place(parts))


def _gaps(tables: Iterable[Located]) -> Iterator[tuple[str, Located]]:
    return ((table.text("topic"), table) for table in tables if table.get("nearby"))


def _nearby(
    table: Located, answers: Mapping[str, Answer], notices: dict[str, Notice], zones: Collection[str]
) -> tuple[Part, ...]:
    """What the notices say near a gap: in words of its own, or the part of a topic that says it already (``of``)."""
    rows = table.tables("nearby")
    parts = tuple(_quoted(row, answers) if row.get("of") else check_part(row, notices, zones) for row in rows)
    refuse_overlaps(rows, parts)
    return parts


def _quoted(row: Located, answers: Mapping[str, Answer]) -> Part:
    """The part (counted from 1, the first if none is said) of the topic that a row names."""
    row.allow("of", "part")
    topic, number = row.text("of"), row.get("part", 1)
    parts = answers[topic].parts if topic in answers else ()
    if not isinstance(number, int) or not 1 <= number <= len(parts):
        raise row.refuse(f"of: topic {topic!r} has no part {number}; it has {len(parts)}.", "of")
    return parts[number - 1]


def check_topic(
    table: Located, known: Mapping[str, Answer], notices: dict[str, Notice], zones: Collection[str] = ()
) -> Answer:
    """What a city's file says of a topic: one of any city (``known``) that it fills in, or one of its own."""
    general = known.get(table.text("topic"))
    return fill_gap(general, table, notices, zones) if general else check_answer(table, notices, zones)


def _refuse_unknown_topics(table: Located, answers: dict[str, Answer]) -> None:
    """Topics that a topic's file names have answers."""
    asked = [(key, (table.text(key),)) for key in ("place_asks", "zone_kind_asks") if table.get(key)]
    for key, topics in (("see_also", table.texts("see_also")), *asked):
        for topic in topics:
            if topic not in answers:
                raise table.refuse(f"{key}: {topic!r} is no topic with an answer.", key)


def check_answer(table: Located, notices: dict[str, Notice], zones: Collection[str] = ()) -> Answer:
    """One answer out of its file."""
    table.allow(*ANSWER_KEYS)
    title = table.text("title")
    if len(title) > TITLE_LIMIT:
        raise table.refuse(f"the title has {len(title)} characters, a button holds {TITLE_LIMIT}.", "title")
    role, topic, group, see_also = check_role(table), table.text("topic"), table.text("group"), table.texts("see_also")
    if unknown := set(role.zones) - set(zones):
        raise table.refuse(f"zones: {min(unknown)!r} is none of {', '.join(zones)}.", "zones")
    if (role.name == "gap") is not bool(table.get("not_stated")):
        raise table.refuse("'not_stated' says what no notice answers: a gap needs it, and nothing else has it.", "role")
    if role.name == "gap":
        gap = Answer(
            topic, group, title, (), see_also, "not_stated", role, table.text("not_stated"), english=english_of(table),
        )
        return replace(gap, **_filling(table, notices, zones))
    if table.get("nearby"):
        raise table.refuse("'nearby' is said behind what no notice answers; only a gap has it.", "nearby")
    parts = check_parts(table, notices, zones)
    return Answer(
        topic, group, title, parts, see_also, check_refusal(table), role, ask=optional(table, "ask"),
        by_place=_by_place(parts), english=english_of(table),
    )


def fill_gap(gap: Answer, table: Located, notices: dict[str, Notice], zones: Collection[str] = ()) -> Answer:
    """A gap of any city with the parts by which this one answers it, or what its notices say ``nearby``."""
    if gap.role.name != "gap":
        return _with_neighbours(gap, table)
    table.allow(*FILLED_KEYS)
    return replace(
        gap, title=table.text("title", gap.title), see_also=table.texts("see_also") or gap.see_also,
        english=english_with(gap, table),
        role=replace(gap.role, by_zone=gap.role.by_zone or bool(table.get("by_zone", False))),
        **_filling(table, notices, zones),
    )


def _filling(table: Located, notices: dict[str, Notice], zones: Collection[str]) -> dict[str, object]:
    """By what a gap is filled."""
    parts = check_parts(table, notices, zones) if table.get("parts") else ()
    for row, part in zip(table.get("parts") or (), parts, strict=True):
        if part.notice is None:
            raise row.refuse("a gap is filled by what a notice says; name the notice and its clause.")
    return {"parts": parts, "ask": optional(table, "ask"), "by_place": _by_place(parts)}


def _by_place(parts: Collection[Part]) -> bool:
    return any(part.scope != Scope() or part.statement for part in parts)


def _with_neighbours(general: Answer, table: Located) -> Answer:
    """A topic of any city that is no gap: a city says beside which of its own topics it stands, and nothing else."""
    if set(table) - set(NEIGHBOUR_KEYS):
        raise table.refuse(
            f"topic {general.topic!r} stands in language/topics already and is no gap to be filled; a city may give it "
            f"{' and '.join(NEIGHBOUR_KEYS[1:])}.", "topic",
        )
    return replace(
        general, title=table.text("title", general.title), see_also=table.texts("see_also"),
        english=english_with(general, table),
    )


def english_with(general: Answer, table: Located) -> dict[str, str]:
    """The English of a topic of any city in a city that may say some of it in words of its own."""
    kept = {key: words for key, words in general.english.items() if key not in table}
    return kept | english_of(table)
