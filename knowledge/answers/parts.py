"""Located mappings to the parts of an answer, each with its source and window."""
from __future__ import annotations

from collections.abc import Collection

from knowledge.answers.forms import check_length, english_of
from knowledge.answers.model import SMS, VOICE, Part
from knowledge.notices.located import Located
from knowledge.notices.model import Notice
from knowledge.notices.window import Window, make_window
from knowledge.rulebook.model import Scope
from knowledge.rulebook.scopes import check_scope
from knowledge.rulebook.sources import known_clause, known_notice

PART_KEYS = (
    "id", "text", "notice", "clause", "window", "from", "to", "channels", "contradicts", "unstated", "zones", "places",
    "only_there", "designated", "en",
)
CHANNELS = ("web", "wechat", "hotline", SMS, VOICE)


def check_parts(table: Located, notices: dict[str, Notice], zones: Collection[str]) -> tuple[Part, ...]:
    """The parts of an answer, in their order."""
    rows = table.tables("parts")
    parts = tuple(check_part(row, notices, zones) for row in rows)
    refuse_overlaps(rows, parts)
    return parts


def check_part(row: Located, notices: dict[str, Notice], zones: Collection[str]) -> Part:
    """One part with its source, window and scope."""
    row.allow(*PART_KEYS)
    channels, english = _channels(row), english_of(row)
    check_length(row, channels)
    if row.get("notice") is None:
        if any(row.get(key) for key in ("clause", "window", "from", "to", "contradicts", "places", "unstated")):
            raise row.refuse("a clause, window, place, contradiction or open end without a notice; name the notice.")
        return Part(row.text("text"), None, None, None, channels, english=english)
    notice = known_notice(row, notices)
    clause = known_clause(row, notice)
    scoped, unstated = row.get("zones") is not None or row.get("places") is not None, optional(row, "unstated")
    return Part(
        optional(row, "text") if unstated else row.text("text"), notice.key, clause, _window(row, notice, clause),
        channels, _contradicted(row, notice, notices), unstated,
        check_scope(row, zones, notice.key) if scoped else Scope(),
        row.text("id") if row.get("id") else None, _only_there(row, scoped), english,
    )


def optional(table: Located, key: str) -> str:
    """The text under a key; empty where there is none."""
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


def refuse_overlaps(rows: list[Located], parts: tuple[Part, ...]) -> None:
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
