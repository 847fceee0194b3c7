"""What a start leaves out: modules that nothing needs, and looking for circles while it imports."""
from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from support import ROOT

from bot.serve.gc_tuning import settle, uncollected

IMPORTS = """
import bot.cli, bot.serve.process, bot.serve.app, sys
print(*(name for name in ("jax", "matplotlib.figure", "openpyxl", "tensorflow") if sys.modules.get(name)))
"""


def test_the_server_is_imported_without_what_it_never_uses():
    run = subprocess.run(
        [sys.executable, "-c", IMPORTS], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert run.stdout.split() == [], run.stderr


def test_nothing_is_collected_meanwhile_and_afterwards_as_ever():
    with pytest.raises(ValueError), uncollected():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_what_is_settled_is_looked_at_no_more():
    imported = [[]]
    assert any(one is imported for one in gc.get_objects())
    settle()
    try:
        assert not any(one is imported for one in gc.get_objects())
    finally:
        gc.unfreeze()
