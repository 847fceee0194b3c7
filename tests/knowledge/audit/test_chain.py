"""The chain on both databases: it grows by one link at a time, nobody changes it, and a changed copy is found out."""
from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from knowledge.audit.chain import fault_of
from knowledge.audit.log import all_links, head, look_through, record
from knowledge.database import transaction

NOON = datetime(2026, 11, 29, 4, 0, 0, 123456, tzinfo=timezone.utc)


@pytest.fixture
def chained(stored):
    """Twelve links, written by four at once."""
    def write(by: str) -> None:
        for number in range(3):
            with transaction(stored) as session:
                record(session, NOON, by, "写", number, "甲\"乙\\")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return stored


def test_the_chain_is_whole_whoever_wrote_at_once(chained):
    with transaction(chained) as session:
        links = list(all_links(session))
        assert [one.seq for one in links] == list(range(1, 13)) and look_through(session, (links[4].mark,)) == ""
        assert head(session) == links[-1]


STATEMENTS = (
    """UPDATE audit SET "by" = 'x' WHERE seq = 3""", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 12",
)
# What only one of the databases knows.
OTHER_WAYS = {
    "sqlite": "INSERT OR REPLACE INTO audit SELECT seq, at, 'x', what, about, detail, before, hash FROM audit",
    "postgresql": "TRUNCATE audit",
}


def test_the_database_itself_keeps_every_link(chained):
    for statement in (*STATEMENTS, OTHER_WAYS[chained.dialect.name]):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction(chained) as session:
            session.execute(text(statement))
    with transaction(chained) as session:
        assert look_through(session) == "" and head(session).seq == 12


def test_a_copy_that_was_changed_is_found_out(chained):
    with transaction(chained) as session:
        links = list(all_links(session))
    marks = (links[-1].mark,)
    assert fault_of(links, marks) == ""
    for number, one in enumerate(links):
        for change in ({"by": "x"}, {"detail": ""}, {"at": NOON.replace(microsecond=1)}, {"hash": "0" * 64}):
            assert fault_of([*links[:number], replace(one, **change), *links[number + 1:]], marks)
        assert fault_of([*links[:number], *links[number + 1:]], marks)
    assert fault_of(links[:-1]) == "" and "cut off" in fault_of(links[:-1], marks)
