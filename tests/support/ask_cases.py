"""Asks the questions of case files of the city that is served, each at its instant, and prints the replies as JSON. A
process of its own: what is read of a city stays with the process."""
from __future__ import annotations

import asyncio
import json
import sys

from ruamel.yaml import YAML

from bot.commands.ask import local_bot
from bot.commands.cli_errors import quiet_logs


def read_cases(file: str) -> list[dict]:
    """The cases of a file: q, at (civil time, Asia/Shanghai), facts, never."""
    with open(file, encoding="utf-8") as text:
        return YAML(typ="safe", pure=True).load(text)["cases"]


def main(files: list[str]) -> None:
    quiet_logs()
    cases = sorted((case for file in files for case in read_cases(file)), key=lambda case: case["at"])
    bots: dict[str, object] = {}
    for case in cases:
        if case["at"] not in bots:
            bots = {case["at"]: local_bot(f"{case['at']}:00+08:00")}
        reply = asyncio.run(bots[case["at"]].ask(case["q"], None))
        text = "".join(message["text"] for message in reply["messages"])
        print(json.dumps({**case, "reply": text}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
