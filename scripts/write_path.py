"""Writes docs/path.md from bot/turns/pipeline.py and docs/map.svg from the imports: python scripts/write_path.py
[--check].

With --check nothing is written; it ends with 1 and names what is out of date.
"""
from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from house_map import arrows, draw  # noqa: E402

from bot.channels.registry import registered  # noqa: E402
from bot.turns.pipeline import STEPS  # noqa: E402

PAGE, MAP = ROOT / "docs" / "path.md", ROOT / "docs" / "map.svg"
HEAD = """\
# The way of a question

Every message takes the same steps, whatever the channel. This page is written by `python scripts/write_path.py` from
[bot/turns/pipeline.py](../bot/turns/pipeline.py); a test has a real question pass them in this order.
"""
CHANNELS = """
Channels: {channels}. A new one is added as [tasks/add-a-channel.md](tasks/add-a-channel.md) says.
"""
ROOMS = """
## The rooms

Drawn from the imports by the same script. No two rooms import each other, and every arrow goes down; why the rooms
stand as they do is told in [decisions/0013-the-rooms.md](decisions/0013-the-rooms.md).

![The rooms of the house and which import which](map.svg)
"""


def page() -> str:
    """docs/path.md."""
    steps = [f"{number}. **{step.name}**: {step.does}.".replace("](", "](../") for number, step in enumerate(STEPS, 1)]
    channels = ", ".join(f"[{channel.name}](../{channel.module.replace('.', '/')}.py)" for channel in registered())
    return "\n".join([HEAD, *steps]) + "\n" + CHANNELS.format(channels=channels) + ROOMS


def main() -> None:
    texts = {PAGE: page(), MAP: draw(arrows())}
    old = [file for file, text in texts.items() if not file.exists() or file.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        if old:
            sys.exit(
                f"Out of date: {', '.join(file.relative_to(ROOT).as_posix() for file in old)}; run python "
                f"scripts/write_path.py."
            )
        return
    for file in old:
        file.write_text(texts[file], encoding="utf-8")


if __name__ == "__main__":
    main()
