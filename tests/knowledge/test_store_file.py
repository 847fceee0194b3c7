"""A real SQLite file under a process that goes on using it, while somebody's hands are at it."""
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from faults.small_disk import NoSmallDisk, filled, small_disk
from sqlalchemy import text

from bot.stores.group_commit import WITHIN_SECONDS, Job, commit_together
from knowledge import clock
from knowledge.database import open_engine, transaction
from knowledge.store_damage import damage_of
from knowledge.store_watch import StoreGone, watch_of


@pytest.fixture
def file(tmp_path) -> Path:
    (tmp_path / "var").mkdir()
    return tmp_path / "var" / "jumin.db"


@pytest.fixture
def engine(file):
    """An engine whose work was acknowledged; half of it stands in the log."""
    engine = open_engine(f"sqlite:///{file}")
    with transaction(engine) as session:
        session.execute(text("CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB)"))
        session.execute(text("INSERT INTO kept VALUES ('big', randomblob(300000))"))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert refusal(engine, "first") is None
    yield engine
    engine.dispose()


def refusal(engine, key: str) -> Exception | None:
    """What storing ``key`` is refused with; None when it is acknowledged."""
    job = Job(put, (key,), clock.machine_seconds() + WITHIN_SECONDS)
    commit_together(engine, [job])
    return job.error


def put(connection, key: str) -> None:
    connection.execute(text("INSERT INTO kept VALUES (:key, NULL)"), {"key": key})


def keys(file: Path) -> list[str]:
    """What another process finds, as after a restart; read once the first one has let go."""
    command = (
        "import sqlite3, sys; print(*[k for k, in sqlite3.connect(sys.argv[1]).execute('SELECT key FROM kept ORDER BY "
        "1')])"
    )
    return subprocess.run(
        [sys.executable, "-c", command, str(file)], capture_output=True, text=True, check=True
    ).stdout.split()


def moved(file: Path) -> None:
    file.rename(file.with_name("away.db"))


def moved_behind_a_link(file: Path) -> None:
    moved(file)
    file.symlink_to("away.db")


def replaced(file: Path) -> None:
    other = file.with_name("other.db")
    shutil.copy(file, other)
    other.replace(file)


def copied_anew(file: Path) -> None:
    """The number of the removed file is free again, were it not held."""
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(("hand", "said"), [
    (Path.unlink, "jumin.db has vanished; put it back, or restore the backup as docs/tasks/operate.md says."),
    (moved, "jumin.db has vanished; "),
    (replaced, "jumin.db is another file than the one that is served; "),
    (copied_anew, "jumin.db is another file than the one that is served; "),
    (a_folder, "jumin.db is another file than the one that is served; "),
    (moved_behind_a_link, "jumin.db is another file than the one that is served; "),
    (lambda file: file.parent.rename(file.parent.with_name("away")), "jumin.db has vanished; "),
    (lambda file: shutil.rmtree(file.parent), "jumin.db has vanished; "),
    (lambda file: file.chmod(0o400), "jumin.db is read-only; "),
    (lambda file: os.truncate(file, 0), "jumin.db was emptied; "),
    (lambda file: os.truncate(file, 20_000), "jumin.db is damaged ("),
    (lambda file: Path(f"{file}-wal").unlink(), "jumin.db-wal was taken away while it was in use; "),
    (lambda file: Path(f"{file}-shm").unlink(), "jumin.db-shm was taken away while it was in use; "),
    (lambda file: os.truncate(f"{file}-wal", 0), "jumin.db-wal was written over, and what was stored last is lost; "),
    (
        lambda file: os.truncate(f"{file}-wal", 4000),
        "jumin.db-wal was written over, and what was stored last is lost; "
    ),
])
def test_nothing_is_acknowledged_into_a_file_that_is_gone(engine, file, hand, said):
    hand(file)
    for key in ("second", "third"):
        told = refusal(engine, key)
        assert isinstance(told, StoreGone) and said in str(told)
    with pytest.raises(StoreGone), transaction(engine) as session:
        session.execute(text("SELECT * FROM kept"))


