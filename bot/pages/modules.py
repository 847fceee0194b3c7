"""The modules of the chat page in the order in which a browser should ask for them."""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ENTRY = "page.js"
IMPORTS = re.compile(r'^import (?:.*? from )?"\./(\w+\.js)";', re.MULTILINE)
# Fetched by whom they are for.
OTHER_LANGUAGES = ("words_hant.js", "words_en.js")


@dataclass(frozen=True)
class Modules:
    """File names: ``first`` what must be there before one can write, ``later`` what shows replies."""

    first: tuple[str, ...]
    later: tuple[str, ...]


def modules_in(folder: Path) -> Modules:
    """All of the page's modules but the words of other languages."""
    first = [ENTRY]
    for name in first:
        first += [other for other in IMPORTS.findall((folder / name).read_text(encoding="utf-8")) if other not in first]
    rest = sorted(file.name for file in folder.glob("*.js"))
    return Modules(tuple(first), tuple(name for name in rest if name not in (*first, *OTHER_LANGUAGES)))
