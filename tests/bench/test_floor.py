"""The floor stores each message before its reply, as a turn does."""
from __future__ import annotations

import sqlite3

from bench import measure, sides


def test_the_floor_stores_what_it_answers(tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "SPEED_SECONDS", 0.5)
    with sides.floor(tmp_path) as port:
        answered = measure.floor_speed(port, 4) * measure.SPEED_SECONDS
    with sqlite3.connect(tmp_path / "jumin.db") as store:
        stored, conversations = store.execute("SELECT count(*), count(DISTINCT conversation) FROM turn").fetchone()
    assert 0 < answered <= stored and stored / 10 <= conversations < stored
