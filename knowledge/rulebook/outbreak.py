"""What is sealed when a compound has new cases? Press conference no. 34, clause on compounds without earlier cases."""
from __future__ import annotations

from datetime import datetime

from knowledge.rulebook.model import OutbreakRule, OutbreakVerdict, Rulebook


def decide_outbreak(
    rulebook: Rulebook, cases: int | None, units: int | None, at: datetime, adds_up_unstated: bool = False
) -> OutbreakVerdict:
    """The branch for so many new cases in so many units, or what is still missing (``cases`` or ``units``).

    ``adds_up_unstated``: the cases span days or the compound had cases before; the notice does not say how they add
    up, so the word is ``both``.
    """
    rule = rulebook.outbreak_rule(at)
    if rule is None:
        return OutbreakVerdict(None, None, cases, units, at, None, None, ("no rule in force",))
    word, missing = _branch(rule, cases, units)
    if adds_up_unstated and missing is None:
        word = "both"
    trace = (f"cases={cases}", f"units={units}", f"adds_up_unstated={adds_up_unstated}", f"branch={word or missing}")
    return OutbreakVerdict(word, missing, cases, units, at, rule.notice, rule.clause, trace)


def _branch(rule: OutbreakRule, cases: int | None, units: int | None) -> tuple[str | None, str | None]:
    """(word, None) when decided, (None, what to ask) when not. A count alone may decide."""
    if (cases is not None and cases > rule.max_cases) or (units is not None and units > rule.max_units):
        return "many", None
    if cases is None:
        return None, "cases"
    # One case lives in one unit; for more the units have to be asked for.
    if units is None and cases > 1:
        return None, "units"
    return "one_unit", None
