"""Lays out the stock project in a folder named by a hash of all that its model depends on."""
from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import rasa
from ruamel.yaml import YAML

from bench.sample import sample
from bench.stock import config
from bench.stock.dialogue import Topics, domain, rules, stories
from bench.stock.examples import nlu_data
from bench.topic_data import NOW, read_yaml
from bot.rasa_engine.importer import intents_with_rules
from bot.rasa_engine.rules import written_rules
from bot.training.train import ROOT
from knowledge.releases import load_release
from knowledge.settings import Settings

MODEL = "models/stock.tar.gz"
DIGITS = 12


def lay_out(below: Path) -> Path:
    """The stock project in a folder under ``below``; one that is there already is left as it is."""
    files = project_files()
    folder = below / fingerprint(files)
    for name, tree in files.items():
        file = folder / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding="utf-8") as opened:
                writer().dump(tree, opened)
    return folder


def project_files() -> dict[str, Any]:
    """What the model is trained from: file name -> tree."""
    release, examples = load_release(), sample()
    topics = Topics(release, intents_with_rules(release))
    written = rules(written_rules(release))
    intents = [topics.intent(example.topic) for example in examples]
    return {
        "config.yml": config.config(),
        "domain.yml": domain(topics, intents, own_domain(), NOW, constants()),
        "data/nlu.yml": nlu_data(examples, topics.intent),
        "data/rules.yml": written,
        "data/stories.yml": stories(written),
    }


def own_domain() -> dict[str, Any]:
    """domain/*.yml in one table."""
    return {key: value for tree in read_yaml("domain/*.yml") for key, value in tree.items()}


def constants() -> dict[str, str]:
    """The placeholders that settings fill, at their defaults."""
    settings = Settings()
    return {name: getattr(settings, name) for name in ("emergency", "hotline", "hotline_hours")}


def fingerprint(files: dict[str, Any]) -> str:
    """A hash of Rasa's version and of the files but for the answers' words: of these a model is as fast as of
    others."""
    named = {**files["domain.yml"], "responses": sorted(files["domain.yml"]["responses"])}
    text = json.dumps(
        [rasa.__version__, {**files, "domain.yml": named}], ensure_ascii=False, sort_keys=True, default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def writer() -> YAML:
    """YAML that keeps long sentences on their line."""
    yaml = YAML()
    yaml.width = 4096
    return yaml


if __name__ == "__main__":
    print(lay_out(ROOT / "var" / "bench"))
