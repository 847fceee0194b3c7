"""How long the gate takes over many questions of residents: python -m bench.gate [QUESTIONS]. Prints one line."""
from __future__ import annotations

import os
import sys
import tempfile
import uuid
from pathlib import Path
from time import perf_counter as timer
from time import process_time

from sqlalchemy import insert

from bench.topic_data import training_examples
from bot.gate.gate import gate_of
from bot.serve.bootstrap import prepare_store, seed
from bot.stores.tables import DONE, TurnRow
from bot.stores.turn_store import MIGRATIONS
from knowledge import clock
from knowledge.accounts.accounts import add_account
from knowledge.database import migrate, transaction
from knowledge.desk import Desk
from knowledge.desk.drafts import Edit
from knowledge.desk.reading import gate_of as kept
from knowledge.settings import ROOT, Settings

LETTER = """\
notice: letter
title: 关于恢复堂食的通告
short: 堂食通告
issuer: 市疫情防控指挥部办公室
issued: 2022-11-07
in_force: [2022-11-08T00:00+08:00, 2022-11-12T00:00+08:00]
amends: [press-34#dining]
clauses: {dining: 堂食}
"""
ROWS = """\
table: venues
notice: letter
rows:
- {zones: [low_risk], venues: [restaurant], verdict: open, clause: dining}
"""


def main(count: int = 5_000) -> None:
    """A store of its own; residents have asked that many distinct questions, which nobody has understood yet."""
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        (var / "models").symlink_to(ROOT / "var" / "models")
        settings = Settings(now="2022-11-07T09:00:00+08:00", var=var, database_url=f"sqlite:///{var / 'gate.db'}")
        os.environ["JUMIN_DATABASE_URL"] = settings.url
        engine = prepare_store(settings)
        seed(engine, settings)
        migrate(engine, MIGRATIONS, "bot_version")
        ask(engine, list(dict.fromkeys(example.text for example in training_examples()))[:count])
        desk = Desk(engine, gate=gate_of(settings, engine))
        number = drafted(engine, desk)
        began, worked = timer(), process_time()
        desk.hold_against(number, "li", clock.machine_utc())
        seconds, processor = timer() - began, process_time() - worked
        run = kept(engine, number, clock.machine_utc()).run
        found = run.findings
        print(f"{found.questions} questions ({found.unread} unread), 2 releases, {len(found.instants)} instants: "
              f"{seconds:.1f} s, {processor:.1f} s of one core; {len(found.parts)} parts, {len(found.blocks)} blocks")


def ask(engine, texts: list[str]) -> None:
    """Turns with a reply that tells no topic."""
    now = clock.machine_utc()
    with transaction(engine) as session:
        session.execute(insert(TurnRow.__table__), [
            {"conversation": f"web:{uuid.uuid4()}", "client_id": "1", "number": 1, "request": {"text": text},
             "state": DONE, "reply": {"messages": []}, "received_at": now, "done_at": now} for text in texts
        ])


def drafted(engine, desk: Desk) -> int:
    """A notice that lets people eat in for four days."""
    now = clock.machine_utc()
    with transaction(engine) as session:
        add_account(session, "li", ["editor"], "柳絮 sieben Brücken", now, "shell")
    edits = [Edit("notices/letter.yml", LETTER, None), Edit("rulebook/letter.yml", ROWS, None)]
    return desk.begin(edits, "li", "堂食", now).number


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
