"""What is sealed when a compound has new cases? Press conference no. 34, clause on compounds without earlier cases."""
from __future__ import annotations

from datetime import datetime
from math import inf

from knowledge.rulebook.amount import Amount, Value, amount_of
from knowledge.rulebook.model import DISAGREE, Claim, OutbreakRule, OutbreakVerdict, Rulebook

NONE = Amount(0, 0)


def decide_outbreak(
    rulebook: Rulebook, cases: Value | None, units: Value | None, at: datetime, adds_up_unstated: bool = False
) -> OutbreakVerdict:
    """The branch for so many new cases in so many units, or what is still missing (``cases`` or ``units``).

    Both are a number or ``[least, most]``, as people say them: a branch holds where all that they leave agrees.

    ``adds_up_unstated``: the cases span days or the compound had cases before; the notice does not say how they add
    up, so the word is ``both``. No case at all (``no_cases``) is no outbreak: no branch holds.
    """
    rules = rulebook.outbreak_rules(at)
    if not rules:
        return OutbreakVerdict(None, None, cases, units, at, None, None, ("no rule in force",))
    branches = [(rule, *_branch(rule, amount_of(cases), amount_of(units))) for rule in rules]
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


def _branch(rule: OutbreakRule, cases: Amount | None, units: Amount | None) -> tuple[str | None, str | None]:
    """(word, None) when decided, (None, what to ask) when not. A count alone may decide: each unit with cases has at
    least one, so what is not known lies between bounds, and is asked for only when it could fall on either side."""
    if cases == NONE or (cases is None and units == NONE):
        return "no_cases", None
    # "In no unit" beside a number of cases says nothing.
    narrowest, widest = _bounds(units) if units and units != NONE else (1, inf)
    fewest, most = _bounds(cases) if cases else (narrowest, inf)
    widest = min(widest, most)
    if fewest > rule.max_cases or narrowest > rule.max_units:
        return "many", None
    if most <= rule.max_cases and widest <= rule.max_units:
        return "one_unit", None
    return None, "cases" if most > rule.max_cases else "units"


def _bounds(amount: Amount) -> tuple[int, float]:
    """At least one, and at most so many."""
    return max(1, amount.least), inf if amount.most is None else amount.most
