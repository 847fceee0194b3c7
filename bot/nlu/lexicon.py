"""The vocabulary that components need at load time, out of the data folder."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.answers import Topics
from knowledge.releases.located_yaml import read_located
from knowledge.releases.release import ROOT, load_release
from knowledge.rulebook.check import check_kinds
from knowledge.rulebook.model import VenueKind

EMERGENCY = ROOT / "language" / "emergency.yml"
ELSEWHERE = ROOT / "language" / "elsewhere.yml"
OTHER_HOSPITALS = ROOT / "language" / "other_hospitals.yml"
SMALL_WORDS = ROOT / "language" / "small_words.yml"
ASKED_AGAIN = ROOT / "language" / "asked_again.yml"
SITE_DETAILS = ROOT / "language" / "site_details.yml"


def venue_kinds(root: Path = ROOT) -> dict[str, VenueKind]:
    """Kinds of venues with their names."""
    return check_kinds(read_located(root / "rulebook" / "venue_kinds.yml"))


@lru_cache(maxsize=1)
def topics() -> Topics:
    """The topics by what computes them."""
    return load_release().topics


@lru_cache(maxsize=1)
def event_districts() -> frozenset[str]:
    """Districts that a notice's event (a screening) is for."""
    return frozenset(district for notice in load_release().notices.values() for district in notice.districts)


@lru_cache(maxsize=1)
def elsewhere_pattern() -> re.Pattern:
    """Names of places outside the city, streets named after them apart."""
    return re.compile(rf"(?:{any_of(ELSEWHERE).pattern})(?:省|市)?(?!路|街|大道|新村|社区|小区|东路|西路|南路|北路)")


@lru_cache(maxsize=1)
def emergency_pattern() -> re.Pattern:
    """What people say when somebody is in danger now; must never depend on a trained threshold."""
    return any_of(EMERGENCY)


@lru_cache(maxsize=1)
def other_hospitals_pattern() -> re.Pattern:
    """Hospitals that no notice speaks of."""
    return any_of(OTHER_HOSPITALS)


@lru_cache(maxsize=1)
def site_details_pattern() -> re.Pattern:
    """What is asked about sites that have just been named."""
    return any_of(SITE_DETAILS)


@lru_cache(maxsize=1)
def small_words_pattern() -> re.Pattern:
    """Words around a bare fact that ask nothing."""
    return any_of(SMALL_WORDS)


@lru_cache(maxsize=1)
def asked_again_pattern() -> re.Pattern:
    """How the same is asked once more for the present."""
    return any_of(ASKED_AGAIN)


def any_of(file: Path) -> re.Pattern:
    """One pattern out of a file's list of them."""
    return re.compile("|".join(YAML(typ="safe").load(file.read_text(encoding="utf-8"))))
