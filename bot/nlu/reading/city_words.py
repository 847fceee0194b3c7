"""Words that only this city's residents use, out of data/language."""
from __future__ import annotations

import re
from functools import lru_cache

from ruamel.yaml import YAML

from knowledge.releases.release import ROOT

FOLDER = ROOT / "language"


@lru_cache(maxsize=1)
def elsewhere_pattern() -> re.Pattern:
    """Names of places outside the city, streets named after them apart."""
    return re.compile(rf"(?:{any_of('elsewhere')})(?:省|市)?(?!路|街|大道|新村|社区|小区|东路|西路|南路|北路)")


@lru_cache(maxsize=1)
def other_hospitals_pattern() -> re.Pattern:
    """Hospitals that no notice speaks of."""
    return re.compile(any_of("other_hospitals"))


def any_of(name: str) -> str:
    """One pattern out of a file's list of them."""
    return "|".join(YAML(typ="safe").load((FOLDER / f"{name}.yml").read_text(encoding="utf-8")))
