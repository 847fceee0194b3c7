"""Asking every case of a file and counting right, refused and wrong by topic."""
from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

KEYS = {"q", "topic", "verdict", "at", "place", "zone", "venue"}
RECORDED = Path(__file__).resolve().parent.parent / "tests" / "cases" / "recorded.yml"


class CasesError(ValueError):
    """A file of cases that cannot be used; the message is one sentence."""


@dataclass(frozen=True)
class Outcome:
    """One asked case; ``result`` is right, refused or wrong."""

    case: dict[str, Any]
    reply: dict[str, Any]
    result: str

    @property
    def label(self) -> str:
        return self.case.get("topic") or self.case["verdict"]


def read_cases(file: Path) -> list[dict[str, Any]]:
    """The cases of a file: ``{q, topic or verdict, at?, place?}``. Raises CasesError."""
    try:
        cases = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise CasesError(f"{file} cannot be read as YAML: {type(error).__name__}.") from None
    if not isinstance(cases, list):
        raise CasesError(f"{file} must be a list of cases.")
    for number, case in enumerate(cases, 1):
        if not isinstance(case, dict) or "q" not in case or not {"topic", "verdict"} & set(case) or set(case) - KEYS:
            raise CasesError(f"{file}, case {number}: must have q and topic or verdict, and may have at and place.")
    return cases


def judge(case: dict[str, Any], receipt: dict[str, Any]) -> str:
    """Right when topic and verdict are as the case says; refused when nothing was claimed; wrong otherwise."""
    topic_right = "topic" not in case or receipt["topic"] == case["topic"]
    verdict_right = "verdict" not in case or receipt["verdict"] == case["verdict"]
    if topic_right and verdict_right:
        return "right"
    return "refused" if receipt["topic"] == "out_of_scope" else "wrong"


def ask_all(cases: list[dict[str, Any]], make_asker: Callable) -> list[Outcome]:
    """Ask each case as a conversation of its own; cases of one instant share an asker."""
    askers: dict[str | None, Any] = {}
    outcomes = []
    for case in cases:
        at = str(case["at"]) if case.get("at") else None
        asker = askers.get(at) or askers.setdefault(at, make_asker(at))
        reply = asyncio.run(asker.ask(str(case["q"]), case.get("place")))
        outcomes.append(Outcome(case, reply, judge(case, reply["receipt"])))
    return outcomes


def report(outcomes: list[Outcome], say: Callable[[str], None]) -> None:
    """Right, refused and wrong by topic, then every confusion."""
    by_topic: dict[str, Counter] = {}
    for outcome in outcomes:
        by_topic.setdefault(outcome.label, Counter())[outcome.result] += 1
    for topic, counts in sorted(by_topic.items()):
        say(f"{topic:28} right {counts['right']:4}  refused {counts['refused']:4}  wrong {counts['wrong']:4}")
    for outcome in outcomes:
        if outcome.result != "right":
            receipt = outcome.reply["receipt"]
            say(f"{outcome.result}: {outcome.case['q']} -> {receipt['topic']}, {receipt['verdict']} (expected {outcome.label})")
    total = Counter(outcome.result for outcome in outcomes)
    shares = ", ".join(f"{name} {total[name]} ({total[name] / len(outcomes):.1%})" for name in ("right", "refused", "wrong"))
    say(f"{len(outcomes)} cases: {shares}")


def evaluate_file(file: Path, make_asker: Callable, say: Callable[[str], None]) -> bool:
    """Ask, report, and compare with what is recorded for this file; True when nothing fell below it."""
    outcomes = ask_all(read_cases(file), make_asker)
    report(outcomes, say)
    recorded = YAML(typ="safe").load(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    floor = (recorded or {}).get(file.name)
    share = sum(outcome.result == "right" for outcome in outcomes) / max(len(outcomes), 1)
    if floor is not None and share < floor:
        say(f"{share:.1%} right is below the recorded {floor:.1%}.")
    return floor is None or share >= floor
