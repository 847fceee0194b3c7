"""The content team at the command line: from an export to a publication and back, as they type it."""
from __future__ import annotations

import json

import pytest
from content_folder import replace, small_folder
from typer.testing import CliRunner

from bot.cli import app
from bot.serve.bootstrap import prepare_store
from knowledge.city.folder import city_folder
from knowledge.settings import Settings

ROW = "zones: [low_risk], venues: [restaurant], verdict: takeaway, conditions: takeaway_controlled"
GOLDEN = "- {q: 采样屋在哪, topic: booth_location}\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """desk("history") -> what is printed; three people have accounts."""
    root = small_folder(tmp_path / "small")
    (root / "golden.yml").write_text(GOLDEN, encoding="utf-8")
    monkeypatch.setenv("JUMIN_CITY_FOLDER", str(root))
    monkeypatch.setenv("JUMIN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("JUMIN_NOW", "2022-11-07T09:00:00+08:00")
    city_folder.cache_clear()
    prepare_store(Settings()).dispose()
    for name, role in (("li", "editor"), ("zhao", "approver"), ("qian", "approver")):
        done = CliRunner().invoke(app, ["user", "add", name, "--role", role], input="柳絮 sieben Brücken\n")
        assert done.exit_code == 0, done.output

    def typed(command: str, code: int = 0):
        done = CliRunner().invoke(app, ["content", *command.replace("{here}", str(tmp_path)).split()])
        assert done.exit_code == code, done.output
        return json.loads(done.stdout) if "--json" in command and not code else done.output
    yield typed
    city_folder.cache_clear()


def test_from_an_export_to_a_publication_and_back(desk, tmp_path):
    seed = desk("export {here}/out --json")["release"]
    replace(tmp_path / "out/rulebook/venues.yml", ROW, "zones: [low_risk], venues: [restaurant], verdict: open")
    assert desk("import {here}/out --by li --note 堂食 --json")["compared_with"] == seed
    shown = desk("draft show 1 --json")
    assert [(flip["venue"], flip["zone"]) for flip in shown["verdicts"]] == [("restaurant", "low_risk")]
    assert shown["faults"] == [] and [row["verdict"] for row in shown["rows"]["new"]] == ["open"]
    assert "- row venues.yml:" in desk("draft show 1 --at 2022-11-07T10:00")
    assert "li has the roles editor" in desk("draft approve 1 --by li", 1)
    desk("draft submit 1 --by li")
    assert desk(f"draft approve 1 --by zhao --hash {shown['hash']} --json")["state"] == "approved"
    assert "Draft 1 is published" in desk("draft publish 1 --by zhao")
    assert desk("export {here}/new --json")["release"] != seed
    desk(f"rollback {seed} --by qian --why 错了")
    history = desk("history --json")["publications"]
    assert [(one["seq"], one["kind"], one["by"], one["current"]) for one in history] == [
        (1, "seed", "files", False), (2, "publish", "zhao", False), (3, "rollback", "qian", True),
    ]
    assert set(history[0]) >= {"seq", "release", "model", "effective_at", "by", "kind"}
    assert history[2]["release"] == seed


def test_an_emergency_is_in_the_list_until_somebody_else_has_looked(desk, tmp_path):
    desk("export {here}/out")
    (tmp_path / "out/golden.yml").write_text(GOLDEN + "- {q: 哪里有采样屋, topic: booth_location}\n", encoding="utf-8")
    desk("import {here}/out --by li --note 急")
    assert "seen 1" in desk("draft publish 1 --urgent --why 有人受伤 --by zhao")
    assert "LOOK AT IT" in desk("draft list") and "zhao published" in desk("draft seen 1 --by zhao", 1)
    desk("draft seen 1 --by qian")
    assert "LOOK AT IT" not in desk("draft list") and desk("audit --json")["fault"] == ""


def test_another_citys_folder_is_not_imported(desk, tmp_path):
    desk("export {here}/out")
    replace(tmp_path / "out/city.yml", "name: 郑州市", "name: 甲市")
    assert "is of 甲市, and what is served is 郑州市" in desk("import {here}/out --by li --note 错", 1)
    assert "There is no draft" in desk("draft list")
