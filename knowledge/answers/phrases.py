"""Located mappings to the phrases that actions and rendering fill in, and the kinds of refusal."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.answers.forms import english_of
from knowledge.answers.model import ASKS, REFUSALS, Phrase
from knowledge.notices.located import Located
from knowledge.notices.model import Notice
from knowledge.rulebook.sources import known_clause, known_notice

PHRASE_KEYS = ("text", "notice", "clause", "buttons", "refusal", "asks", "en")


def check_words(
    tables: Iterable[Located], notices: dict[str, Notice], general: Mapping[str, Phrase] | None = None
) -> dict[str, Phrase]:
    """The phrases that actions and rendering fill in, by name; each file is a mapping of name to phrase. Those of the
    city stand before the ``general`` ones; where one has no text of its own, it says what the general one rests on."""
    known = dict(general or {})
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
    asks = one_of(ASKS, row, "asks") or (general and general.asks)
    rows = row.tables("buttons") if row.get("buttons") else []
    buttons = tuple((b.text("title"), b.text("payload")) for b in rows)
    english = english_of(row) | {b.text("title"): b.text("en") for b in rows if b.get("en")}
    if general and not row.get("text"):
        buttons, english = buttons or general.buttons, {**general.english, **english}
    if row.get("notice") is None:
        return Phrase(name, text, buttons=buttons, refusal=refusal, asks=asks, english=english)
    notice = known_notice(row, notices)
    return Phrase(name, text, notice.key, known_clause(row, notice), buttons, refusal, asks, english)


def check_refusal(table: Located) -> str | None:
    """Which of REFUSALS some words are; None for an answer."""
    return one_of(REFUSALS, table, "refusal")


def one_of(words: tuple[str, ...], table: Located, key: str) -> str | None:
    """Which of ``words`` a key says; None without it."""
    if table.get(key) is None:
        return None
    word = table.text(key)
    if word not in words:
        raise table.refuse(f"{key} {word!r} is none of {', '.join(words)}.", key)
    return word
