"""What is sealed when a compound has new cases? Press conference no. 34, clause on compounds without earlier cases."""
from __future__ import annotations

from datetime import datetime
from math import inf

from knowledge.rulebook.model import DISAGREE, Claim, OutbreakRule, OutbreakVerdict, Rulebook


def decide_outbreak(
    rulebook: Rulebook, cases: int | None, units: int | None, at: datetime, adds_up_unstated: bool = False
) -> OutbreakVerdict:
    """The branch for so many new cases in so many units, or what is still missing (``cases`` or ``units``).

    ``adds_up_unstated``: the cases span days or the compound had cases before; the notice does not say how they add
    up, so the word is ``both``. No case at all (``no_cases``) is no outbreak: no branch holds.
    """
    rules = rulebook.outbreak_rules(at)
    if not rules:
        return OutbreakVerdict(None, None, cases, units, at, None, None, ("no rule in force",))
    branches = [(rule, *_branch(rule, cases, units)) for rule in rules]
    decided = tuple(Claim(word, rule.notice, rule.clause) for rule, word, _ in branches if word)
    # Where two notices disagree already, no count brings them together.
    settled = len({claim.word for claim in decided}) > 1
    missing = None if settled else next((missing for _, _, missing in branches if missing), None)
    claims = () if missing else decided
    word = None if missing else _one_word({claim.word for claim in claims}, adds_up_unstated)
    trace = (f"cases={cases}", f"units={units}", f"adds_up_unstated={adds_up_unstated}", f"branch={word or missing}")
    return OutbreakVerdict(word, missing, cases, units, at, rules[0].notice, rules[0].clause, trace, claims)


def _one_word(words: set[str], adds_up_unstated: bool) -> str:
    if len(words) > 1:
        return DISAGREE
    word = words.pop()
    return "both" if adds_up_unstated and word != "no_cases" else word


def _branch(rule: OutbreakRule, cases: int | None, units: int | None) -> tuple[str | None, str | None]:
    """(word, None) when decided, (None, what to ask) when not. A count alone may decide: each unit with cases has at
    least one, so what is not known lies between bounds, and is asked for only when it could fall on either side."""
    if cases == 0 or (cases is None and units == 0):
        return "no_cases", None
    fewest, most = (cases, cases) if cases else (units or 1, inf)
    # "In no unit" beside a number of cases says nothing.
    narrowest, widest = (units, units) if units else (1, most)
    if fewest > rule.max_cases or narrowest > rule.max_units:
        return "many", None
    if most <= rule.max_cases and widest <= rule.max_units:
        return "one_unit", None
    return None, "cases" if cases is None else "units"
