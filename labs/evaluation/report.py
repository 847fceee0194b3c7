"""What is printed of an evaluation, line by line. Pure."""
from __future__ import annotations

from collections.abc import Iterator

from labs.evaluation.figures import Tally, by_file, by_scope, tally
from labs.evaluation.files import is_sealed
from labs.evaluation.judging import RESULTS, Outcome


def lines(outcomes: list[Outcome]) -> Iterator[str]:
    """Right, refused and wrong by topic, then every confusion, then the totals."""
    for topic, counts in by_topic(outcomes).items():
        yield f"{topic:28} right {counts.right:4}  refused {counts.refused:4}  wrong {counts.wrong:4}"
    yield from (confusion(outcome) for outcome in shown(outcomes))
    files = by_file(outcomes)
    for name, scopes in files.items() if len(files) > 1 else ():
        yield from (f"{name}, {total(scope, counts)}" for scope, counts in scopes.items())
    yield from (total(scope, counts) for scope, counts in by_scope(outcomes).items())


def by_topic(outcomes: list[Outcome]) -> dict[str, Tally]:
    """The tallies by the topic (or verdict) that was expected, in the order of the alphabet."""
    labels = sorted({outcome.case.label for outcome in outcomes})
    return {label: tally(o for o in outcomes if o.case.label == label) for label in labels}


def shown(outcomes: list[Outcome]) -> list[Outcome]:
    """What did not come out right and may be looked at."""
    return [outcome for outcome in outcomes if outcome.result != "right" and not is_sealed(outcome.case)]


def confusion(outcome: Outcome) -> str:
    """One case that did not come out right."""
    sure = f", confidence {outcome.confidence:.2f}" if outcome.confidence is not None else ""
    why = f"; {'; '.join(outcome.faults)}" if outcome.faults else ""
    return f"{outcome.result}: {outcome.case.q} -> {outcome.given} (expected {outcome.expected}{sure}){why}"


def total(scope: str, counts: Tally) -> str:
    """The cases of a scope and their shares."""
    shares = ", ".join(f"{result} {getattr(counts, result)} ({counts.percent(result):.1f} %)" for result in RESULTS)
    return f"{scope.replace('_', ' ')}: {counts.total} cases: {shares}"
