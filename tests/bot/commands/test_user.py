"""`jumin user`: accounts as an operator types them; no password is an argument."""
from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.serve.bootstrap import prepare_store
from knowledge.accounts.model import AccountRefused
from knowledge.accounts.sessions import sign_in
from knowledge.clock import machine_utc
from knowledge.settings import Settings


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("JUMIN_VAR", str(tmp_path / "var"))
    return prepare_store(Settings())


def typed(command: str, password: str | None = None, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["user", *command.split()], input=password)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("roles", ["--role editor --role approver", "--role editor approver"])
def test_an_account_may_have_several_roles(store, roles):
    told = json.loads(typed(f"add li {roles} --json", "柳絮 sieben Brücken\n"))
    assert told == {"name": "li", "roles": ["approver", "editor"], "disabled": False}
    assert sign_in(store, "li", "柳絮 sieben Brücken", machine_utc())


def test_accounts_change_and_end(store):
    typed("add li --role agent", "the first one\r\n")
    typed("password li", "the second one\n")
    assert sign_in(store, "li", "the second one", machine_utc())
    typed("roles li --role supervisor")
    typed("disable li")
    assert "disabled already" in typed("disable li", code=1)
    with pytest.raises(AccountRefused):
        sign_in(store, "li", "the second one", machine_utc())
    assert typed("list") == "li  supervisor  disabled\n"
    typed("enable li")
    assert "li is" not in typed("list") and sign_in(store, "li", "the second one", machine_utc())


def test_no_password_is_asked_for_that_is_none(store):
    assert "A password has 8 to 200 characters; this one has 5." in typed("add li --role agent", "short\n", 1)
    assert "There is no account yet" in typed("list")
