"""Writes the example questions with their real replies into README.zh-CN.md: python scripts/write_readme_replies.py."""
from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.cli import make_asker, quiet_logs

README = Path(__file__).resolve().parent.parent / "README.zh-CN.md"
BLOCK = re.compile(r"(?<=<!-- replies -->\n).*?(?=<!-- /replies -->)", re.DOTALL)
QUESTION = re.compile(r"^\*\*问：(.+?)\*\*$", re.MULTILINE)
MORNING = "2022-11-07T09:00:00+08:00"


def main() -> None:
    quiet_logs()
    text = README.read_text(encoding="utf-8")
    asker = make_asker(MORNING)
    README.write_text(BLOCK.sub(lambda block: replies(asker, block.group()), text), encoding="utf-8")


def replies(asker, block: str) -> str:
    """The block with the reply to each of its questions."""
    parts = []
    for question in QUESTION.findall(block):
        reply = asyncio.run(asker.ask(question))
        said = "\n".join(message["text"] for message in reply["messages"])
        quoted = "\n".join(f"> {line}  " for line in said.splitlines())
        parts.append(f"**问：{question}**\n\n{quoted}\n")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
