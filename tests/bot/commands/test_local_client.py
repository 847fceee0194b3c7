"""`jumin ask` speaks of the demonstration's morning where there is nothing but the demonstration, and writes
nothing."""
from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from support import MORNING, ROOT
from typer.testing import CliRunner

from bot.cli import app
from bot.serve.bootstrap import prepare_store
from bot.serve.demonstration import at_its_morning
from knowledge import clock
from knowledge.database import transaction
from knowledge.settings import Settings
from knowledge.sites.load import load_sites
from knowledge.tables.table import read_table

SAID = f"Demonstration data: the clock is stopped at {MORNING}; "


@pytest.fixture
def var(tmp_path, models, monkeypatch) -> Path:
    """The folder of a store of the sample city, in an environment that sets nothing else."""
    for name in ("JUMIN_NOW", "JUMIN_DATABASE_URL"):
        # Set first, so that what a command sets is taken back.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    (tmp_path / "models").symlink_to(models)
    monkeypatch.setenv("JUMIN_VAR", str(tmp_path))
    prepare_store(Settings(var=tmp_path)).dispose()
    monkeypatch.chdir("/")
    return tmp_path


def ask(*arguments: str, lines: str | None = None):
    done = CliRunner().invoke(app, ["ask", *arguments], input=lines)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], done.stderr


def contents(var: Path) -> dict[str, str]:
    """What stands in the files there; those beside an open SQLite file go with the process that has it open."""
    files = (file for file in var.iterdir() if file.is_file() and not file.name.endswith(("-shm", "-wal")))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_each_line_is_a_conversation_of_that_morning_and_nothing_is_written(var):
    before = contents(var)
    replies, said = ask("-", lines="低风险区的药店能开吗\n\n理发店呢\n\ufeff你好\n")
    assert [list(reply) for reply in replies] == [["question", "messages", "receipt"]] * 3
    assert [reply["question"] for reply in replies] == ["低风险区的药店能开吗", "理发店呢", "你好"]
    assert (
        {reply["receipt"]["as_of"] for reply in replies} == {MORNING} and replies[0]["receipt"]["topic"] == "venue_open"
    )
    assert said.startswith(SAID) and contents(var) == before


def test_another_time_is_asked_about_when_it_is_named(var, monkeypatch):
    (receipt,), said = ask("你好", "--at", "2022-11-08T20:00")
    assert receipt["as_of"] == "2022-11-08T20:00:00+08:00" and said == ""
    monkeypatch.setenv("JUMIN_NOW", "real")
    (receipt,), said = ask("你好")
    assert abs((clock.parse_instant(receipt["as_of"]) - clock.now()).total_seconds()) < 120 and said == ""


def test_without_a_store_the_sample_city_is_asked_and_none_is_made(var):
    (var / "jumin.db").unlink()
    (receipt,), said = ask("四定是哪四定")
    assert receipt["topic"] == "four_fixed" and receipt["as_of"] == MORNING
    first, second = said.splitlines()
    assert first == f"There is no SQLite file {var}/jumin.db yet; the sample city is asked." and second.startswith(SAID)
    assert (
        contents(var) == {}
        and not Path(os.environ["JUMIN_DATABASE_URL"].removeprefix("sqlite:///")).is_relative_to(var)
    )


def test_what_is_no_text_is_refused_after_the_lines_before_it(var):
    done = CliRunner().invoke(app, ["ask", "-"], input="你好\n".encode() + b"\xff\xfe\n")
    assert (
        done.exit_code == 1 and done.stderr.splitlines()[-1] == "Line 2 is not UTF-8 text." and '"greet"' in done.stdout
    )


def test_a_real_site_sets_the_clock_going(var, tmp_path):
    settings = Settings(var=var)
    engine = prepare_store(settings)
    assert at_its_morning(settings, engine).now == MORNING and os.environ["JUMIN_NOW"] == MORNING
    assert at_its_morning(settings.copy(update={"now": "real"}), engine).now == "real"
    table = (ROOT / "data/sample/sites.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    real = tmp_path / "real.csv"
    real.write_text("\n".join(table).replace("sample-", "r-"), encoding="utf-8")
    with transaction(engine) as session:
        assert load_sites(session, read_table(real)).added == 1
    assert at_its_morning(settings, engine) is settings
