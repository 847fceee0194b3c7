"""How many files a newcomer opens: one for a venue kind, a zone kind, a rule row or a wording, two for a topic."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from content_folder import replace
from support import MORNING, ROOT

from bot.model_rollout.files import name_of
from bot.training.train import model_file

CODE = ("bot", "knowledge", "actions", "language", "data", "domain", "rules")
VENUES, ROWS, CITY = "language/venue_kinds.yml", "data/rulebook/venues.yml", "data/city.yml"
ANSWER, EXAMPLES, WORDING = (
    f"data/{path}.yml" for path in ("answers/topics/lost_property", "nlu/faq/lost_property", "answers/topics/two_labs")
)
ROW = "- {zones: [low_risk], venues: [gathering], verdict: none_in_principle, clause: gathering}\n"
ROW_OF_GYMS = "- {zones: [low_risk], venues: [gym], verdict: closed, clause: gathering}\n"
WRITTEN = {
    ANSWER: "topic: lost_property\ngroup: help\ntitle: 丢了东西\nparts:\n"
            "- {text: 请问社区的失物箱。, notice: press-34, clause: supplies}\n",
    EXAMPLES: 'version: "3.1"\nnlu:\n- intent: lost_property\n  examples: |\n    - 我的伞丢了\n    - 谁捡到我钥匙了\n',
}
CHANGED = {
    VENUES: lambda file: file.write_text(
        file.read_text("utf-8") + "balloon: {name: 热气球营地, group: leisure, names: [热气球营地]}\n", "utf-8"),
    ROWS: lambda file: replace(file, ROW, ROW_OF_GYMS + ROW),
    CITY: lambda file: replace(
        file, "  risk_compound:\n", "  watched:\n    name: 静观区\n    strictness: 1\n  risk_compound:\n"),
    WORDING: lambda file: replace(file, "，您不必担心", "，两家都靠得住"),
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, models) -> Path:
    """The project with all of these changed, and a model that was trained before."""
    folder = tmp_path_factory.mktemp("newcomer")
    for name in CODE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("config.yml", "endpoints.yml", "credentials.yml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    for path, change in CHANGED.items():
        change(folder / path)
    return folder


def run(checkout: Path, *arguments: str, said: str = "", models: Path | None = None) -> str:
    """What a command prints there."""
    var = checkout / "var"
    var.mkdir(mode=0o700, exist_ok=True)
    if models and not (var / "models").exists():
        (var / "models").symlink_to(models)
    own = {key: value for key, value in os.environ.items() if not key.upper().startswith("JUMIN_")}
    environment = {
        **own, "PYTHONPATH": str(checkout), "JUMIN_VAR": str(var), "JUMIN_NOW": MORNING, "TF_CPP_MIN_LOG_LEVEL": "3",
        "JUMIN_MODEL": name_of(model_file(ROOT / "var/models")),
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.cli", *arguments], cwd=checkout, env=environment, input=said,
        capture_output=True, text=True, timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def replies(checkout, models) -> dict[str, str]:
    """What is answered there, by question."""
    asked = ("高风险区的热气球营地能开吗", "低风险区的健身房能开吗", "静观区的超市能开吗", "为啥两次核酸机构不一样")
    lines = run(checkout, "ask", "-", said="\n".join(asked), models=models).splitlines()
    return {
        reply["question"]: "\n".join(message["text"] for message in reply["messages"])
        for reply in map(json.loads, lines)
    }


@pytest.mark.parametrize(("question", "said"), [
    ("高风险区的热气球营地能开吗", "热气球营地"), ("低风险区的健身房能开吗", "健身房暂停营业"), ("静观区的超市能开吗", "静观区"),
    ("为啥两次核酸机构不一样", "两家都靠得住"),
])
def test_one_file_changes_what_is_said(replies, question, said):
    assert said in replies[question]


def test_a_topic_is_two_files(checkout):
    for path, text in WRITTEN.items():
        (checkout / path).write_text(text, encoding="utf-8")
    assert "0 faults." in run(checkout, "content", "check", "data")
    script = "from bot.rasa_engine.importer import JuminImporter as I; i = I(); print(i.get_domain().intents, " \
             "[m.get('text') for m in i.get_nlu_data().intent_examples if m.get('intent') == 'lost_property'])"
    environment = {**os.environ, "PYTHONPATH": str(checkout), "TF_CPP_MIN_LOG_LEVEL": "3"}
    read = subprocess.run([sys.executable, "-W", "ignore", "-c", script], cwd=checkout, env=environment,
                          capture_output=True, text=True, timeout=120)
    assert "'lost_property'" in read.stdout and "我的伞丢了" in read.stdout, read.stderr
