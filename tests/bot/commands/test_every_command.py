"""Every command of the help, typed right, wrong and with something missing, in a folder that is not the project's: an
exit code, a sentence on standard error, never a traceback, and nothing left behind.

Commands are found by walking the help: one that is not spoken of here fails the first test.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer
from support import MORNING, ROOT
from typer.testing import CliRunner

from bot.cli import app
from bot.serve.bootstrap import prepare_store
from bot.stores.turn_store import TurnStore
from knowledge.clock import machine_utc
from knowledge.database import open_engine
from knowledge.desk import Desk
from knowledge.releases.document_folder import read_folder
from knowledge.settings import Settings

JUMIN = Path(sys.executable).with_name("jumin")
NOWHERE = "http://127.0.0.1:9"
# By command: arguments, exit code, what standard error holds. "{here}" is the folder it is typed in.
TYPED: dict[str, list[tuple[str, int, str]]] = {
    "serve": [("--port 1", 2, "No such option")],
    "train": [("--fast", 2, "No such option")],
    "ask": [("", 2, "QUESTION"), ("''", 1, "The question is empty."),
            ("好 --at gestern", 1, "'gestern' is not an ISO 8601 time"),
            ("好 --at ''", 1, "is not an ISO 8601 time")],
    "eval": [("", 2, "FILES"), ("{here}/none.yml", 1, "none.yml"), ("{here}/bad.csv", 1, "bad.csv")],
    "content check": [
        ("", 0, ""), ("{here}", 1, "is no city's folder"), ("--at gestern", 1, "is not an ISO 8601 time")
    ],
    "hotline replay": [("", 2, "file"), ("{here}/none.yml --by li", 1, "none.yml: No such file")],
    "content new": [("", 2, "FOLDER"), ("{here}", 1, "not empty")],
    "content hangs": [("", 2, "CLAUSE"), ("nothing", 1, "There is no notice 'nothing'"),
                      ("press-34#none", 1, "Notice press-34 has no clause 'none'")],
    "content export": [
        ("", 2, "FOLDER"), ("{here}", 1, "not empty"), ("{here}/bot --draft 7", 1, "There is no draft 7")
    ],
    "content import": [
        ("", 2, "FOLDER"), ("{here} --by li", 2, "--note"), ("{here} --by li --note x", 1, "no city's folder"),
    ],
    "content history": [("", 0, ""), ("--json", 0, ""), ("x", 2, "unexpected extra argument")],
    "content rollback": [("", 2, "RELEASE"), ("x --by li --why x", 1, "There is no account 'li'")],
    "content audit": [("", 0, ""), ("--head 0", 1, "The chain does not hold 0")],
    "content said": [("", 2, "RECEIPT"), ("0a", 1, "There is no reply with the receipt 0a; replies are kept for 30")],
    "content silence": [
        ("all --by li --why x", 2, "--say"), ("all --say x --by li --why x", 1, "There is no account 'li'"),
        ("topic:dinein --say x --by li --why x", 1, "There is no topic 'dinein'"),
        ("channel:mail --say x --by li --why x", 1, "There is no channel 'mail'"),
        ("dine_in --say x --by li --why x", 1, "is none of topic:KEY, channel:NAME and all"),
        ("all --say x --by li", 1, "--why needs a sentence"), ("all --say '' --by li --why x", 1, "--say needs a"),
        ("all --say x --by li --why x --until gestern", 1, "is not an ISO 8601 time"),
        ("all --say x --by li --why x --until 2001-01-01", 1, "is past"),
    ],
    "content unsilence": [("x --by li", 2, "NUMBER"), ("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'")],
    "content silences": [("", 0, ""), ("--json", 0, ""), ("x", 2, "unexpected extra argument")],
    "content draft list": [("", 0, ""), ("--json", 0, "")],
    "content draft show": [("", 2, "NUMBER"), ("7", 1, "There is no draft 7"), ("x", 2, "NUMBER"),
                           ("7 --at gestern", 1, "is not an ISO 8601 time"),
                           ("7 --questions {here}/none.yml", 1, "none.yml"),
                           ("7 --questions {here}/bad.csv", 1, "is not UTF-8 text")],
    "content draft gate": [("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'")],
    "content draft sign": [("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'")],
    "content draft submit": [("", 2, "NUMBER"), ("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'")],
    "content draft approve": [("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'")],
    "content draft reject": [("7", 2, "--by"), ("7 --by li --why x", 1, "There is no account 'li'"),
                             ("7 --by li", 1, "--why needs a sentence")],
    "content draft publish": [("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'"),
                              ("7 --by li --at gestern", 1, "is not an ISO 8601 time"),
                              ("7 --by li --urgent --at 2031-01-01", 1, "leave --at away"),
                              ("7 --by li --urgent", 1, "--why needs a sentence")],
    "content draft withdraw": [("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'")],
    "content draft seen": [("7", 2, "--by"), ("7 --by li", 1, "There is no account 'li'")],
    "data load": [
        ("", 2, "FILES"), ("{here}/none.csv", 1, "none.csv"), ("{here}/bad.csv", 1, "bad.csv"), ("{here}", 1, "")
    ],
    "data sync": [
        ("", 1, "JUMIN_ZONES_URL"), (f"--url {NOWHERE}/x.json", 1, ""), ("--url nonsense", 1, ""),
        ("--within nan", 2, "--within")
    ],
    "model list": [("", 1, "There is no model in {here}/var/models"), ("x", 2, "unexpected extra argument")],
    "model status": [("", 0, "")],
    "model use": [("", 2, "MODEL"), ("jumin-0", 1, "There is no model jumin-0"),
                  ("{here}/none.tar.gz", 1, "There is no model file"),
                  ("{here}/bad.csv", 1, "There is no model file")],
    "model rollback": [("", 1, "There is no model to go back to")],
    "privacy retain": [
        ("", 0, ""), ("--days 1", 0, ""), ("--days -1", 2, "--days"), ("--days 99999999", 2, "--days"),
        ("--days nan", 2, "--days"), ("--days many", 2, "--days")
    ],
    "privacy erase": [("", 1, "Say whose data"), ("web:nobody", 1, "Nobody was found"),
                      ("--channel wechat --id nobody", 1, "Nobody was found"),
                      ("--channel wechta --id nobody", 1, "There is no channel 'wechta'; there are web, wechat."),
                      ("--channel web", 1, "Say whose data"), ("a --channel web --id b", 1, "Say whose data")],
    "privacy mark": [("", 2, "CONVERSATION"), ("web:x", 1, "There is no secret in {here}/var")],
    "inbox list": [("", 0, ""), ("--json", 0, ""), ("x", 2, "unexpected extra argument")],
    "inbox show": [
        ("", 2, "NUMBER"), ("7", 1, "There is no question 7"), ("x", 2, "NUMBER"), ("0", 2, "NUMBER"),
        (f"{10 ** 30}", 2, "NUMBER")
    ],
    "inbox done": [
        ("", 2, "NUMBER"), ("1", 2, "--by"), ("7 --by 王", 1, "There is no account '王'"),
        ("7 --by ''", 1, "is no name of an account")
    ],
    "web qr": [("", 1, "Set JUMIN_PUBLIC_ADDRESS"), ("--mode tv", 2, "--mode")],
    "user add": [("", 2, "NAME"), ("li", 2, "--role"), ("li --role boss", 1, "There is no role 'boss'"),
                 ("li --role editor", 1, "A password has 8 to 200 characters; this one has 0.")],
    "user list": [("", 0, ""), ("--json", 0, ""), ("x", 2, "unexpected extra argument")],
    "user roles": [("", 2, "NAME"), ("li --role agent", 1, "There is no account 'li'")],
    "user password": [("", 2, "NAME"), ("li", 1, "There is no account 'li'")],
    "user disable": [("", 2, "NAME"), ("li", 1, "There is no account 'li'")],
    "user enable": [("", 2, "NAME"), ("li", 1, "There is no account 'li'")],
    "wechat menu check": [("", 0, "")],
    "wechat menu push": [("", 1, "JUMIN_WECHAT_APPID and JUMIN_WECHAT_SECRET must be set")],
    "wechat stand-in": [("--port x", 2, "--port"), ("--port 1000000", 2, "--port"), ("--port -1", 2, "--port")],
    "wechat simulate": [
        ("", 2, "URL"),
        (NOWHERE, 1, "JUMIN_WECHAT_TOKEN must be set"),
        (f"{NOWHERE} --mode fast", 1, "is none of plain")
    ],
}
# What needs no store works without one; the others make none.
WITHOUT_A_STORE = ("wechat menu check", "content check", "content hangs", "content new")
CASES = [(command, *case) for command, cases in TYPED.items() for case in cases]


def below(context: click.Context) -> Iterator[click.Context]:
    """What a group's help names, plugins' commands too."""
    for name in context.command.list_commands(context):
        command = context.command.get_command(context, name)
        if not command.hidden:
            yield click.Context(command, parent=context, info_name=name)


def commands(context: click.Context, *path: str) -> Iterator[str]:
    """All commands below one that its help names, as they are typed."""
    if not hasattr(context.command, "commands"):
        yield " ".join(path)
        return
    for one in below(context):
        yield from commands(one, *path, one.info_name)


def groups(context: click.Context, *path: str) -> Iterator[tuple[str, ...]]:
    if hasattr(context.command, "commands"):
        yield path
        for one in below(context):
            yield from groups(one, *path, one.info_name)


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """A folder with a `bot` and a `data` of its own, as the working directory; the store is to be in its `var`."""
    for name in os.environ:
        if name.upper().startswith("JUMIN_"):
            monkeypatch.delenv(name)
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/__init__.py").write_text("raise SystemExit('the wrong bot')\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "bad.csv").write_bytes(b"\x00\xff,\xfe\n1,2,3\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUMIN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("JUMIN_NOW", MORNING)
    return tmp_path


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Path:
    """A store that was served from, with the sample city and its content and without any conversation."""
    var = tmp_path_factory.mktemp("served")
    engine = prepare_store(Settings(var=var))
    Desk(engine).seed(lambda: read_folder(ROOT / "data"), machine_utc())
    engine.dispose()
    TurnStore(open_engine(f"sqlite:///{var / 'jumin.db'}")).engine.dispose()
    return var / "jumin.db"


@pytest.fixture
def store(here, served) -> None:
    """Such a store in the folder."""
    (here / "var").mkdir()
    shutil.copy(served, here / "var")


def typed(command: str, arguments: str, here: Path):
    """What comes of it in this process."""
    words = [word.replace("''", "") for word in arguments.replace("{here}", str(here)).split()]
    done = CliRunner().invoke(app, [*command.split(), *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def test_every_command_of_the_help_is_spoken_of_here():
    assert set(commands(click.Context(typer.main.get_command(app), info_name="jumin"))) == set(TYPED)


@pytest.mark.parametrize(
    ("command", "arguments", "code", "said"), CASES, ids=[f"{case[0]} {case[1]}" for case in CASES],
)
def test_a_command(here, store, command, arguments, code, said):
    done = typed(command, arguments, here)
    assert done.exit_code == code, done.output
    assert said.replace("{here}", str(here)).lower() in done.stderr.lower() and (code != 0) == bool(done.stderr.strip())
    assert "Traceback" not in done.output and sorted(os.listdir(here)) == ["bad.csv", "bot", "data", "var"]


@pytest.mark.parametrize(("command", "arguments", "code"), [case[:3] for case in CASES if case[2] != 2], ids=str)
def test_no_command_makes_a_store(here, command, arguments, code):
    done = typed(command, arguments, here)
    assert done.exit_code == (code if command in WITHOUT_A_STORE else 1) and not (here / "var").exists(), done.output
    assert bool(done.stderr.strip()) == (done.exit_code == 1)


@pytest.mark.parametrize("setting", ["JUMIN_PORT", "JUMIN_NO_SUCH"])
@pytest.mark.parametrize("command", [name for name in TYPED if name not in WITHOUT_A_STORE])
def test_a_wrong_setting_is_named_by_every_command(here, monkeypatch, command, setting):
    right = {
        "ask": "好", "data load": "x.csv", "data sync": f"--url {NOWHERE}", "model use": "x", "privacy erase": "x",
        "privacy mark": "x", "inbox show": "1", "inbox done": "1 --by x", "wechat simulate": NOWHERE,
        "eval": f"{ROOT}/tests/cases/topics.yml", "user add": "li --role editor", "user roles": "li --role agent",
        "content export": "x", "content import": "x --by li --note x", "content rollback": "x --by li --why x",
        **{f"content draft {step}": "7 --by li"
           for step in ("gate", "sign", "submit", "approve", "publish", "withdraw", "seen")},
        "content draft reject": "7 --by li --why x", "content draft show": "7", "content said": "0a",
        "content silence": "all --say x --by li --why x", "content unsilence": "7 --by li",
        "user password": "li", "user disable": "li", "user enable": "li", "hotline replay": "x --by li",
    }
    monkeypatch.setenv(setting, "nonsense")
    done = typed(command, right.get(command, ""), here)
    assert (
        done.exit_code == 1 and done.stderr.startswith(setting) and len(done.stderr.strip().splitlines()) == 1
    ), done.output
    assert not (here / "var").exists()


@pytest.mark.parametrize(
    "path", list(groups(click.Context(typer.main.get_command(app), info_name="jumin"))),
    ids=lambda path: " ".join(path) or "jumin"
)
def test_the_help_of_every_group_names_its_commands(path):
    shown = CliRunner().invoke(app, [*path, "--help"])
    assert shown.exit_code == 0 and "Commands" in shown.stdout


def process(here: Path, *arguments: str, **more) -> subprocess.CompletedProcess:
    """The installed command, typed in that folder."""
    return subprocess.run([JUMIN, *arguments], cwd=here, capture_output=True, text=True, timeout=120, **more)


def test_the_installed_command_in_a_folder_with_a_bot_of_its_own(here):
    assert process(here, "--help").returncode == 0
    done = process(here, "privacy", "erase", "web:x")
    assert (
        done.returncode == 1
        and done.stderr.startswith(f"There is no SQLite file {here}/var/jumin.db, so nothing was done.")
    )


def test_what_libraries_say_while_they_are_imported_is_not_for_the_operator(here, store):
    done = process(here, "privacy", "erase", "--channel", "wechat", "--id", "nobody")
    assert done.returncode == 1 and done.stderr == "Nobody was found: nothing is stored of wechat:nobody.\n"


def test_a_folder_that_was_removed_is_as_good_as_any(here):
    gone = here / "gone"
    script = f'mkdir {gone}; cd {gone}; rmdir {gone}; exec {JUMIN} privacy erase web:x'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and done.stderr.startswith("There is no SQLite file"), done.stderr
