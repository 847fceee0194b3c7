"""The vocabulary that components need at load time, out of the data folder."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.releases.located_yaml import read_located
from knowledge.releases.release import ROOT
from knowledge.rulebook.check import check_kinds
from knowledge.rulebook.model import VenueKind

EMERGENCY = ROOT / "language" / "emergency.yml"


def venue_kinds(root: Path = ROOT) -> dict[str, VenueKind]:
    """Kinds of venues with their names."""
    return check_kinds(read_located(root / "rulebook" / "venue_kinds.yml"))


@lru_cache(maxsize=1)
def emergency_pattern(file: Path = EMERGENCY) -> re.Pattern:
    """What people say when somebody is in danger now; must never depend on a trained threshold."""
    phrases = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return re.compile("|".join(phrases))
