"""What a right answer says, out of the facts.yml of the city's cases."""
from __future__ import annotations

from pathlib import Path

from knowledge.city.folder import city_folder
from knowledge.releases import load_release
from knowledge.releases.gate.required_facts import FACTS, Facts, facts_of


def read_facts(file: Path | None = None) -> Facts:
    """The facts of the served city's cases over its own release; none where it has written none yet."""
    file = file or city_folder() / FACTS
    texts = {FACTS: file.read_text(encoding="utf-8")} if file.exists() else {}
    return facts_of(texts, load_release())
