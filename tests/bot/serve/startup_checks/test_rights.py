"""Rights on what is kept under JUMIN_VAR, on real files."""
from __future__ import annotations

import os
import stat
from multiprocessing import get_context
from pathlib import Path

import pytest

from bot.serve.startup_checks.errors import StartError
from bot.serve.startup_checks.rights import check_access, tighten
from knowledge.settings import Settings

NOBODY = 65534
MADE = (
    "secret", "jumin.db", "jumin.db-wal", "jumin.db-shm", "logs/jumin.log", "models/one.tar.gz", "backups/jumin.dump"
)


@pytest.fixture
def city(tmp_path) -> Settings:
    """A folder in which everything may be read by everybody."""
    for name in MADE:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return Settings(var=tmp_path)


def open_to_others(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if not p.is_symlink() and stat.S_IMODE(p.stat().st_mode) & 0o077)


def test_wide_rights_are_taken_away_once(city):
    (city.var / "of the operator").touch()
    (city.var / "of the operator").chmod(0o644)
    assert len(tighten(city)) == len(MADE) + 4
    assert open_to_others(city.var) == ["of the operator"] and tighten(city) == []


def test_what_is_linked_or_shared_is_left_alone(city, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    elsewhere.chmod(0o755)
    for name in ("models", "backups"):
        (city.var / name).rename(city.var / f"former {name}")
    (city.var / "models").symlink_to(elsewhere)
    city.var.chmod(0o1777)
    tighten(city)
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755 and stat.S_IMODE(city.var.stat().st_mode) == 0o1777


def told_to(user: int, city: Settings, pipe) -> None:
    os.setgroups([])
    os.setuid(user)
    try:
        check_access(city)
        pipe.send("")
    except StartError as error:
        pipe.send(str(error))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
@pytest.mark.parametrize(("name", "said"), [
    ("jumin.db", "jumin.db belongs to user 0, and user 65534 may not read and write it; chown or chmod it."),
    ("secret", "secret belongs to user 0, and user 65534 may not read it; chown or chmod it."),
    ("logs/jumin.log", "jumin.log belongs to user 0, and user 65534 may not read and write it; "),
])
def test_what_belongs_to_somebody_else_refuses_the_start(city, name, said):
    for folder in (city.var, *city.var.parents):
        if folder.stat().st_mode & 0o001 == 0:
            folder.chmod(folder.stat().st_mode | 0o011)
    for path in (city.var, *city.var.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.chown(city.var / name, 0, 0)
    (city.var / name).chmod(0o600)
    mine, its = get_context("fork").Pipe()
    child = get_context("fork").Process(target=told_to, args=(NOBODY, city, its))
    child.start()
    assert said in mine.recv()
    child.join()
