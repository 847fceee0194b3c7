"""What `jumin ask` is asked: one question, or one a line of standard input."""
from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from bot.commands.cli_errors import stop


def questions(lines: BinaryIO | None, question: str) -> Iterator[str]:
    """The questions, blanks around them cut off; without ``lines`` it is the one. One sentence and exit 1 for what is
    no text; lines before it are asked all the same."""
    if lines is None:
        return iter([text_of(question.encode("utf-8", "surrogateescape"), "The question")])
    return (text_of(line, f"Line {number}") for number, line in enumerate(lines, 1) if line.strip())


def text_of(line: bytes, where: str) -> str:
    """The text of UTF-8 bytes, a byte order mark taken off."""
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise stop(f"{where} is not UTF-8 text.") from None
    if not text:
        raise stop(f"{where} is empty.")
    return text
