"""The port of the console: one that was named is needed, the usual one may be another copy's."""
from __future__ import annotations

import pytest

from bot.processes.sockets import PortTaken, bind, port_of
from bot.serve.console_process import console_socket, say_where
from knowledge.database import migrate, open_engine
from knowledge.settings import Settings


@pytest.fixture()
def taken():
    with bind(0) as other:
        other.listen()
        yield port_of(other)


def test_a_port_that_was_named_and_is_taken_stops_the_start_and_says_which_setting(taken):
    with pytest.raises(PortTaken, match="JUMIN_CONSOLE_PORT"):
        console_socket(Settings(console_port=taken), 0)


def test_the_usual_port_may_be_that_of_another_copy_which_is_said(taken, capsys):
    settings = Settings(console_port=taken)
    settings.__fields_set__.discard("console_port")
    assert console_socket(settings, 0) is None
    say_where(settings, None)
    assert f"not served here; port {taken} is taken (JUMIN_CONSOLE_PORT)" in capsys.readouterr().out


def test_where_it_is_and_how_to_make_the_first_account_is_said(tmp_path, capsys):
    settings = Settings(console_port=0, database_url=f"sqlite:///{tmp_path / 'jumin.db'}")
    migrate(open_engine(settings.url))
    with console_socket(settings, 0) as listening:
        say_where(settings, listening)
        told = capsys.readouterr().out
    assert "Console:   http://127.0.0.1:" in told
    assert "jumin user add NAME --role administrator" in told
