"""Final pieces of many calls are kept together, each masked, and whoever is not kept is told so."""
from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from console.hotline.keeping import Keeping
from knowledge.calls.pieces import Piece
from knowledge.calls.tables import CallPieceRow
from knowledge.clock import machine_utc
from knowledge.database import open_engine

TABLE = CallPieceRow.__table__


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'calls.db'}")
    TABLE.create(engine)
    yield engine
    engine.dispose()


def piece(segment: str, text: str, revision: int = 0) -> Piece:
    return Piece(segment, revision, "caller", True, 0.0, 1.0, text)


def keep(engine, *pieces: tuple[str, Piece]) -> list[Exception | None]:
    """All at once; what each is told."""
    async def all_of() -> list[Exception | None]:
        keeping = Keeping(engine, lambda text: text.replace("张三", "[姓名]"))
        return await asyncio.gather(
            *(keeping.keep(call, one, machine_utc()) for call, one in pieces), return_exceptions=True
        )
    return asyncio.run(all_of())


def kept(engine) -> set[tuple[str, str, str]]:
    with engine.connect() as connection:
        return {*map(tuple, connection.execute(select(TABLE.c.call, TABLE.c.segment, TABLE.c.text)))}


def test_many_are_kept_in_few_transactions_and_masked(engine):
    commits = []
    event.listen(engine, "commit", commits.append)
    assert keep(engine, *((f"call-{number}", piece("s1", "我叫张三")) for number in range(50))) == [None] * 50
    assert len(commits) <= 2
    assert kept(engine) == {(f"call-{number}", "s1", "我叫[姓名]") for number in range(50)}


def test_the_later_of_a_segment_takes_the_place_of_the_earlier(engine):
    keep(engine, ("a", piece("s1", "超市")), ("b", piece("s1", "药店")))
    keep(engine, ("a", piece("s1", "超市开", 1)), ("a", piece("s1", "超市开吗", 2)))
    assert kept(engine) == {("a", "s1", "超市开吗"), ("b", "s1", "药店")}


def test_all_are_told_when_the_store_refuses(engine):
    TABLE.drop(engine)
    told = keep(engine, ("a", piece("s1", "超市")), ("b", piece("s1", "药店")))
    assert [type(error) for error in told] == [OperationalError] * 2
    TABLE.create(engine)
    assert keep(engine, ("a", piece("s1", "超市"))) == [None] and len(kept(engine)) == 1
