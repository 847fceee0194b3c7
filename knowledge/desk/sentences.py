"""Reasons and notes: what people write of a step. Pure."""
from __future__ import annotations

from knowledge.desk.draft import StepRefused

LONGEST = 2000


def sentence(text: str, what: str) -> str:
    """What was written, in one line. Raises StepRefused where nothing was, or more than anybody reads."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not 0 < len(line) <= LONGEST:
        raise StepRefused(f"--{what} needs a sentence of up to {LONGEST} characters.")
    return line
