"""Names that are ordinary things or offices: as a place only with their ending or what they lie in."""
from __future__ import annotations

from functools import lru_cache

from ruamel.yaml import YAML

from knowledge.city.folder import LANGUAGE, city_folder
from knowledge.releases.city import city_of


def common_names() -> frozenset[str]:
    """Those of the language and those of the city that is served."""
    return _of(city_folder())


@lru_cache(maxsize=16)
def _of(folder) -> frozenset[str]:
    return frozenset(_of_any_city()) | frozenset(city_of(folder).common_names)


@lru_cache(maxsize=1)
def _of_any_city() -> list[str]:
    return YAML(typ="safe").load((LANGUAGE / "common_names.yml").read_text(encoding="utf-8"))
