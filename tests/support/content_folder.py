"""Small folders of content to break in one place, and the real release, read once."""
from __future__ import annotations

import shutil
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from support import ROOT

from knowledge.city.folder import LANGUAGE
from knowledge.clock import SHANGHAI
from knowledge.notices import ContentError
from knowledge.releases import Release, load_release

DATA = ROOT / "data"
# Four topics that only point at each other, and nothing of the big language files.
TOPICS = ("after_hours_testing", "booth_location", "temporary_points", "booth_after_unsealing")
# During the sampling event of notice 2022-153, and the day after it.
EVENT = datetime(2022, 11, 7, 9, 0, tzinfo=SHANGHAI)
AFTER = datetime(2022, 11, 8, 10, 0, tzinfo=SHANGHAI)
# A later notice that lets the first one's restaurants open again.
LETTER = """\
notice: letter
title: 致全市人民的一封信
short: 公开信
issuer: 指挥部
issued: 2022-11-07
in_force: [2022-11-08T00:00+08:00, null]
amends: [press-34#dining]
clauses: {dining: 堂食}
"""
LETTER_ROWS = """\
table: venues
notice: letter
rows:
- {zones: [low_risk], venues: [restaurant], verdict: open, clause: dining}
"""


@lru_cache(maxsize=1)
def real_release() -> Release:
    """The release of the project's own data."""
    return load_release(DATA)


def small_folder(root: Path) -> Path:
    """All notices and rules, four topics and the common words, copied below ``root``."""
    for folder in ("notices", "rulebook"):
        shutil.copytree(DATA / folder, root / folder)
    for name in ("venue_kinds", "verdicts"):
        shutil.copy(LANGUAGE / f"{name}.yml", root / "rulebook")
    for source, folder, names in (
        (DATA / "answers/topics", "answers/topics", TOPICS),
        (LANGUAGE / "words", "answers/words", ("common", "refusals", "venues")),
    ):
        (root / folder).mkdir(parents=True)
        for name in names:
            shutil.copy(source / f"{name}.yml", root / folder)
    _, mark, zones = (DATA / "city.yml").read_text(encoding="utf-8").partition("zone_kinds:")
    said = "name: 郑州市\ndistricts: {金水区: {}}\nfirst_questions: [booth_location]\n"
    (root / "city.yml").write_text(f"{said}{mark}{zones}", encoding="utf-8")
    return root


def replace(file: Path, old: str, new: str) -> None:
    """Change one stretch of a file; fails when it is not there exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def refusal(root: Path) -> tuple[str, int, str]:
    """What loading ``root`` is refused with: file relative to it, line, sentence."""
    try:
        load_release(root)
    except ContentError as error:
        file, line, sentence = str(error).split(":", 2)
        return Path(file).relative_to(root).as_posix(), int(line), sentence.strip()
    raise AssertionError("the broken content was taken")


def line_of(file: Path, text: str) -> int:
    """The line, from 1, on which ``text`` first stands."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
