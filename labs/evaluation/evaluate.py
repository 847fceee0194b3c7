"""The way of an evaluation: read, ask, judge, report, compare."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.model_rollout.cases import Case, read_cases
from labs.evaluation.expected_facts import Facts, read_facts
from labs.evaluation.figures import by_file, fallen, figures_of, read_recorded, write_recorded
from labs.evaluation.files import find_files
from labs.evaluation.judging import Asked, Outcome, judge
from labs.evaluation.page import write_page
from labs.evaluation.report import lines

Ask = Callable[[list[Case]], Iterator[Asked]]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What is to be evaluated and written. ``page`` is a folder; ``over_http`` asks a server, whose clock is its
    own."""

    paths: tuple[Path, ...]
    recorded: Path
    page: Path | None = None
    record: bool = False
    over_http: bool = False


def evaluate(wanted: Wanted, ask: Ask, say: Say, warn: Say) -> bool:
    """Everything in its order; False when a figure fell below the recorded one. Raises EvaluationError."""
    facts, recorded = read_facts(), read_recorded(wanted.recorded)
    cases = [case for file in find_files(wanted.paths) for case in read_cases(file, facts.release.answers)]
    outcomes = ask_and_judge(without_instants(cases, warn) if wanted.over_http else cases, ask, facts)
    for line in lines(outcomes):
        say(line)
    if wanted.page:
        say(f"The page is {write_page(wanted.page, outcomes, facts.release)}.")
    files = by_file(outcomes)
    if wanted.record:
        write_recorded(figures_of(files), wanted.recorded)
        return True
    sentences = fallen(files, recorded)
    for sentence in sentences:
        warn(sentence)
    return not sentences


def without_instants(cases: list[Case], warn: Say) -> list[Case]:
    """The cases that a running server can be asked; the others are named."""
    skipped = [case for case in cases if case.at]
    if skipped:
        warn(
            f"{len(skipped)} of {len(cases)} cases skipped: they name an instant (at), and a running server has its "
            f"own clock."
        )
    return [case for case in cases if not case.at]


def ask_and_judge(cases: list[Case], ask: Ask, facts: Facts) -> list[Outcome]:
    """The outcomes in the order of the cases, with a progress bar on standard error."""
    with typer.progressbar(ask(cases), length=len(cases), label="Asking", file=sys.stderr) as bar:
        outcomes = {asked.case: judge(asked, facts) for asked in bar}
    return [outcomes[case] for case in cases]
