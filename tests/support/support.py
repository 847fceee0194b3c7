"""What several tests share."""
from __future__ import annotations

from pathlib import Path

from knowledge.releases.city import city_of

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MORNING = city_of(ROOT / "data").clock


def statement(reply: dict) -> str:
    """All that was said in a turn but the lines that name the sources: their days state nothing."""
    return "\n".join(stated(message) for message in reply["messages"])


def stated(message: dict) -> str:
    """The words of a message without its source line."""
    source = message.get("source")
    return message["text"].removesuffix(source["line"]).strip() if source else message["text"].strip()


def words(reply: dict) -> str:
    """All that was said in a turn."""
    return "\n".join(message["text"] for message in reply["messages"])
