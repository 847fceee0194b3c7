"""A command works on the store that is there, names it without its password, and makes none unasked."""
from __future__ import annotations

import pytest
import typer

from bot.commands.store_access import existing_store, store_name
from knowledge.database import migrate, open_engine
from knowledge.settings import Settings


def settings_of(tmp_path, **more) -> Settings:
    return Settings(var=tmp_path / "var", **more)


def refusal(capsys, settings: Settings, **more) -> str:
    with pytest.raises(typer.Exit) as ended:
        existing_store(settings, **more)
    assert ended.value.exit_code == 1
    return capsys.readouterr().err


def test_a_store_that_is_missing_is_not_made(tmp_path, capsys):
    said = refusal(capsys, settings_of(tmp_path))
    assert (
        f"There is no SQLite file {tmp_path}/var/jumin.db" in said and "--create" not in said
        and not (tmp_path / "var").exists()
    )
    assert (
        "To make a new one add --create." in refusal(capsys, settings_of(tmp_path), create=False)
        and not (tmp_path / "var").exists()
    )


def test_a_store_is_made_when_it_is_asked_for(tmp_path):
    existing_store(settings_of(tmp_path), create=True).dispose()
    assert (tmp_path / "var" / "jumin.db").exists()


def test_a_store_that_is_there_is_opened(tmp_path):
    settings = settings_of(tmp_path)
    migrate(open_engine(settings.url))
    assert existing_store(settings).dialect.name == "sqlite"


def test_a_file_that_is_empty_or_none_of_ours_is_no_store(tmp_path, capsys):
    (tmp_path / "var").mkdir()
    file = tmp_path / "var" / "jumin.db"
    file.touch()
    assert "is empty: nothing ever served from it" in refusal(capsys, settings_of(tmp_path))
    file.write_text("Dear diary, " * 100)
    assert "cannot be used (file is not a database)" in refusal(capsys, settings_of(tmp_path), create=True)


def test_a_database_that_does_not_answer_is_said_without_its_password(tmp_path, capsys):
    settings = settings_of(tmp_path, database_url="postgresql://bob:geheim@127.0.0.1:1/jumin")
    said = refusal(capsys, settings)
    assert (
        said.startswith("The PostgreSQL database jumin on 127.0.0.1 cannot be used (") and "geheim" not in said
        and said.count("\n") == 1
    )


@pytest.mark.parametrize(("url", "name"), [
    ("postgresql+psycopg2://bob:geheim@db1:5432/jumin", "PostgreSQL database jumin on db1"),
    ("postgresql://bob@/jumin?host=/run/postgresql", "PostgreSQL database jumin on /run/postgresql"),
    ("postgresql:///jumin", "PostgreSQL database jumin on this machine"),
    ("sqlite:////srv/jumin.db", "SQLite file /srv/jumin.db"),
    ("sqlite://", "SQLite store in memory"),
])
def test_what_a_store_is_called(tmp_path, url, name):
    assert store_name(settings_of(tmp_path, database_url=url)) == name


def test_an_address_that_is_none(tmp_path, capsys):
    with pytest.raises(typer.Exit):
        store_name(settings_of(tmp_path, database_url="geheim"))
    said = capsys.readouterr().err
    assert said.startswith("JUMIN_DATABASE_URL is no address of a database") and "geheim" not in said


@pytest.mark.parametrize("url", [
    "mysql://u:geheim@db1/x", "nosuch://u:geheim@db1/x", "u:geheim", "postgresql+nosuch://u:geheim@db1/x"
])
def test_a_database_of_another_kind_is_told_in_a_sentence(tmp_path, capsys, url):
    said = refusal(capsys, settings_of(tmp_path, database_url=url))
    assert (
        said.count("\n") == 1 and "geheim" not in said
        and ("JUMIN_DATABASE_URL is no address" in said or "cannot be used" in said)
    )
