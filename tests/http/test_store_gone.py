"""A running server whose store somebody takes away, puts back and damages: red and refusing within seconds, and never
an answer that is stored nowhere."""
from __future__ import annotations

import os
import stat
import time
import uuid
from pathlib import Path

import pytest
import requests
from conftest import environment_for, start, stop

RED_WITHIN_SECONDS = 5


@pytest.fixture(scope="module")
def city(tmp_path_factory, models):
    """A server of its own, on a folder whose rights were too wide."""
    environment = environment_for(tmp_path_factory.mktemp("gone"), models, JUMIN_LOG_FILE="jumin.log")
    os.chmod(environment["JUMIN_VAR"], 0o755)
    (Path(environment["JUMIN_VAR"]) / "logs").mkdir(mode=0o755)
    served = start(environment)
    served.store = Path(environment["JUMIN_VAR"]) / "jumin.db"
    yield served
    stop(served)


def is_ready(city) -> bool:
    return requests.get(f"{city.url}/ready", timeout=10).status_code == 200


def why(city) -> str:
    return requests.get(f"{city.url}/ready", timeout=10).json()["checks"]["store"].get("why", "")


def wait(city, ready: bool) -> None:
    until = time.monotonic() + RED_WITHIN_SECONDS
    while is_ready(city) != ready:
        assert time.monotonic() < until, why(city)
        time.sleep(0.1)


def ask(city, session: str, id_: str) -> requests.Response:
    return city.post({"session": session, "id": id_, "text": "四定是哪四定"})


def refused(response: requests.Response) -> bool:
    return response.status_code == 503 and response.json()["error"] == "not_stored"


def test_what_the_server_makes_is_for_its_owner_only(city):
    var = city.store.parent
    city.say("四定是哪四定")
    made = [path for path in (var, *var.rglob("*")) if not path.is_symlink()]
    assert {
        "jumin.db", "jumin.db-wal", "jumin.db-shm", "jumin.db.serving", "secret", "logs", "jumin.log"
    } <= {p.name for p in made}
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_store_that_vanished_is_refused_until_it_is_back(city):
    session, first, second = city.session(), uuid.uuid4().hex, uuid.uuid4().hex
    answered = ask(city, session, first).json()
    away = city.store.with_name("away.db")
    city.store.rename(away)
    # At once, and not only when somebody has looked; the reply that is known already is not given from memory, either.
    assert refused(ask(city, session, second)) and refused(ask(city, session, first))
    wait(city, ready=False)
    assert "jumin.db has vanished; put it back" in why(city) and not city.store.exists()
    away.rename(city.store)
    wait(city, ready=True)
    assert ask(city, session, first).json() == answered and ask(city, session, second).status_code == 200


def test_a_damaged_store_is_refused(city):
    session = city.session()
    assert ask(city, session, "1").status_code == 200
    for file in (city.store, Path(f"{city.store}-wal")):
        with file.open("r+b") as spoilt:
            spoilt.write(b"\0" * 100)
    wait(city, ready=False)
    assert refused(ask(city, session, "2")) and "restore the backup as docs/tasks/operate.md says" in why(city)
