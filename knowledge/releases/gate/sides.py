"""One release as questions meet it: what is said to each meaning at an instant, worked out once. Pure."""
from __future__ import annotations

from datetime import datetime

from knowledge.answers.verdicts_in_words import VerdictsInWords
from knowledge.releases.comparison.cells import told
from knowledge.releases.comparison.said import Saying, words_to
from knowledge.releases.gate.asked import Meaning
from knowledge.releases.release import Release
from knowledge.rulebook import decide_venue
from knowledge.rulebook.venues import cells


class Side:
    """``release`` without the draft, or with it."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.words = VerdictsInWords(release.rulebook, release.notices, Saying(release))
        self.topics: dict[tuple[str, datetime], str | None] = {}
        self.cells: dict[tuple[str, str | None, datetime], str | None] = {}

    def said(self, meaning: Meaning, at: datetime) -> str | None:
        """What is said to a question; None where there is no such topic."""
        zones = (meaning.zone,) if meaning.zone else cells(self.release.rulebook, at)
        lines = [self.cell(venue, zone, at) or "" for venue in meaning.venues for zone in zones]
        words = self.topic(meaning.topic, at)
        return words if words is None and not any(lines) else "\n".join(filter(None, [words, *lines]))

    def topic(self, topic: str, at: datetime) -> str | None:
        """What the topic alone decides."""
        key = (topic, at)
        if key not in self.topics:
            self.topics[key] = words_to(self.release, topic, at)
        return self.topics[key]

    def cell(self, venue: str, zone: str | None, at: datetime) -> str | None:
        """What is said of a kind of venue in a kind of zone, its word first; None where either is not known."""
        key, book = (venue, zone, at), self.release.rulebook
        if key not in self.cells:
            known = venue in book.kinds and zone in cells(book, at)
            self.cells[key] = told(self.words, decide_venue(book, venue, zone, at)) if known else None
        return self.cells[key]
