"""config.yml: every importer, component and policy exists, and the thresholds are stated."""
from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.nlu.thresholds import ThresholdMissing, check_thresholds
from bot.serve.startup_checks.classes import did_you_mean, find_class
from bot.serve.startup_checks.errors import StartError
from bot.serve.startup_checks.yaml_files import read_mapping

TOPIC_CLASSIFIER = "bot.nlu.components.TopicClassifier"
SECTIONS = ("importers", "pipeline", "policies")


def check_pipeline(file: Path) -> None:
    """Raises StartError for a component that neither this project nor Rasa has, or a threshold that is missing."""
    tree = read_mapping(file)
    for section in SECTIONS:
        entries = tree.get(section)
        if not isinstance(entries, list) or not all(isinstance(entry, dict) and "name" in entry for entry in entries):
            raise StartError(f"{file.name}: {section} must be a list of entries, each with a name.")
        for entry in entries:
            _check_name(f"{file.name}, {section}", entry["name"])
            if entry["name"] == TOPIC_CLASSIFIER:
                _check_thresholds(entry)


def _check_thresholds(entry: dict[str, Any]) -> None:
    try:
        check_thresholds(entry)
    except ThresholdMissing as error:
        raise StartError(str(error)) from None


def _check_name(where: str, name: Any) -> None:
    if "." in str(name):
        find_class(str(name), where)
    elif name not in (known := set(rasa_components())):
        raise StartError(
            f"{where}: there is no component "
            f"{name!r}{did_you_mean(str(name), known) or '; write package.module.Class.'}"
        )


def rasa_components() -> Iterator[str]:
    """The names that Rasa registers itself, read off its list; importing it would take seconds."""
    folder = importlib.util.find_spec("rasa").submodule_search_locations[0]
    tree = ast.parse((Path(folder) / "engine" / "recipes" / "default_components.py").read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            yield from (element.id for element in node.value.elts if isinstance(element, ast.Name))
