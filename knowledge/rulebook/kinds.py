"""The kinds of venues, of zones and of verdicts out of their files."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from knowledge.notices.located import Located
from knowledge.rulebook.model import BY_DAY, DISAGREE, GROUPS, NOT_STATED, Row, VenueKind, VerdictWord, ZoneKind

VERDICT_KEYS = ("words", "phrase", "words_if", "phrase_if", "strictness")
ZONE_KEYS = ("name", "strictness", "listed_as", "aliases", "beside")
LISTS = ("highlist", "middlelist", "lowlist")


def check_kinds(table: Located) -> dict[str, VenueKind]:
    """Venue kinds by key; a name that two kinds claim is refused."""
    kinds: dict[str, VenueKind] = {}
    owner: dict[str, str] = {}
    for key, row in table.items():
        if not isinstance(row, Located):
            raise table.refuse(f"{key!r} must have a name, a group and names.", key)
        row.allow("name", "group", "names", "beside", "part_of", "only_named")
        if row.text("group") not in GROUPS:
            raise row.refuse(f"group {row['group']!r} is none of {', '.join(GROUPS)}.", "group")
        for name in row.texts("names"):
            if owner.setdefault(name, key) != key:
                raise row.refuse(f"{name!r} stands under {owner[name]} and {key}.", "names")
        for other in row.texts("beside"):
            if other not in table:
                raise row.refuse(f"beside: {other!r} is no kind of this file.", "beside")
        wider = row.text("part_of") if row.get("part_of") is not None else ""
        if wider and (wider not in table or table[wider].get("part_of") is not None):
            raise row.refuse(f"part_of: {wider!r} is no kind of this file that stands by itself.", "part_of")
        kinds[key] = VenueKind(
            key, row.text("name"), row.text("group"), row.texts("names"), row.texts("beside"), wider,
            row.get("only_named") is True,
        )
    return kinds


def as_named(kinds: Mapping[str, VenueKind], rows: Iterable[Row]) -> dict[str, VenueKind]:
    """The kinds as the tables of a city tell them apart: one that no row names is no other than what it is part of, or
    there is none."""
    named = {venue for row in rows for venue in row.venues or ()}
    one_with = {
        key: kind for key, kind in kinds.items() if (kind.part_of or kind.only_named) and key not in named
    }
    return {
        key: replace(kind, names=kind.names + tuple(
            name for part in one_with.values() if part.part_of == key for name in part.names
        ))
        for key, kind in kinds.items() if key not in one_with
    }


def check_zones(table: Located) -> dict[str, ZoneKind]:
    """Zone kinds by key, strictest first; those of one strictness in the order they are written."""
    zones = []
    for key, row in table.items():
        if not isinstance(row, Located):
            raise table.refuse(f"{key!r} must have a name and a strictness.", key)
        row.allow(*ZONE_KEYS)
        listed = row.text("listed_as") if row.get("listed_as") is not None else None
        if listed not in (None, *LISTS):
            raise row.refuse(f"listed_as {listed!r} is none of {', '.join(LISTS)}.", "listed_as")
        beside = row.get("beside", False)
        if beside not in (True, False):
            raise row.refuse("'beside' is true for a scale that runs beside the other kinds.", "beside")
        zones.append(ZoneKind(key, row.text("name"), _strictness(row), listed, _patterns(row), beside))
    return {zone.key: zone for zone in sorted(zones, key=lambda zone: -zone.strictness)}


def _patterns(row: Located) -> tuple[str, ...]:
    for piece in row.texts("aliases"):
        try:
            re.compile(piece)
        except re.error as error:
            raise row.refuse(f"aliases: {piece!r} is no pattern: {error}.", "aliases") from None
    return row.texts("aliases")


def check_verdicts(table: Located) -> dict[str, VerdictWord]:
    """The verdicts that a row may give, by key; what no row states and what two state differently among them."""
    verdicts: dict[str, VerdictWord] = {}
    for key, row in table.items():
        if not isinstance(row, Located):
            raise table.refuse(f"{key!r} must have words, a phrase and a strictness.", key)
        row.allow(*VERDICT_KEYS)
        words, phrase = row.text("words"), row.text("phrase")
        verdicts[key] = VerdictWord(
            key, words, phrase, row.text("words_if", words), row.text("phrase_if", phrase), _strictness(row)
        )
    for key in (NOT_STATED, DISAGREE, BY_DAY):
        if key not in verdicts:
            raise table.refuse(f"{key!r} is missing; it needs words and a phrase.")
    return verdicts


def _strictness(row: Located) -> int:
    if type(row.get("strictness")) is not int or row["strictness"] < 0:
        raise row.refuse("'strictness' must be a whole number from 0; the higher, the less is allowed.", "strictness")
    return row["strictness"]
