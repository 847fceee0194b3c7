"""What is in force where a proposed row speaks: the same, something else, or nothing. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.answers.model import Part
from knowledge.answers.verdicts_in_words import VerdictsInWords
from knowledge.releases.comparison.said import Saying
from knowledge.releases.release import Release
from knowledge.rulebook.model import BY_DAY, DISAGREE, NOT_STATED, OTHERS, VenueVerdict
from knowledge.rulebook.scopes import ANY, BELOW
from knowledge.rulebook.venues import cells, decide_venue

NEW, SAME, OTHER = "new", "same", "other"


@dataclass(frozen=True)
class Standing:
    """Of some kinds in some zones: how a row stands to what is in force (NEW, SAME, OTHER), how that reads, and the
    clauses that say it (NOTICE#CLAUSE)."""

    how: str
    kinds: tuple[str, ...]
    zones: tuple[str, ...]
    reads: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Touched:
    """A clause whose rows a new one puts aside; ``unstated``: the topics that say of it what it leaves open (when
    dining in comes back); ``written``: what else is written out of it, by topic: the words, and what they say is not
    stated."""

    clause: str
    unstated: tuple[str, ...]
    written: tuple[tuple[str, str, str], ...]


def standings(release: Release, says: Mapping[str, Any], at: datetime) -> list[Standing]:
    """What holds at ``at`` for what the row is about, kinds of one verdict together."""
    words = VerdictsInWords(release.rulebook, release.notices, Saying(release))
    groups: dict[tuple, tuple[list[str], list[str]]] = {}
    for venue in says.get("venues") or ():
        for zone in zones_of(release, says, at):
            if venue == OTHERS or venue not in release.rulebook.kinds:
                continue
            verdict = decide_venue(release.rulebook, venue, zone, at, where_of(says))
            clauses = tuple(f"{claim.notice}#{claim.clause}" for claim in verdict.claims)
            kinds, zones = groups.setdefault((how(verdict, says), words.in_line(verdict), clauses), ([], []))
            kinds.append(release.rulebook.kinds[venue].name)
            zones.append(release.rulebook.zones[zone].name if zone else "")
    return [Standing(key[0], tuple(dict.fromkeys(kinds)), tuple(filter(None, dict.fromkeys(zones))), key[1], key[2])
            for key, (kinds, zones) in groups.items()]


def zones_of(release: Release, says: Mapping[str, Any], at: datetime) -> tuple[str | None, ...]:
    named = says.get("zones") or (ANY,)
    if ANY in named:
        return cells(release.rulebook, at)
    return tuple(zone for zone in named if zone in release.rulebook.zones)


def where_of(says: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(next(iter(says.get("places") or ()), "").split(BELOW)) if says.get("places") else ()


def how(verdict: VenueVerdict, says: Mapping[str, Any]) -> str:
    if verdict.word in (NOT_STATED, DISAGREE, BY_DAY):
        return NEW if verdict.word == NOT_STATED else OTHER
    told = verdict.word, verdict.capacity, verdict.proof, verdict.conditions or ""
    ours = says.get("verdict"), says.get("capacity"), says.get("proof"), "；".join(says.get("conditions") or ())
    return SAME if told == ours else OTHER


def leaves_open(part: Part) -> bool:
    """Whether all that a part says is what its clause does not state."""
    return bool(part.unstated) and not part.text


def touched(release: Release, found: list[Standing], says: Mapping[str, Any]) -> list[Touched]:
    """The clauses of what a row says otherwise that written words hang on. What a clause leaves open is stated by a row
    that opens the very kind that the topic is about (when dining in comes back)."""
    opened = says.get("venues") or () if says.get("verdict") in release.rulebook.verdicts and not (
        release.rulebook.verdicts[says["verdict"]].strictness) else ()
    made = []
    for clause in dict.fromkeys(one for each in found if each.how == OTHER for one in each.clauses):
        parts = [(topic, part) for topic, answer in release.answers.items()
                 for part in (*answer.parts, *answer.nearby) if f"{part.notice}#{part.clause}" == clause]
        ended = [(topic, part) for topic, part in parts
                 if release.answers[topic].role.venue in opened and leaves_open(part)]
        if parts:
            made.append(Touched(
                clause, tuple(dict.fromkeys(topic for topic, _ in ended)),
                tuple((topic, part.text, part.unstated) for topic, part in parts if (topic, part) not in ended)))
    return made
