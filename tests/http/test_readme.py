"""The example questions of the README get the replies printed there."""
from __future__ import annotations

import re

import pytest
from support import ROOT, words

TEXT = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\*\*问：(.+?)\*\*\n\n((?:> .*\n)+)", TEXT, re.MULTILINE)


def printed(block: str) -> str:
    """The quoted lines as they are said."""
    return "\n".join(line.removeprefix("> ").rstrip() for line in block.strip().splitlines())


def test_the_map_is_the_one_that_is_drawn(sample_city):
    here = {"lat": 34.762, "lon": 113.665, "datum": "gcj02"}
    reply = sample_city.post({"session": sample_city.session(), "id": "1", "location": here}).json()
    assert (ROOT / "docs/pictures/map.svg").read_text(encoding="utf-8").strip() == reply["messages"][0]["card"]["map"]
    assert all(
        "docs/pictures/map.svg" in (ROOT / name).read_text(encoding="utf-8")
        for name in ("README.md", "README.zh-CN.md")
    )


def test_there_are_ten():
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize(("question", "block"), EXAMPLES, ids=[question for question, _ in EXAMPLES])
def test_an_example(sample_city, question, block):
    assert words(sample_city.say(question)) == printed(block)
