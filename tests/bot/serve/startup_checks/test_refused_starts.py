"""What is mistyped refuses to start: the real command, exit code 1, and one sentence that names it."""
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from support import MORNING, ROOT

from bot.serve.bootstrap import prepare_store
from bot.stores.turn_store import TurnStore
from knowledge.database import open_engine
from knowledge.settings import Settings

OWN = ("bot", "knowledge", "actions", "language")
UNITS = "language/lexicon/units.yml"
FILES = ("endpoints.yml", "credentials.yml", "config.yml", UNITS)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """The project with configuration files that may be spoilt."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in OWN:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data", "domain", "requirements.lock"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.fixture
def refusal(checkout, tmp_path):
    """refusal(JUMIN_X="1", **{"endpoints.yml": text}) -> what `jumin serve` says on standard error, having ended with
    1."""
    def start(**changed: str) -> str:
        for name in FILES:
            text = changed.pop(name, None)
            (checkout / name).write_text((ROOT / name).read_text("utf-8") if text is None else text, "utf-8")
        clean = {key: value for key, value in os.environ.items() if not key.upper().startswith("JUMIN_")}
        environment = {
            **clean, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(checkout), "JUMIN_VAR": str(tmp_path / "var"),
            "JUMIN_NOW": MORNING,
            "JUMIN_PORT": "0", **changed,
        }
        ended = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.cli", "serve"], cwd=checkout, env=environment,
            capture_output=True, text=True, timeout=60,
        )
        assert ended.returncode == 1, ended.stderr
        lines = ended.stderr.strip().splitlines()
        assert len(lines) == 1, ended.stderr
        return lines[0]
    return start


@pytest.mark.parametrize(("text", "said"), [
    ("nlg: {type: bot.answering.nlg.ReleaseGenerater}",
     "endpoints.yml, nlg.type: bot.answering.nlg has no class 'ReleaseGenerater'; did you mean ReleaseGenerator?"),
    (
        "nlg: {type: bot.answring.nlg.ReleaseGenerator}",
        "endpoints.yml, nlg.type: there is no module bot.answring.nlg; "
    ),
    ("nlg: {typ: bot.answering.nlg.ReleaseGenerator}", "endpoints.yml: nlg must have exactly a type, "),
    ("nlg: {type: bot.answering.nlg.ReleaseGenerator}\ntracker_store: {type: sql}",
     "endpoints.yml: 'tracker_store' is not read here; settings are JUMIN_ variables."),
    ("nlg: [", "endpoints.yml, line 1: this is not YAML: "),
])
def test_a_slip_in_the_endpoints(refusal, text, said):
    assert refusal(**{"endpoints.yml": text}).startswith(said)


def test_a_slip_in_the_lexicon(refusal):
    said = refusal(**{UNITS: "unit: [单元, 单元]\n"})
    assert said.endswith(f"{UNITS}:1: 'unit' has a word twice: '单元'.")


def test_a_threshold_that_is_missing(refusal):
    lines = (ROOT / "config.yml").read_text("utf-8").splitlines()
    said = refusal(**{"config.yml": "\n".join(line for line in lines if "ask_within" not in line)})
    assert said == "config.yml: TopicClassifier needs the number ask_within; write ask_within: and a number."


@pytest.mark.parametrize(("text", "said"), [
    ("bot.channels.web.WebChanel: {}",
     "credentials.yml: there is no channel 'bot.channels.web.WebChanel'; did you mean bot.channels.web.WebChannel?"),
    ("bot.channels.web.WebChannel: {origin: '*'}",
     "credentials.yml: bot.channels.web.WebChannel has no option 'origin'."),
    ("rest:", "credentials.yml: 'rest' is one of Rasa's own channels, which are never mounted; "),
    (
        "rasa.core.channels.rest.RestInput:",
        "credentials.yml: 'rasa.core.channels.rest.RestInput' is one of Rasa's own "
    ),
    ("", "credentials.yml names no channel; "),
])
def test_a_slip_in_the_channels(refusal, text, said):
    assert refusal(**{"credentials.yml": text}).startswith(said)


@pytest.mark.parametrize(("written", "instead", "said"), [
    (
        "RulePolicy", "RulesPolicy",
        "config.yml, policies: there is no component 'RulesPolicy'; did you mean RulePolicy?"
    ),
    ("bot.nlu.components.TopicClassifier", "bot.nlu.components.TopicClasifier",
     "config.yml, pipeline: bot.nlu.components has no class 'TopicClasifier'; did you mean TopicClassifier?"),
    ("bot.rasa_engine.importer.", "bot.imported.", "config.yml, importers: there is no module bot.imported; "),
])
def test_a_slip_in_the_components(refusal, written, instead, said):
    config = (ROOT / "config.yml").read_text("utf-8")
    assert refusal(**{"config.yml": config.replace(written, instead)}).startswith(said)


@pytest.mark.parametrize(("name", "value", "said"), [
    ("JUMIN_DATABSE_URL", "sqlite:///x.db", "JUMIN_DATABSE_URL is no setting; did you mean JUMIN_DATABASE_URL?"),
    ("JUMIN_COLOUR_OF_IT", "blue", "JUMIN_COLOUR_OF_IT is no setting; unset it; "),
    ("JUMIN_DATABASE_URL", "postgres//x", "JUMIN_DATABASE_URL is no address of a database; "),
    ("JUMIN_DATABASE_URL", "postgresq://x/y", "JUMIN_DATABASE_URL is no address of a database; "),
    ("JUMIN_DATABASE_URL", "postgresql://a:hidden@127.0.0.1:9/b",
     "JUMIN_DATABASE_URL: postgresql://a:***@127.0.0.1:9/b does not answer: "),
    (
        "JUMIN_DATABASE_URL", "sqlite:////dev/null/x.db",
        "JUMIN_DATABASE_URL: sqlite:////dev/null/x.db cannot be opened: "
    ),
    ("JUMIN_REDIS_URL", "rediss//x", "JUMIN_REDIS_URL is no address of a Redis; "),
    ("JUMIN_REDIS_URL", "redis://:hidden@127.0.0.1:9/0", "JUMIN_REDIS_URL: the Redis at 127.0.0.1:9 does not answer: "),
    ("JUMIN_MODEL", "jumin-0", "There is no model jumin-0 in "),
    ("JUMIN_VAR", "/dev/null/var", "JUMIN_VAR: the folder /dev/null/var cannot be written to: "),
    ("JUMIN_PORT", "http", "JUMIN_PORT cannot be used: "),
])
def test_a_slip_in_the_environment(refusal, name, value, said):
    sentence = refusal(**{name: value})
    assert sentence.startswith(said) and "hidden" not in sentence


def whole(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE kept (value TEXT)")
        connection.executemany("INSERT INTO kept VALUES (?)", [("x" * 1000,)] * 100)


def damaged(file: Path) -> None:
    whole(file)
    with file.open("r+b") as spoilt:
        spoilt.seek(40_000)
        spoilt.write(b"\0" * 8192)


@pytest.mark.parametrize(("make", "said"), [
    (damaged, "jumin.db is damaged ("),
    (
        lambda file: file.write_bytes(b"no database" * 1000),
        "jumin.db is damaged (file is not a database); restore the backup as "
    ),
    (Path.touch, "jumin.db is empty; restore the backup as docs/tasks/operate.md says, or remove it to begin anew."),
    (
        lambda file: Path(f"{file}-wal").write_text("what was said last"),
        "jumin.db is missing, but its log jumin.db-wal is there; "
    ),
    (Path.mkdir, "does not answer: unable to open database file."),
])
def test_a_store_that_is_not_whole(refusal, tmp_path, make, said):
    var = tmp_path / "var"
    var.mkdir(mode=0o700)
    make(var / "jumin.db")
    for file in var.iterdir():
        file.chmod(0o700)
    assert said in refusal()


def test_a_store_that_lacks_a_table(refusal, tmp_path):
    var = tmp_path / "var"
    prepare_store(Settings(var=var)).dispose()
    TurnStore(open_engine(Settings(var=var).url)).engine.dispose()
    with sqlite3.connect(var / "jumin.db") as store:
        store.execute("ALTER TABLE model_change RENAME TO elsewhere")
    store.close()
    for path in (var, *var.iterdir()):
        path.chmod(0o700)
    assert "The database refused: no such table: model_change." in refusal()


def test_a_model_that_is_cut_off(refusal, tmp_path):
    models = tmp_path / "var" / "models"
    models.mkdir(parents=True)
    with tarfile.open(models / "one.tar.gz", "w:gz") as archive:
        archive.add(ROOT / "README.md", "metadata.json")
    data = (models / "one.tar.gz").read_bytes()
    (models / "one.tar.gz").write_bytes(data[: len(data) // 2])
    for path in (tmp_path / "var", models, models / "one.tar.gz"):
        path.chmod(0o700)
    assert refusal(JUMIN_MODEL="one") == "one.tar.gz cannot be loaded: it ends too soon."