@pytest.mark.parametrize("hand", [Path.unlink, lambda file: shutil.rmtree(file.parent)])
def test_no_empty_file_is_made_in_its_place(engine, file, hand):
    hand(file)
    refusal(engine, "second")
    engine.dispose()
    assert refusal(engine, "third") is not None and not file.exists()


@pytest.mark.parametrize(("there", "back"), [
    (moved, lambda file: file.with_name("away.db").rename(file)),
    (moved_behind_a_link, lambda file: file.with_name("away.db").rename(file)),
    (
        lambda file: file.parent.rename(file.parent.with_name("away")),
        lambda file: file.parent.with_name("away").rename(file.parent)
    ),
    (lambda file: file.chmod(0o400), lambda file: file.chmod(0o600)),
])
def test_the_right_file_put_back_is_good_again(engine, file, there, back):
    there(file)
    assert refusal(engine, "second") is not None
    back(file)
    assert refusal(engine, "third") is None
    engine.dispose()
    assert keys(file) == ["big", "first", "third"]


def test_what_was_acknowledged_into_a_log_that_is_taken_away_is_kept(engine, file):
    for ending in ("-wal", "-shm"):
        Path(f"{file}{ending}").unlink()
    assert refusal(engine, "second") is not None
    assert keys(file) == ["big", "first"]


def test_an_old_log_spoils_no_backup_that_is_put_in_place(engine, file):
    backup = file.with_name("backup.db")
    with sqlite3.connect(file) as source, sqlite3.connect(backup) as target:
        source.backup(target)
    assert refusal(engine, "after the backup") is None
    backup.replace(file)
    assert refusal(engine, "second") is not None
    engine.dispose()
    assert keys(file) == ["big", "first"] and damage_of(str(file)) == ""


def test_what_sqlite_cuts_off_itself_is_no_fault(engine, file):
    """As `jumin privacy erase` does it, and an operator who has it give back what is free."""
    with sqlite3.connect(file) as other:
        other.execute("DELETE FROM kept WHERE key = 'big'")
    with sqlite3.connect(file) as other:
        other.execute("VACUUM")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for key in ("second", "third"):
        assert refusal(engine, key) is None
    assert file.stat().st_size < 100_000


@pytest.mark.parametrize(("ending", "offset", "bytes_"), [
    ("", 100_000, b"\0" * 8192), ("", 0, b"garbage" * 100), ("-wal", 0, b"\0" * 64),
])
def test_what_is_written_over_is_found_by_a_look(engine, file, ending, offset, bytes_):
    with open(f"{file}{ending}", "r+b") as spoilt:
        spoilt.seek(offset)
        spoilt.write(bytes_)
    watch_of(engine).look()
    assert isinstance(refusal(engine, "second"), StoreGone)


def test_a_log_beside_the_file_that_a_link_leads_to_is_watched(file, tmp_path):
    file.symlink_to(tmp_path / "elsewhere.db")
    engine = open_engine(f"sqlite:///{file}")
    with transaction(engine) as session:
        session.execute(text("CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB)"))
    assert refusal(engine, "first") is None
    (tmp_path / "elsewhere.db-wal").unlink()
    assert "elsewhere.db-wal was taken away" in str(refusal(engine, "second"))
    engine.dispose()


@pytest.fixture
def small(tmp_path) -> Path:
    """A folder on a disk of its own that can be filled."""
    try:
        with small_disk(tmp_path / "small", 4) as disk:
            yield disk
    except NoSmallDisk as reason:
        pytest.skip(str(reason))


def test_a_full_disk_is_not_taken_for_a_log_that_was_written_over(small):
    file = small / "jumin.db"
    engine = open_engine(f"sqlite:///{file}")
    with transaction(engine) as session:
        session.execute(text("CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB)"))
        session.execute(text("INSERT INTO kept VALUES ('big', randomblob(300000))"))
    assert refusal(engine, "first") is None
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.executemany("INSERT INTO kept VALUES (?, randomblob(9000))", [("second",), ("third",)])
        other.commit()
        with filled(small):
            assert not isinstance(refusal(engine, "fourth" * 100), StoreGone)
    assert refusal(engine, "fifth") is None
    engine.dispose()
