"""What several tests share."""
from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MORNING = (ROOT / "data/sample/now.txt").read_text().strip()


def words(reply: dict) -> str:
    """All that was said in a turn."""
    return "\n".join(message["text"] for message in reply["messages"])
