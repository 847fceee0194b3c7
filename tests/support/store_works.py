"""Work for a store, in a module of its own: the process that does it has to find it by its name."""
from __future__ import annotations

import os
import sys
import time

from sqlalchemy import text


def put(connection, key, value="value"):
    connection.execute(text("insert into kept values (:key, :value)"), {"key": key, "value": value})
    return key


def keys(connection):
    return [row[0] for row in connection.execute(text("select key from kept order by key"))]


def put_and_wait(connection, key, seconds):
    put(connection, key)
    time.sleep(seconds)


def end(connection):
    os._exit(9)


def worker(connection):
    return os.getpid()


class Unsendable(Exception):
    def __init__(self, one, other):
        super().__init__(one)


def stumble(connection):
    raise Unsendable("1", "2")


def loaded(connection, works):
    return sorted({"rasa", "tensorflow", "numpy", "sanic", "alembic"} & set(sys.modules))
