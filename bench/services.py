"""PostgreSQL, Redis and nginx out of Debian's packages, as child processes on free loopback ports in a folder of their
own.

    with Services() as services:
        database, redis = services.postgres(), services.redis()
        ... database.url, redis.url; database.pause(), .resume(), .kill(), .stop(), .start(), .restart()
"""
from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg2
import redis

from bench.child import Child

HOST = "127.0.0.1"
PACKAGES = {"postgres": "postgresql", "redis-server": "redis-server", "nginx": "nginx"}


class ServiceMissing(RuntimeError):
    """A package is not installed; the message says which."""


class Service(Child):
    """A child process with the ``url`` and ``port`` it answers at."""

    url: str
    port: int


class Services:
    """Starts services and ends all of them, newest first, when the block ends."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="jumin-services-"))
        # PostgreSQL runs as a user of its own and must reach its folder.
        self.folder.chmod(0o711)
        self.started: list[Service] = []

    def __enter__(self) -> Services:
        return self

    def __exit__(self, *_error: object) -> None:
        for service in reversed(self.started):
            service.resume()
            service.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def postgres(self) -> Service:
        """PostgreSQL with an empty database; ``url`` is SQLAlchemy's. Raises ServiceMissing."""
        server, port, folder = find("postgres"), free_port(), self._folder("postgres")
        owner = owner_of_postgres()
        if owner:
            shutil.chown(folder, **owner)
        data = folder / "data"
        subprocess.run(
            [
                str(Path(server).with_name("initdb")), "-D", data, "-U", "jumin", "--auth=trust", "-E", "UTF8",
                "--locale=C", "--no-sync"
            ],
            cwd=folder, check=True, capture_output=True, timeout=120, **owner,
        )
        command = [server, "-D", str(data), "-h", HOST, "-p", str(port), "-k", str(folder)]
        # SIGINT is PostgreSQL's fast shutdown; with SIGTERM it waits until every client has gone.
        service = Service(
            command, self._log(port), lambda: postgres_answers(port), ending=signal.SIGINT, cwd=folder, **owner
        )
        return self._start(service, port, f"postgresql+psycopg2://jumin@{HOST}:{port}/postgres")

    def redis(self) -> Service:
        """Redis that keeps nothing on disk, as locks need. Raises ServiceMissing."""
        port, folder = free_port(), self._folder("redis")
        command = [
            find("redis-server"), "--bind", HOST, "--port", str(port), "--dir", str(folder), "--save", "",
            "--appendonly", "no"
        ]
        return self._start(
            Service(command, self._log(port), lambda: redis_answers(port)), port, f"redis://{HOST}:{port}/0"
        )

    def nginx(self, configuration: str, port: int) -> Service:
        """nginx on a whole configuration that listens on ``port``. Raises ServiceMissing."""
        file = self._folder("nginx") / "nginx.conf"
        file.write_text(configuration, encoding="utf-8")
        command = [find("nginx"), "-c", str(file), "-p", str(file.parent), "-e", "stderr", "-g", "daemon off;"]
        return self._start(Service(command, self._log(port), lambda: port_answers(port)), port, f"http://{HOST}:{port}")

    def _start(self, service: Service, port: int, url: str) -> Service:
        service.port, service.url = port, url
        service.start()
        self.started.append(service)
        return service

    def _folder(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))

    def _log(self, port: int) -> Path:
        return self.folder / f"{port}.log"


def find(program: str) -> str:
    """Where a service's program is; Debian keeps PostgreSQL's and nginx's off the usual path. Raises ServiceMissing."""
    beside = [str(folder) for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    path = os.pathsep.join([*beside, os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    found = shutil.which(program, path=path)
    if not found:
        raise ServiceMissing(f"{program} is not installed; install it with: apt-get install {PACKAGES[program]}")
    return found


def owner_of_postgres() -> dict[str, str]:
    """As root PostgreSQL refuses to run: the user and group that Debian's package made for it."""
    if os.geteuid() != 0:
        return {}
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise ServiceMissing("There is no user postgres, and PostgreSQL does not run as root.") from None
    return {"user": "postgres", "group": "postgres"}


def postgres_answers(port: int) -> bool:
    with suppress(psycopg2.OperationalError):
        psycopg2.connect(host=HOST, port=port, user="jumin", dbname="postgres", connect_timeout=2).close()
        return True
    return False


def redis_answers(port: int) -> bool:
    with suppress(redis.RedisError), redis.Redis(HOST, port, socket_timeout=2) as client:
        return bool(client.ping())
    return False


def port_answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection((HOST, port), timeout=2):
        return True
    return False


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
