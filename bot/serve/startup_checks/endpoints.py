"""endpoints.yml: the class that puts answers into words."""
from __future__ import annotations

from pathlib import Path

from bot.serve.startup_checks.classes import did_you_mean, find_class
from bot.serve.startup_checks.errors import StartError
from bot.serve.startup_checks.yaml_files import read_mapping

# What else Rasa would read there is composed by `jumin serve` itself, out of JUMIN_ settings.
KNOWN = ("nlg",)


def read_generator(file: Path) -> str:
    """The dotted path of the NLG class. Raises StartError."""
    tree = read_mapping(file)
    for key in tree:
        if key not in KNOWN:
            raise StartError(
                f"{file.name}: {key!r} is not read here{did_you_mean(key, KNOWN) or '; settings are JUMIN_ variables.'}"
            )
    nlg = tree.get("nlg")
    if not isinstance(nlg, dict) or list(nlg) != ["type"] or not isinstance(nlg["type"], str):
        raise StartError(f"{file.name}: nlg must have exactly a type, such as bot.answering.nlg.ReleaseGenerator.")
    find_class(nlg["type"], f"{file.name}, nlg.type")
    return nlg["type"]
