"""What a city calls its codes, apps and booths (``called`` of city.yml), put into its words when they are read."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.city.folder import LANGUAGE
from knowledge.notices.located import Located
from knowledge.releases.city import CALLED, read_called
from knowledge.text.located_yaml import read_located

GENERAL = LANGUAGE / "words" / "called.yml"


def names_of(city: Located) -> dict[str, str]:
    """The names by what stands for them in braces: the city's own, else those of any city. Raises ContentError."""
    general = read_located(GENERAL)
    said = {key: general[key].text("text") for key in CALLED} | read_called(city)
    return {key: name.format_map(said) for key, name in said.items()}


def with_names(table: Located, names: Mapping[str, str]) -> Located:
    """A table whose texts have the names in place of what stands for them."""
    return Located({key: _filled(value, names) for key, value in table.items()}, table.file, table.line, table.lines)


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Located):
        return with_names(value, names)
    if isinstance(value, list):
        return [_filled(each, names) for each in value]
    if isinstance(value, str) and "{" in value:
        for key, name in names.items():
            value = value.replace(f"{{{key}}}", name)
    return value
