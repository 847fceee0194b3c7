"""A store of one city is not opened for another: serving, loading and asking say so in one sentence."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from support import MORNING, ROOT

from bot.serve.bootstrap import prepare_store
from knowledge.releases.city import city_of
from knowledge.settings import Settings

SITES = str(ROOT / "data/sample/sites.csv")


@pytest.fixture
def store(tmp_path):
    """The folder of a store that the first city made."""
    var = tmp_path / "var"
    prepare_store(Settings(var=var)).dispose()
    for path in (var, *var.iterdir()):
        path.chmod(0o700)
    return var


@pytest.fixture
def other_city(tmp_path):
    """A folder that differs in nothing but the name of its city."""
    folder = tmp_path / "other"
    shutil.copytree(ROOT / "data", folder)
    file = folder / "city.yml"
    file.write_text(file.read_text("utf-8").replace(f"name: {city_of(ROOT / 'data').name}", "name: 芜湖市", 1), "utf-8")
    return folder


@pytest.mark.parametrize("command", [["serve"], ["ask", "你好"], ["data", "load", SITES]], ids=lambda line: line[0])
def test_a_store_of_another_city_is_refused(store, other_city, command):
    own = {key: value for key, value in os.environ.items() if not key.upper().startswith("JUMIN_")}
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.cli", *command], cwd=ROOT, capture_output=True, text=True,
        timeout=60, env={
            **own, "TF_CPP_MIN_LOG_LEVEL": "3", "JUMIN_NOW": MORNING, "JUMIN_PORT": "0", "JUMIN_VAR": str(store),
            "JUMIN_CITY_FOLDER": str(other_city),
        },
    )
    assert ended.returncode == 1 and "Traceback" not in ended.stderr, ended.stderr
    assert ended.stderr.strip().splitlines()[-1].startswith(
        f"The store is of {city_of(ROOT / 'data').name}, and JUMIN_CITY_FOLDER is of 芜湖市; give"
    )


def test_its_own_city_opens_it_again(store):
    prepare_store(Settings(var=store)).dispose()
