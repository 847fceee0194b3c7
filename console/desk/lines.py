"""The canned openings and closings of a call, with the city's name in them."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.settings import Settings

FILE = Path(__file__).parent / "lines.yml"


@lru_cache(maxsize=1)
def written() -> dict[str, list[str]]:
    """As they stand in the file."""
    return YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))


def lines(settings: Settings) -> dict[str, list[str]]:
    """Openings and closings for this city."""
    return {
        kind: [line.format(city=settings.city, hotline=settings.hotline) for line in said]
        for kind, said in written().items()
    }
