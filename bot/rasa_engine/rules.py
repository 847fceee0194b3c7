"""The rules of the dialogue (rules/*.yml) for the topics that a release has."""
from __future__ import annotations

from collections.abc import Iterator

from ruamel.yaml import YAML

from knowledge.answers.role import Role
from knowledge.city.folder import ROOT
from knowledge.releases import Release

FOLDER = ROOT / "rules"
NOT_TOPICS = ("nlu_fallback", "not_understood", "why", "inform", "refuse_to_say", "more")


def written_rules(release: Release) -> list[dict]:
    """The written rules in Rasa's format. One that begins with a role stands for each topic of that role, and one about
    a topic that this release does not have is left out. The first rule that fits a topic is its rule."""
    found: list[dict] = []
    for rule in read_rules():
        found += _for_each_topic(rule, release, intents_of(found))
    return found


def read_rules() -> list[dict]:
    """As they are written, files by name."""
    files = sorted(FOLDER.glob("*.yml"))
    return [rule for file in files for rule in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["rules"]]


def intents_of(rules: list[dict]) -> set[str]:
    """Intents that rules speak of."""
    return {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step}


def _for_each_topic(rule: dict, release: Release, ruled: set[str]) -> Iterator[dict]:
    first, *rest = rule["steps"]
    asked = first.get("intent")
    if isinstance(asked, dict):
        for topic, answer in sorted(release.answers.items()):
            if _has_role(answer.role, asked) and topic not in ruled:
                yield {**rule, "rule": f"{rule['rule']}: {topic}", "steps": [{"intent": topic}, *rest]}
    elif asked is None or asked in NOT_TOPICS or asked in release.answers:
        yield rule


def _has_role(role: Role, asked: dict) -> bool:
    parameters = {key: value for key, value in asked.items() if key != "role"}
    return role.name == asked["role"] and all(getattr(role, key) == value for key, value in parameters.items())
