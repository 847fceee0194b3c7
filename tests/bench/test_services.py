"""PostgreSQL, Redis and nginx come up out of Debian's packages, bear what tests do to them, and leave nothing."""
from __future__ import annotations

import psycopg2
import pytest
import redis
import requests

from bench import services as module
from bench.child import Child, ChildFailed
from bench.services import ServiceMissing, Services, find, free_port

HELLO = """
pid nginx.pid;
events {{}}
http {{ access_log off; server {{ listen 127.0.0.1:{port}; return 200 "hello"; }} }}
"""


@pytest.fixture(scope="module")
def services():
    with Services() as started:
        yield started


def start(make, *arguments):
    try:
        return make(*arguments)
    except ServiceMissing as missing:
        pytest.skip(str(missing))


def ask_database(url: str, statement: str, timeout_ms: int = 0) -> list | None:
    address = url.replace("postgresql+psycopg2", "postgresql")
    with psycopg2.connect(address, connect_timeout=2, options=f"-c statement_timeout={timeout_ms}") as connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_postgresql_keeps_what_it_acknowledged_over_kill_and_restart(services):
    database = start(services.postgres)
    ask_database(database.url, "create table told (word text)")
    ask_database(database.url, "insert into told values ('核酸')")
    database.kill()
    with pytest.raises(psycopg2.OperationalError):
        ask_database(database.url, "select 1")
    database.start()
    database.restart()
    assert ask_database(database.url, "select word from told") == [("核酸",)]


def test_a_paused_postgresql_is_mute_and_goes_on(services):
    database = start(services.postgres)
    database.pause()
    with pytest.raises(psycopg2.OperationalError):
        ask_database(database.url, "select 1")
    database.resume()
    assert ask_database(database.url, "select 1") == [(1,)]


def test_redis_comes_back_empty(services):
    server = start(services.redis)
    with redis.from_url(server.url) as client:
        client.set("key", "value")
        server.restart()
        assert client.get("key") is None


def test_nginx_serves_the_configuration_it_is_given(services):
    port = free_port()
    server = start(services.nginx, HELLO.format(port=port), port)
    assert requests.get(server.url, timeout=5).text == "hello"


def test_nginx_says_what_is_wrong_with_its_configuration(services):
    with pytest.raises(ChildFailed, match="unknown directive"):
        start(services.nginx, "nonsense on;", free_port())


def test_nothing_is_left_when_the_block_ends():
    with Services() as services:
        server = start(services.redis)
    assert not server.is_running and not services.folder.exists() and not module.redis_answers(server.port)


def test_a_missing_package_is_named():
    with pytest.raises(ServiceMissing, match="apt-get install nginx"):
        find_without_path("nginx")


def find_without_path(program: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module.shutil, "which", lambda *_, **__: None)
        return find(program)


def test_a_child_that_ends_at_once_is_told_with_its_last_words(tmp_path):
    child = Child(["sh", "-c", "echo the reason; exit 3"], tmp_path / "log", lambda: False)
    with pytest.raises(ChildFailed, match=r"code 3: the reason"):
        child.start()
