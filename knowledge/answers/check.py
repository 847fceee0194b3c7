"""Located mappings to answers and phrases, refused with file and line where anything is off."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.answers.model import REFUSALS, Answer, Part, Phrase
from knowledge.answers.role import KEYS as ROLE_KEYS
from knowledge.answers.role import check_role
from knowledge.notices.located import Located
from knowledge.notices.model import Notice
from knowledge.notices.window import Window, make_window
from knowledge.rulebook.model import Scope
from knowledge.rulebook.scopes import check_scope
from knowledge.rulebook.sources import known_clause, known_notice

ANSWER_KEYS = ("topic", "group", "title", "parts", "nearby", "see_also", "refusal", "not_stated", "ask", *ROLE_KEYS)
# What a city's file of a gap may say.
FILLED_KEYS = ("topic", "title", "parts", "nearby", "see_also", "ask")
NEIGHBOUR_KEYS = ("topic", "title", "see_also")
PART_KEYS = (
    "id", "text", "notice", "clause", "window", "from", "to", "channels", "contradicts", "unstated", "zones", "places",
    "only_there",
)
PHRASE_KEYS = ("text", "notice", "clause", "buttons", "refusal")
CHANNELS = ("web", "wechat", "hotline")
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
    parts = tuple(_quoted(row, answers) if row.get("of") else _part(row, notices, zones) for row in rows)
    _refuse_overlaps(rows, parts)
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
    asked = (table.text("place_asks"),) if table.get("place_asks") else ()
    for key, topics in (("see_also", table.texts("see_also")), ("place_asks", asked)):
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
    if (role.name == "gap") is not bool(table.get("not_stated")):
        raise table.refuse("'not_stated' says what no notice answers: a gap needs it, and nothing else has it.", "role")
    if role.name == "gap":
        gap = Answer(topic, group, title, (), see_also, "not_stated", role, table.text("not_stated"))
        return replace(gap, **_filling(table, notices, zones))
    if table.get("nearby"):
        raise table.refuse("'nearby' is said behind what no notice answers; only a gap has it.", "nearby")
    parts = _parts(table, notices, zones)
    return Answer(
        topic, group, title, parts, see_also, check_refusal(table), role, ask=_optional(table, "ask"),
        by_place=_by_place(parts),
    )


def fill_gap(gap: Answer, table: Located, notices: dict[str, Notice], zones: Collection[str] = ()) -> Answer:
    """A gap of any city with the parts by which this one answers it, or what its notices say ``nearby``."""
    if gap.role.name != "gap":
        return _with_neighbours(gap, table)
    table.allow(*FILLED_KEYS)
    return replace(
        gap, title=table.text("title", gap.title), see_also=table.texts("see_also") or gap.see_also,
        **_filling(table, notices, zones),
    )


def _filling(table: Located, notices: dict[str, Notice], zones: Collection[str]) -> dict[str, object]:
    """By what a gap is filled."""
    parts = _parts(table, notices, zones) if table.get("parts") else ()
    for row, part in zip(table.get("parts") or (), parts, strict=True):
        if part.notice is None:
            raise row.refuse("a gap is filled by what a notice says; name the notice and its clause.")
    return {"parts": parts, "ask": _optional(table, "ask"), "by_place": _by_place(parts)}


def _by_place(parts: Collection[Part]) -> bool:
    return any(part.scope != Scope() or part.statement for part in parts)


def _with_neighbours(general: Answer, table: Located) -> Answer:
    """A topic of any city that is no gap: a city says beside which of its own topics it stands, and nothing else."""
    if set(table) - set(NEIGHBOUR_KEYS):
        raise table.refuse(
            f"topic {general.topic!r} stands in language/topics already and is no gap to be filled; a city may give it "
            f"{' and '.join(NEIGHBOUR_KEYS[1:])}.", "topic",
        )
    return replace(general, title=table.text("title", general.title), see_also=table.texts("see_also"))


def _parts(table: Located, notices: dict[str, Notice], zones: Collection[str]) -> tuple[Part, ...]:
    rows = table.tables("parts")
    parts = tuple(_part(row, notices, zones) for row in rows)
    _refuse_overlaps(rows, parts)
    return parts


def check_refusal(table: Located) -> str | None:
    """Which of REFUSALS some words are; None for an answer."""
    if table.get("refusal") is None:
        return None
    refusal = table.text("refusal")
    if refusal not in REFUSALS:
        raise table.refuse(f"refusal {refusal!r} is none of {', '.join(REFUSALS)}.", "refusal")
    return refusal


def _part(row: Located, notices: dict[str, Notice], zones: Collection[str]) -> Part:
    row.allow(*PART_KEYS)
    channels = _channels(row)
    if row.get("notice") is None:
        if any(row.get(key) for key in ("clause", "window", "from", "to", "contradicts", "places", "unstated")):
            raise row.refuse("a clause, window, place, contradiction or open end without a notice; name the notice.")
        return Part(row.text("text"), None, None, None, channels)
    notice = known_notice(row, notices)
    clause = known_clause(row, notice)
    scoped, unstated = row.get("zones") is not None or row.get("places") is not None, _optional(row, "unstated")
    return Part(
        _optional(row, "text") if unstated else row.text("text"), notice.key, clause, _window(row, notice, clause),
        channels, _contradicted(row, notice, notices), unstated, check_scope(row, zones) if scoped else Scope(),
        row.text("id") if row.get("id") else None, _only_there(row, scoped),
    )


def _optional(table: Located, key: str) -> str:
    return table.text(key) if table.get(key) is not None else ""


def _only_there(row: Located, scoped: bool) -> bool:
    value = row.get("only_there", False)
    if value not in (True, False) or (value and not scoped):
        raise row.refuse("'only_there' is true for a part with places or zones, and stands nowhere else.", "only_there")
    return value


def _contradicted(row: Located, own: Notice, notices: dict[str, Notice]) -> tuple[str, str] | None:
    """The notice and clause after ``contradicts``, written NOTICE#CLAUSE."""
    if row.get("contradicts") is None:
        return None
    key, _, clause = row.text("contradicts").partition("#")
    if key not in notices or clause not in notices[key].clauses:
        raise row.refuse(f"contradicts {row['contradicts']!r}; write NOTICE#CLAUSE of data/notices.", "contradicts")
    if key == own.key or puts_aside(own, key) or puts_aside(notices[key], own.key):
        raise row.refuse(
            f"{key} cannot contradict {own.key}: it is the same text, or one supersedes the other.", "contradicts"
        )
    return key, clause


