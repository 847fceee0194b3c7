"""What is off in content that can be read: facts with two homes, rows without their conditions, names that swallow
others, answers that begin with something else; and, at an instant, what is left unanswered or cites what has ended.
Pure but for the words with which no answer begins."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from knowledge.answers import resolve
from knowledge.answers.forms import OLD
from knowledge.notices import Located
from knowledge.notices.model import clause_in_force
from knowledge.releases.first_words import late_answers
from knowledge.releases.hanging import Reference, buttons, hanging_on
from knowledge.releases.release import Release
from knowledge.releases.second_homes import rows_told_in_prose, second_homes
from knowledge.rulebook.model import NOT_STATED, VenueKind


def faults(release: Release, tables: list[Located], places: Mapping[tuple[str, object], str]) -> list[str]:
    """What is wrong at any instant; ``tables`` are the files of the rulebook, ``places`` tells where something is
    written, file:line."""
    return [
        *second_homes(release, places), *rows_told_in_prose(release, places), *rows_without_conditions(release),
        *conditions_of_no_row(tables), *swallowed_names(release, places), *names_of_two_notices(release, places),
        *late_answers(release, places),
    ]


def rows_without_conditions(release: Release) -> Iterator[str]:
    """Rows that give a verdict without any condition where their clause gives it under some."""
    under = {
        (row.notice, row.clause, row.verdict) for row in release.rulebook.rows
        if row.conditions or row.capacity or row.proof
    }
    for row in release.rulebook.rows:
        bare = not (row.conditions or row.capacity or row.proof)
        if bare and (row.notice, row.clause, row.verdict) in under:
            yield (
                f"{row.where}: {row.verdict} without conditions, and {row.notice}#{row.clause} says it under some; "
                "write them, or the clause it is from."
            )


def conditions_of_no_row(tables: list[Located]) -> Iterator[str]:
    """Conditions that a table writes down and no row of it asks for."""
    for table in tables:
        rows = table.get("rows") if isinstance(table.get("rows"), list) else []
        asked = [row.get("conditions") for row in rows if isinstance(row, Located)]
        named = {name for value in asked for name in (value if isinstance(value, list) else [value])}
        for name in table.get("conditions") or ():
            if name not in named:
                yield str(table["conditions"].refuse(f"no row asks for the condition {name!r}; name it there.", name))


def swallowed_names(release: Release, places: Mapping) -> Iterator[str]:
    """Kinds with a name that holds a name of another kind, and do not say so under ``beside``."""
    kinds = release.rulebook.kinds
    owners = owners_of(kinds.values())
    for kind in kinds.values():
        inside = names_inside(kind, owners)
        for other in kinds.values():
            if other is not kind and other.key not in kind.beside and other.key in inside:
                yield f"{places['kind', kind.key]}: {swallowing(kind, other, *inside[other.key])}"


def owners_of(kinds: Iterable[VenueKind]) -> dict[str, list[tuple[int, str]]]:
    """For every name the kinds that it is one of, each behind the name's place there."""
    owners: dict[str, list[tuple[int, str]]] = {}
    for kind in kinds:
        for place, name in enumerate(kind.names):
            owners.setdefault(name, []).append((place, kind.key))
    return owners


def names_inside(kind: VenueKind, owners: Mapping[str, list[tuple[int, str]]]) -> dict[str, tuple[str, str]]:
    """For each kind of which a name stands in one of this kind's: the first such name here, and there."""
    found: dict[str, tuple[str, str]] = {}
    for name in kind.names:
        pieces = {name[start:end] for end in range(1, len(name) + 1) for start in range(end)}
        held = ((place, key, piece) for piece in pieces & owners.keys() if holds_name(name, piece)
                for place, key in owners[piece])
        for _, key, piece in sorted(held):
            found.setdefault(key, (name, piece))
    return found


def swallowing(kind: VenueKind, other: VenueKind, name: str, inside: str) -> str:
    """The sentence for a name that stands in another kind's."""
    return (
        f"{name!r} of {kind.key} holds {inside!r} of {other.key}, so that it is taken for {kind.key}; "
        f"if that is right, write `beside: [{other.key}]` there, else move the name."
    )


