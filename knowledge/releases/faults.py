"""Every fault because of which a city's folder cannot be read, not the first one only."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.answers.check import check_answer, check_topic
from knowledge.answers.phrases import check_words
from knowledge.city.folder import LANGUAGE
from knowledge.notices import ContentError, Located, Notice
from knowledge.notices.check import check_notice
from knowledge.releases.release import FOLDERS, load_release, venue_kinds_file
from knowledge.text.located_yaml import read_located

OWN_SHAPE = ("venue_kinds.yml", "verdicts.yml")


def unreadable(root: Path) -> list[str]:
    """The faults of each file by itself, or where each is right what is wrong between them. Empty when the folder can
    be read."""
    first = _fault(load_release, root)
    if first is None:
        return []
    files = [file for folder in FOLDERS for file in sorted((root / folder).glob("*.yml"))]
    found = [fault for file in (root / "city.yml", *files) if (fault := _fault(read_located, file))]
    if not found:
        found = _faults_by_file(root)
    return list(dict.fromkeys([*found, first] if first not in found else found))


def _faults_by_file(root: Path) -> list[str]:
    """What a check of each file alone refuses; answers and words only where the notices can be read."""
    notices: dict[str, Notice] = {}
    found = []
    for table in _tables(root, "notices"):
        try:
            notice = check_notice(table)
            notices[notice.key] = notice
        except ContentError as error:
            found.append(str(error))
    if found:
        return found
    known = {table.text("topic"): check_answer(table, notices) for table in _tables(LANGUAGE, "topics")}
    zones = read_located(root / "city.yml").get("zone_kinds") or ()
    faults = [_fault(check_topic, table, known, notices, zones) for table in _tables(root, "answers/topics")]
    general = check_words(_tables(LANGUAGE, "words"), notices)
    faults += [_fault(check_words, [table], notices, general) for table in _tables(root, "answers/words")]
    return [fault for fault in faults if fault]


def _tables(root: Path, folder: str) -> list[Located]:
    return [read_located(file) for file in sorted((root / folder).glob("*.yml"))]


def places_of(root: Path) -> dict[tuple[str, object], str]:
    """``file:line`` of what a release keeps without it: (topic, number of a part), ("kind", key), ("notice", key)."""
    found: dict[tuple[str, object], str] = {}
    for table in _tables(root, "answers/topics"):
        for number, part in enumerate(table.get("parts") or (), 1):
            found[table["topic"], number] = f"{table.file}:{part.line}"
    for table in _tables(root, "notices"):
        found["notice", table["notice"]] = f"{table.file}:{table.lines.get('short', table.line)}"
    kinds = read_located(venue_kinds_file(root))
    return found | {("kind", key): f"{kinds.file}:{kinds.lines[key]}" for key in kinds}


def rule_tables(root: Path) -> list[Located]:
    """The tables of the rulebook, as they are written."""
    return [table for table in _tables(root, "rulebook") if Path(table.file).name not in OWN_SHAPE]


def _fault(read: Callable, *what: object) -> str | None:
    try:
        read(*what)
    except ContentError as error:
        return str(error)
    return None
