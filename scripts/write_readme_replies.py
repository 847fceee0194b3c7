"""Writes what the READMEs show of real replies: python scripts/write_readme_replies.py.

The example questions go with their replies into README.zh-CN.md, the map of a shared location into docs/pictures.
"""
from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.commands.ask import local_bot
from bot.commands.cli_errors import quiet_logs
from bot.rasa_engine.agent import Question
from knowledge.releases.city import city_here

ROOT = Path(__file__).resolve().parent.parent
README, MAP = ROOT / "README.zh-CN.md", ROOT / "docs" / "pictures" / "map.svg"
# Where somebody in the sample city shares his location, GCJ-02.
HERE = {"lat": 34.762, "lon": 113.665}
BLOCK = re.compile(r"(?<=<!-- replies -->\n).*?(?=<!-- /replies -->)", re.DOTALL)
QUESTION = re.compile(r"^\*\*问：(.+?)\*\*$", re.MULTILINE)


def main() -> None:
    quiet_logs()
    text = README.read_text(encoding="utf-8")
    asker = local_bot(city_here().clock)
    README.write_text(BLOCK.sub(lambda block: replies(asker, block.group()), text), encoding="utf-8")
    MAP.write_text(map_here(asker) + "\n", encoding="utf-8")


def map_here(asker) -> str:
    """The map that comes with the reply to a shared location."""
    reply, _ = asyncio.run(asker.talker.answer(Question("readme:map", "web", location=HERE), []))
    return next(message["card"]["map"] for message in reply.as_json()["messages"] if message["card"])


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
