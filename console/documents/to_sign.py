"""What the gate found as it is read by whoever signs it: verdicts by the clause that turns them, all else by what
differs in the words. Pure."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from console.documents.differences import of_one_side
from knowledge.releases.comparison.cells import Flip
from knowledge.releases.gate.findings import FLIP, Part, Sample
from knowledge.releases.gate.gate import word_of
from knowledge.releases.release import Release

# A verdict as the comparison tells it: WORD: what is said  NOTICE#CLAUSE.
TOLD = re.compile(r"(?:\w+: )?(?P<says>.*?)(?:  (?P<clauses>\S+#\S+))?", re.DOTALL)
UNTIL = re.compile(r"，(到[^，（]*为止)")
# Of a pattern of required facts what is read: the words, and that others may stand between them.
BETWEEN = re.compile(r"\[\^[^\]]*\][*+?]?|\.[*+?]\??|\(\?:|[()\\^$]")


@dataclass(frozen=True)
class Turned:
    """Kinds of venues (keys) in one kind of zone of which from one instant on (ISO 8601) the same is said before, and
    the same after. ``parts``: one each to sign; none where the verdict stays and only what it asks for differs."""

    zone: str
    at: str
    before: str
    after: str
    venues: tuple[str, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class ByClause:
    """What a clause turns; ``clause``: NOTICE#CLAUSE, empty where none says it any more. ``about``: its words."""

    clause: str
    about: str
    turned: tuple[Turned, ...]


@dataclass(frozen=True)
class Verdicts:
    """All of it; ``since`` (ISO 8601) and ``until`` (as it is told): the beginning and the end of those that name none;
    empty where each names its own."""

    clauses: tuple[ByClause, ...]
    since: str
    until: str


def verdicts_to_sign(parts: Iterable[Part], flips: Iterable[Flip], release: Release | None) -> Verdicts:
    """The parts that are turned verdicts, and of ``flips`` the cells of which the verdict stays and something else is
    asked for; ``release`` is the draft's."""
    groups: dict[str, dict[tuple[str, str, str, str, bool], list[Part | Flip]]] = {}
    for clause, key, one in (*signed_singly(parts), *asked_otherwise(flips)):
        groups.setdefault(clause, {}).setdefault(key, []).append(one)
    keys = [key for some in groups.values() for key in some]
    since = most_told(key[1] for key in keys)
    until = most_told(found[1] for key in keys if (found := UNTIL.search(key[3])))
    return Verdicts(tuple(
        ByClause(clause, about(clause, release), tuple(turned(key, some, since, until) for key, some in found.items()))
        for clause, found in groups.items()), since, until)


def signed_singly(parts: Iterable[Part]) -> Iterator[tuple[str, tuple, Part]]:
    """Each with its clause and what else it is put together by."""
    for part in (one for one in parts if one.kind == FLIP):
        (before, gone), (after, come) = (said(part.samples[0].before), said(part.samples[0].after))
        yield come or gone, (key_of(part.causes[1]), part.samples[0].at, before, after, True), part


def asked_otherwise(flips: Iterable[Flip]) -> Iterator[tuple[str, tuple, Flip]]:
    """The same of cells whose verdict stays, each what is asked for once, from its first instant on."""
    seen = set()
    for flip in flips:
        (before, _), (after, come) = said(flip.before), said(flip.after)
        told = flip.venue, flip.zone, UNTIL.sub("", before), UNTIL.sub("", after)
        is_same_verdict = word_of(flip.before) == word_of(flip.after)
        if is_same_verdict and told[2] != told[3] and told not in seen:
            seen.add(told)
            yield come, (str(flip.zone), flip.at.isoformat(), before, after, False), flip


def turned(key: tuple, some: list[Part | Flip], since: str, until: str) -> Turned:
    """One group, its beginning and its end left out where they are those of most."""
    zone, at, before, after, is_signed = key
    at = "" if at == since else at
    after = after.replace(f"，{until}", "") if until else after
    venues = tuple(key_of(one.causes[0]) if is_signed else one.venue for one in some)
    return Turned(zone, at, before, after, venues, tuple(some) if is_signed else ())


def most_told(texts: Iterable[str]) -> str:
    """What stands among them most, and more than once; empty where nothing does."""
    return next((text for text, count in Counter(texts).most_common(1) if count > 1), "")


@dataclass(frozen=True)
class Other:
    """Another part with the ``sample`` of its first instant, ``more`` beside it, and whether what differs in that one
    was shown before (``is_again``)."""

    part: Part
    sample: Sample
    more: tuple[Sample, ...]
    is_again: bool


def others_to_sign(parts: Iterable[Part]) -> Iterator[Other]:
    """Those of ``parts`` that are no turned verdicts. The answers that required facts are of stand before these."""
    shown: set[tuple[str, str]] = set()
    for part in (part for part in parts if part.kind != FLIP):
        sample, *more = part.samples
        changed = of_one_side(sample.before, sample.after)
        yield Other(part, sample, tuple(more), changed <= shown)
        shown |= changed


def said(told: str | None) -> tuple[str, str]:
    """(what is said, the clauses it is said by)."""
    found = TOLD.fullmatch(told or "")
    return (found["says"], found["clauses"] or "") if found else (told or "", "")


def about(clause: str, release: Release | None) -> str:
    """The words of the clauses; empty for those that the release has not."""
    found = []
    for one in clause.split("、"):
        notice, _, name = one.partition("#")
        known = release.notices.get(notice) if release else None
        found += [known.clauses[name]] if known and name in known.clauses else []
    return " ".join(found)


def key_of(cause: str) -> str:
    """The key of what a cause names (zone low_risk)."""
    return cause.partition(" ")[2]


def topics_of(part: Part, titles: Mapping[str, str]) -> str:
    """Whose words change, of those that the samples show."""
    return "、".join(dict.fromkeys(titles.get(one.about, one.about) for one in part.samples))


def only_notice(verdicts: Verdicts) -> str:
    """The one notice whose clauses turn verdicts; empty where there are others, or none."""
    found = {one.clause.partition("#")[0] for one in verdicts.clauses}
    return found.pop() if len(found) == 1 else ""


def because(part: Part, kinds: Mapping[str, str], titles: Mapping[str, str], only: str) -> str:
    """What it changes because of; rows of one notice name it once, and those of the ``only`` one never. ``kinds``: the
    words for kinds of causes."""
    named: dict[tuple[str, str], list[str]] = {}
    for cause in part.causes:
        kind, _, name = cause.partition(" ")
        notice, mark, clause = name.partition("#")
        key = kind, notice if mark and notice != only else ""
        named.setdefault(key, []).append(clause if mark else titles.get(name, name))
    return "，".join(f"{kinds.get(kind, kind)} {notice}{'#' if notice else ''}{'、'.join(names)}".strip()
                    for (kind, notice), names in named.items())


def required(pattern: str) -> str:
    """A required fact in words: what may stand between is an ellipsis."""
    return re.sub("…+", "…", BETWEEN.sub("…", pattern)).strip("…").replace("|", " 或 ")