def puts_aside(notice: Notice, other: str) -> bool:
    """Whether a notice stands in the place of another as a whole."""
    return any(change.notice == other and change.clause is None for change in notice.changes)


def _channels(row: Located) -> dict[str, str]:
    channels = row.get("channels", Located({}, row.file, row.line))
    if not isinstance(channels, Located):
        raise row.refuse("'channels' must give each channel its wording.", "channels")
    channels.allow(*CHANNELS)
    return {channel: channels.text(channel) for channel in channels}


def _window(row: Located, notice: Notice, clause: str) -> Window:
    """The part's window inside its clause's: its own from and to, or up to or after the end of the event."""
    named, outer = row.get("window"), notice.window_of(clause)
    if named in ("event", "after_event"):
        if notice.event is None or notice.event.end is None:
            raise row.refuse(f"notice {notice.key} has no event that ends.", "window")
        end = notice.event.end
        return Window(outer.start, end) if named == "event" else Window(end, outer.end)
    if named is not None:
        raise row.refuse(f"window {named!r} is neither 'event' nor 'after_event'.", "window")
    own = make_window(row, "from", row.get("from") or outer.start, row.get("to") or outer.end)
    if own.within(outer) != own:
        raise row.refuse(f"its window reaches beyond that of notice {notice.key}.", "from")
    return own


def _refuse_overlaps(rows: list[Located], parts: tuple[Part, ...]) -> None:
    """Two parts of one id are versions of the same statement: those of one notice and scope may not hold at once."""
    seen: list[tuple[str, Part, Located]] = []
    for row, part in zip(rows, parts, strict=True):
        if row.get("id") is None:
            continue
        for name, version, other in seen:
            if name == row["id"] and _are_one(part, version):
                raise row.refuse(f"part {name!r} overlaps the one at line {other.line}.", "id")
        seen.append((row["id"], part, row))


def _are_one(one: Part, other: Part) -> bool:
    """Whether nothing tells two versions of a statement apart: source, scope or time."""
    if (one.notice, one.scope) != (other.notice, other.scope):
        return False
    return one.window is None or other.window is None or one.window.overlaps(other.window)


def check_words(
    tables: Iterable[Located], notices: dict[str, Notice], general: Iterable[Located] = ()
) -> dict[str, Phrase]:
    """The phrases that actions and rendering fill in, by name; each file is a mapping of name to phrase. Those of the
    city stand before the ``general`` ones; where one has no text of its own, it says what the general one rests on."""
    known = _phrases(general, notices, {})
    return known | _phrases(tables, notices, known)


def _phrases(tables: Iterable[Located], notices: dict[str, Notice], known: dict[str, Phrase]) -> dict[str, Phrase]:
    phrases: dict[str, Phrase] = {}
    for table in tables:
        for name, row in table.items():
            if not isinstance(row, Located):
                raise table.refuse(f"{name!r} must have a text.", name)
            if name in phrases:
                raise table.refuse(f"{name!r} stands twice.", name)
            phrases[name] = _phrase(name, row, notices, known.get(name))
    return phrases


def _phrase(name: str, row: Located, notices: dict[str, Notice], general: Phrase | None) -> Phrase:
    row.allow(*PHRASE_KEYS)
    text, refusal = row.text("text", general and general.text), check_refusal(row) or (general and general.refusal)
    buttons = tuple((b.text("title"), b.text("payload")) for b in (row.tables("buttons") if row.get("buttons") else ()))
    if not buttons and general and not row.get("text"):
        buttons = general.buttons
    if row.get("notice") is None:
        return Phrase(name, text, buttons=buttons, refusal=refusal)
    notice = known_notice(row, notices)
    return Phrase(name, text, notice.key, known_clause(row, notice), buttons, refusal)
