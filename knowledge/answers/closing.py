"""What a reply ends with: what the notices leave open, said once, with whom to ask. Pure."""
from __future__ import annotations

from collections.abc import Callable, Iterable

from knowledge.answers.model import Said


def whole(said: Said, say: Callable[..., str]) -> str:
    """All words of an answer, what is not stated last; ``say`` fills in a phrase of the release by its name."""
    end = closing(said.unstated, say, said.ask)
    return f"{said.text}\n{end}" if said.text and end else said.text + end


def closing(unstated: Iterable[str], say: Callable[..., str], ask: str = "") -> str:
    """That nothing is said of some things and whom to ask; empty where nothing is left open."""
    things = "；".join(dict.fromkeys(unstated))
    return say("unstated", things=things, whom=ask or say("whom")) if things else ""
