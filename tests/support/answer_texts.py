"""The answers as residents read them, and the folding under which patterns are looked for in them."""
from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from content_folder import real_release

from knowledge.answers import VerdictsInWords, fill, in_full, resolve
from knowledge.releases import Release

CONSTANTS = {"emergency": "120", "hotline": "12345", "hotline_hours": "24小时"}
# Their answers are looked up or decided; the words stand in phrases.
COMPUTED = ("booth_location", "notice_content", "venue_open", "zone_of_place")
WRITTEN = tuple(topic for topic in sorted(real_release().answers) if topic not in COMPUTED)


def said(topic: str, at: datetime, channel: str = "web", release: Release | None = None) -> str:
    """The whole text of an answer at an instant."""
    release = release or real_release()
    answer = release.answers[topic]
    told = resolve(answer, release.notices, at, channel)
    if answer.role.venues:
        told = in_words(release).beside(told, answer.role, at)
    return in_full(told, in_words(release).say).format_map(CONSTANTS)


def in_words(release: Release) -> VerdictsInWords:
    """The verdicts of a release in its own words."""
    return VerdictsInWords(
        release.rulebook, release.notices, lambda name, **values: fill(release.words[name], **{**CONSTANTS, **values})
    )


def fold(text: str) -> str:
    """NFKC, without blanks and without separators of thousands."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", bare)
