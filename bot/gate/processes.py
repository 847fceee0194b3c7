"""The environment in which a process of the gate has the settings of the one that starts it."""
from __future__ import annotations

import os

from knowledge.settings import PREFIX, Settings

CARRIED = ("now", "database_url", "var", "city_folder", "model", "gate_days")


def environment_of(settings: Settings) -> dict[str, str]:
    """That of this process, with what was set otherwise here."""
    values = {**settings.dict(), "database_url": settings.url}
    return {**os.environ, **{f"{PREFIX}{name.upper()}": str(values[name]) for name in CARRIED if values[name] != ""}}
