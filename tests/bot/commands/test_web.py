"""`jumin web qr` leads to the chat at its public address."""
from __future__ import annotations

import pytest
import segno
from typer.testing import CliRunner

from bot.cli import app

ADDRESS = "https://www.example.gov.cn/ask/chat/"


@pytest.fixture
def qr(monkeypatch):
    """qr("--out", file) -> the outcome of the command, with a public address."""
    monkeypatch.setenv("JUMIN_PUBLIC_ADDRESS", "https://www.example.gov.cn/ask")
    return lambda *arguments: CliRunner().invoke(app, ["web", "qr", *map(str, arguments)])


@pytest.mark.parametrize(("arguments", "address"), [
    ((), ADDRESS), (("--mode", "kiosk"), f"{ADDRESS}?mode=kiosk"), (("--mode", "h5"), f"{ADDRESS}?mode=h5"),
])
def test_it_draws_the_code_and_names_the_address(qr, arguments, address):
    outcome = qr(*arguments)
    assert outcome.exit_code == 0 and outcome.stdout.splitlines()[-1] == address
    assert len(outcome.stdout.splitlines()) > 15


@pytest.mark.parametrize(("name", "begins"), [("code.svg", b"<?xml"), ("code.png", b"\x89PNG")])
def test_it_is_written_to_a_file(qr, tmp_path, name, begins):
    assert qr("--out", tmp_path / name).exit_code == 0
    written = (tmp_path / name).read_bytes()
    segno.make(ADDRESS, error="q", micro=False).save(str(tmp_path / f"again-{name}"), scale=10, border=4)
    assert written.startswith(begins) and written == (tmp_path / f"again-{name}").read_bytes()


@pytest.mark.parametrize(("name", "sentence"), [
    ("code.gif", "neither .svg nor .png"), ("none/code.svg", "cannot be written"),
])
def test_what_cannot_be_written_is_told(qr, tmp_path, name, sentence):
    outcome = qr("--out", tmp_path / name)
    assert outcome.exit_code == 1 and sentence in outcome.stderr and not list(tmp_path.iterdir())