def holds_name(name: str, other: str) -> bool:
    """Whether a name holds another one; words in Latin letters as whole words."""
    if not other.isascii():
        return other in name and other != name
    return f" {other} " in f" {name} " and other != name


def names_of_two_notices(release: Release, places: Mapping) -> Iterator[str]:
    """Names under which replies could mean either of two notices."""
    for short, number in Counter(notice.short for notice in release.notices.values()).items():
        if number > 1:
            keys = [key for key, notice in release.notices.items() if notice.short == short]
            yield (
                f"{places['notice', keys[-1]]}: replies call {' and '.join(keys)} by the same name {short!r}; "
                "say the issuer or the year in 'short'."
            )


def notes(release: Release, at: datetime) -> list[str]:
    """What should be looked at, as things stand at an instant."""
    return [
        *unanswered(release, at), *ended(release, at), *ended_buttons(release, at), *idle_clauses(release, at),
        *old_english(release),
    ]


def old_english(release: Release) -> Iterator[str]:
    """English forms that are not shown because the Chinese was changed since."""
    found = [(f"words {name}", phrase.english) for name, phrase in release.words.items()]
    for topic, answer in release.answers.items():
        parts = (*answer.parts, *answer.nearby)
        found += [(f"topic {topic}", answer.english)]
        found += [(f"topic {topic}, part {number}", part.english) for number, part in enumerate(parts, 1)]
    yield from (
        f"{where}: its English form is older than the Chinese and is not shown; put it right and write of: {one[OLD]}."
        for where, one in found if OLD in one
    )


def unanswered(release: Release, at: datetime) -> Iterator[str]:
    """Topics that state facts and have nothing to say."""
    yield from (f"topic {topic} has no answer." for topic in release.answers if not answers(release, topic, at))


def answers(release: Release, topic: str, at: datetime) -> bool:
    """Whether a topic has anything to say; what is computed always has."""
    answer = release.answers[topic]
    if any(row.verdict != NOT_STATED and (not row.venues or {*row.venues} & {*answer.role.venues})
           for row in release.rulebook.venue_rows(at) if answer.role.venues):
        return True
    # What stands in the file of the zones' topic is said beside the zone.
    if answer.role.name == "zone" or (answer.role.is_computed and not answer.parts):
        return True
    return not resolve(answer, release.notices, at).is_silent


def ended(release: Release, at: datetime) -> Iterator[str]:
    """Parts, rows and words whose clause holds no longer."""
    for topic, answer in release.answers.items():
        for number, part in enumerate((*answer.parts, *answer.nearby), 1):
            if part.notice and is_over(release, part.notice, part.clause, at, True):
                yield f"topic {topic}, part {number}: {part.notice}#{part.clause} has ended or was amended."
    for row in release.rulebook.rows:
        if is_over(release, row.notice, row.clause, at, False):
            yield f"{row.where}: {row.notice}#{row.clause} has ended."
    for name, phrase in release.words.items():
        if phrase.notice and is_over(release, phrase.notice, phrase.clause, at, True):
            yield f"words {name}: {phrase.notice}#{phrase.clause} has ended or was amended."


def is_over(release: Release, notice: str, clause: str, at: datetime, words: bool) -> bool:
    """Whether a clause has begun and holds no longer."""
    begun = release.notices[notice].window_of(clause).start <= at
    return begun and not clause_in_force(notice, clause, release.notices, at, words)


def ended_buttons(release: Release, at: datetime) -> Iterator[str]:
    """Buttons that ask what has no answer."""
    for where, topic in buttons(release):
        if topic in release.answers and not answers(release, topic, at):
            yield f"{where}: the button for {topic} leads to no answer."


def idle_clauses(release: Release, at: datetime) -> Iterator[str]:
    """Clauses in force on which nothing hangs."""
    for key, notice in release.notices.items():
        for clause in notice.clauses:
            if clause_in_force(key, clause, release.notices, at) and not hanging_on(release, Reference(key, clause)):
                yield f"{key}#{clause} ({notice.clauses[clause]}): nothing hangs on it."
