"""Writes the chat page's words in traditional characters from those in simplified ones."""
from __future__ import annotations

from pathlib import Path

from bot.answering.traditional import converter

FOLDER = Path(__file__).resolve().parent.parent / "bot/pages/static/chat"
HEAD = "// words_hans.js in traditional characters, written by scripts/write_page_words.py.\n"


def traditional() -> str:
    """The whole file."""
    simplified = (FOLDER / "words_hans.js").read_text(encoding="utf-8")
    return HEAD + converter().convert(simplified.partition("\n")[2])


if __name__ == "__main__":
    (FOLDER / "words_hant.js").write_text(traditional(), encoding="utf-8")
