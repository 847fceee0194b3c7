"""Two processes that serve from one SQLite file would each hold locks the other knows nothing of."""
from __future__ import annotations

import subprocess
import sys

import pytest
from support import ROOT

from bot.stores.one_process import AlreadyServed, serve_alone
from knowledge.database import open_engine


def test_a_second_is_refused_with_a_sentence_and_let_in_when_the_first_has_ended(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'jumin.db'}")
    first = serve_alone(engine)
    with pytest.raises(AlreadyServed, match=r"jumin\.db.*PostgreSQL"):
        serve_alone(engine)
    first.close()
    serve_alone(engine).close()


def test_a_process_that_was_killed_leaves_no_claim(tmp_path):
    url = f"sqlite:///{tmp_path / 'jumin.db'}"
    script = (
        "import os, signal; from knowledge.database import open_engine; from bot.stores.one_process import serve_alone;"
        f"claim = serve_alone(open_engine({url!r})); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=120).returncode == -9
    serve_alone(open_engine(url)).close()


def test_databases_that_others_may_use_are_not_claimed():
    assert serve_alone(open_engine("sqlite://")) is None
