"""What several tests share."""
from __future__ import annotations

from pathlib import Path

from knowledge.releases.city import city_of

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MORNING = city_of(ROOT / "data").clock


def words(reply: dict) -> str:
    """All that was said in a turn."""
    return "\n".join(message["text"] for message in reply["messages"])
