"""What several tests share."""
from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
MORNING = "2022-11-07T09:00:00+08:00"


def words(reply: dict) -> str:
    """All that was said in a turn."""
    return "\n".join(message["text"] for message in reply["messages"])
