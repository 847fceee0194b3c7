"""Located mappings to answers and phrases, refused with file and line where anything is off."""
from __future__ import annotations

from collections.abc import Iterable

from knowledge.answers.model import REFUSALS, Answer, Part, Phrase
from knowledge.answers.role import KEYS as ROLE_KEYS
from knowledge.answers.role import check_role
from knowledge.notices.located import Located
from knowledge.notices.model import Notice
from knowledge.notices.window import Window, make_window
from knowledge.rulebook.check import known_clause, known_notice

ANSWER_KEYS = ("topic", "group", "title", "parts", "see_also", "refusal", *ROLE_KEYS)
PART_KEYS = ("id", "text", "notice", "clause", "window", "from", "to", "channels", "contradicts")
PHRASE_KEYS = ("text", "notice", "clause", "buttons", "refusal")
CHANNELS = ("web", "wechat", "hotline")
TITLE_LIMIT = 20


def check_answers(tables: Iterable[Located], notices: dict[str, Notice]) -> dict[str, Answer]:
    """All answers by topic. Raises ContentError on the first thing that is wrong."""
    tables = list(tables)
    answers: dict[str, Answer] = {}
    for table in tables:
        answer = check_answer(table, notices)
        if answer.topic in answers:
            raise table.refuse(f"topic {answer.topic!r} is answered in two files.", "topic")
        answers[answer.topic] = answer
    for table in tables:
        _refuse_unknown_topics(table, answers)
    return answers


def _refuse_unknown_topics(table: Located, answers: dict[str, Answer]) -> None:
    """Topics that a topic's file names have answers."""
    asked = (table.text("place_asks"),) if table.get("place_asks") else ()
    for key, topics in (("see_also", table.texts("see_also")), ("place_asks", asked)):
        for topic in topics:
            if topic not in answers:
                raise table.refuse(f"{key}: {topic!r} is no topic with an answer.", key)


def check_answer(table: Located, notices: dict[str, Notice]) -> Answer:
    """One answer out of its file."""
    table.allow(*ANSWER_KEYS)
    title = table.text("title")
    if len(title) > TITLE_LIMIT:
        raise table.refuse(f"the title has {len(title)} characters, a button holds {TITLE_LIMIT}.", "title")
    rows = table.tables("parts")
    parts = tuple(_part(row, notices) for row in rows)
    _refuse_overlaps(rows, parts)
    topic, group, see_also = table.text("topic"), table.text("group"), table.texts("see_also")
    return Answer(topic, group, title, parts, see_also, check_refusal(table), check_role(table))


def check_refusal(table: Located) -> str | None:
    """Which of REFUSALS some words are; None for an answer."""
    if table.get("refusal") is None:
        return None
    refusal = table.text("refusal")
    if refusal not in REFUSALS:
        raise table.refuse(f"refusal {refusal!r} is none of {', '.join(REFUSALS)}.", "refusal")
    return refusal


def _part(row: Located, notices: dict[str, Notice]) -> Part:
    row.allow(*PART_KEYS)
    channels = _channels(row)
    if row.get("notice") is None:
        if any(row.get(key) for key in ("clause", "window", "from", "to", "contradicts")):
            raise row.refuse("a clause, a window or a contradiction without a notice; name the notice.")
        return Part(row.text("text"), None, None, None, channels)
    notice = known_notice(row, notices)
    clause, window = known_clause(row, notice), _window(row, notice)
    return Part(row.text("text"), notice.key, clause, window, channels, _contradicted(row, notice, notices))


def _contradicted(row: Located, own: Notice, notices: dict[str, Notice]) -> tuple[str, str] | None:
    """The notice and clause after ``contradicts``, written NOTICE#CLAUSE."""
    if row.get("contradicts") is None:
        return None
    key, _, clause = row.text("contradicts").partition("#")
    if key not in notices or clause not in notices[key].clauses:
        raise row.refuse(f"contradicts {row['contradicts']!r}; write NOTICE#CLAUSE of data/notices.", "contradicts")
    if key == own.key or key in own.supersedes or own.key in notices[key].supersedes:
        raise row.refuse(
            f"{key} cannot contradict {own.key}: it is the same text, or one supersedes the other.", "contradicts"
        )
    return key, clause


def _channels(row: Located) -> dict[str, str]:
    channels = row.get("channels", Located({}, row.file, row.line))
    if not isinstance(channels, Located):
        raise row.refuse("'channels' must give each channel its wording.", "channels")
    channels.allow(*CHANNELS)
    return {channel: channels.text(channel) for channel in channels}


def _window(row: Located, notice: Notice) -> Window:
    """The part's window inside its notice's: its own from and to, or up to or after the end of the event."""
    named = row.get("window")
    if named in ("event", "after_event"):
        if notice.event is None or notice.event.end is None:
            raise row.refuse(f"notice {notice.key} has no event that ends.", "window")
        end = notice.event.end
        return Window(notice.in_force.start, end) if named == "event" else Window(end, notice.in_force.end)
    if named is not None:
        raise row.refuse(f"window {named!r} is neither 'event' nor 'after_event'.", "window")
    own = make_window(row, "from", row.get("from") or notice.in_force.start, row.get("to") or notice.in_force.end)
    if own.within(notice.in_force) != own:
        raise row.refuse(f"its window reaches beyond that of notice {notice.key}.", "from")
    return own


def _refuse_overlaps(rows: list[Located], parts: tuple[Part, ...]) -> None:
    """Two parts of one id are versions of the same statement and may not hold at once."""
    seen: list[tuple[str, Window | None, Located]] = []
    for row, part in zip(rows, parts, strict=True):
        if row.get("id") is None:
            continue
        for name, window, other in seen:
            if name == row["id"] and (window is None or part.window is None or window.overlaps(part.window)):
                raise row.refuse(f"part {name!r} overlaps the one at line {other.line}.", "id")
        seen.append((row["id"], part.window, row))


def check_words(tables: Iterable[Located], notices: dict[str, Notice]) -> dict[str, Phrase]:
    """The phrases that actions and rendering fill in, by name; each file is a mapping of name to phrase."""
    phrases: dict[str, Phrase] = {}
    for table in tables:
        for name, row in table.items():
            if not isinstance(row, Located):
                raise table.refuse(f"{name!r} must have a text.", name)
            if name in phrases:
                raise table.refuse(f"{name!r} stands twice.", name)
            phrases[name] = _phrase(name, row, notices)
    return phrases


def _phrase(name: str, row: Located, notices: dict[str, Notice]) -> Phrase:
    row.allow(*PHRASE_KEYS)
    buttons = tuple((b.text("title"), b.text("payload")) for b in (row.tables("buttons") if row.get("buttons") else ()))
    if row.get("notice") is None:
        return Phrase(name, row.text("text"), buttons=buttons, refusal=check_refusal(row))
    notice = known_notice(row, notices)
    return Phrase(name, row.text("text"), notice.key, known_clause(row, notice), buttons, check_refusal(row))
