"""The log holds the head of the audit as it can be asked for again, and says when the audit was changed."""
from __future__ import annotations

import asyncio
import json
import logging
import re
from contextlib import suppress
from datetime import datetime, timezone

import pytest
from sqlalchemy import text

from bot.monitoring.logs import configure_logs
from bot.serve.daily_audit import tell_daily
from knowledge.audit.log import audited, record
from knowledge.database import migrate, open_engine, transaction

NOON = datetime(2026, 11, 29, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'audited.db'}")
    migrate(engine)
    return engine


def logged(engine, file) -> list[dict]:
    """The lines of one day."""
    async def a_day():
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(tell_daily(engine, first=0.0), 0.3)

    kept = logging.getLogger().handlers[:]
    try:
        configure_logs(file)
        asyncio.run(a_day())
    finally:
        logging.getLogger().handlers[:] = kept
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_the_head_in_the_log_is_found_again_in_the_chain(engine, tmp_path):
    assert logged(engine, tmp_path / "none.log") == []
    heads = []
    for number in range(3):
        with transaction(engine) as session:
            record(session, NOON, "li", "draft edited", number)
        line, = logged(engine, tmp_path / f"{number}.log")
        heads += re.findall("audit head: link [0-9]+, ([a-p]{64})$", line["event"])
    assert len(heads) == 3 and audited(engine, tuple(heads))[1] == ""


def test_a_chain_that_was_changed_is_told_loudly(engine, tmp_path):
    with transaction(engine) as session:
        record(session, NOON, "li", "draft edited", 1)
        session.execute(text("DROP TRIGGER audit_no_update"))
        session.execute(text("""UPDATE audit SET "by" = 'wang'"""))
    lines = logged(engine, tmp_path / "jumin.log")
    assert [line["level"] for line in lines] == ["error", "info"] and "Link 1 was changed" in lines[0]["event"]
