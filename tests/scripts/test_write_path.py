"""docs/path.md and docs/map.svg are what the code says today."""
from __future__ import annotations

import re
import subprocess
import sys
from graphlib import CycleError

import pytest
from support import ROOT

from bot.turns.pipeline import STEPS
from scripts.house_map import arrows, draw, layers, shown

PAGE = (ROOT / "docs/path.md").read_text(encoding="utf-8")


def test_page_and_map_are_up_to_date():
    done = subprocess.run(
        [sys.executable, "scripts/write_path.py", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_every_link_of_the_page_leads_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert len(links) > len(STEPS) and "map.svg" in links
    assert [link for link in links if not (ROOT / "docs" / link).resolve().exists()] == []


def test_every_arrow_goes_down():
    found = arrows()
    row = {folder: number for number, folders in enumerate(layers(found)) for folder in folders}
    assert len(row) > 25 and all(row[above] < row[under] for above, under in found)


def test_rooms_that_import_each_other_cannot_be_drawn():
    circle = {("bot/a", "bot/b"): {("x", "y")}, ("bot/b", "bot/c"): {("y", "z")}, ("bot/c", "bot/a"): {("z", "x")}}
    with pytest.raises(CycleError):
        layers(circle)


def test_what_a_longer_way_tells_is_not_drawn():
    found = {
        ("bot/a", "bot/b"): {("x", "y")}, ("bot/b", "bot/c"): {("y", "z")}, ("bot/a", "bot/c"): {("x", "z"), ("w", "z")}
    }
    assert shown(found) == [("bot/a", "bot/b"), ("bot/b", "bot/c")]
    assert "imported by 3" in draw(found) and "bot/a imports bot/c" not in draw(found)
