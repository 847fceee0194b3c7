"""The folder of the city that is served: everything of a city is read from it (docs/tasks/set-up-a-city.md)."""
from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What is Chinese and of no city.
LANGUAGE = ROOT / "language"
VARIABLE, DEFAULT = "JUMIN_CITY_FOLDER", "data"


@lru_cache(maxsize=1)
def city_folder() -> Path:
    """The folder that JUMIN_CITY_FOLDER names, absolute or from the project's own folder; ``data`` where it is unset.
    A process serves one city: it is looked up once."""
    return Path(os.path.normpath(ROOT / (os.environ.get(VARIABLE) or DEFAULT)))
