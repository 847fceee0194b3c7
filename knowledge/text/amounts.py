"""How many are meant where people do not say one number: two or three, more than five, twenty or so. Pure."""
from __future__ import annotations

from knowledge.rulebook.amount import Amount
from knowledge.text.lexicon import expand, values
from knowledge.text.numerals import to_number

VAGUE = values("numerals.vague")
TENS, PAIRS = values("numerals.vague_tens"), values("numerals.pairs")
DIGITS = expand("<numerals.digit>")


def read_amount(numeral: str) -> Amount | None:
    """Digits, 三, 俩, 两三, 七八, 十几, 二三十, 几, 好几; None for what is none."""
    if numeral in VAGUE:
        return Amount(VAGUE[numeral], None)
    if numeral in TENS:
        return Amount(TENS[numeral], TENS[numeral] * 10 - 1)
    if numeral.endswith("几"):
        tens = to_number(numeral[:-1])
        return tens and Amount(tens + 1, tens + 9)
    return _either(numeral) or _exact(numeral)


def _exact(numeral: str) -> Amount | None:
    number = to_number(numeral)
    return None if number is None else Amount(number, number)


def _either(numeral: str) -> Amount | None:
    """One of two neighbours: 两三, 十七八, 二三十."""
    ten = "十" if numeral.endswith("十") else ""
    before, pair = numeral.removesuffix(ten)[:-2], numeral.removesuffix(ten)[-2:]
    pair = "".join(DIGITS[PAIRS[digit] - 1] if digit in PAIRS else digit for digit in pair)
    if len(pair) < 2 or pair not in DIGITS or (before and before[-1] not in "十百"):
        return None
    least, most = (to_number(before + digit + ten) for digit in pair)
    return Amount(least, most) if least and most else None


def bounded(amount: Amount, bound: str, least: int = 1) -> Amount:
    """The amount as words beside it bound it: ``more`` 超过, ``from`` 至少, ``to`` 不超过, ``less`` 不到, ``near`` 左右,
    ``nearly`` 将近, ``over`` 三十多, ``round`` 二十来."""
    n, last = amount.least, amount.most if amount.most is not None else amount.least
    slack = 1 if n < 10 else 5 if n < 100 else n // 10
    return {
        "more": Amount(n + 1, None),
        "from": Amount(n, None),
        "to": Amount(min(least, n), last),
        "less": Amount(min(least, n), max(last - 1, 0)),
        "near": Amount(max(1, n - slack), last + slack),
        "nearly": Amount(min(last, max(1, n - max(1, n // 6))), last),
        "over": Amount(n + 1, n + 9) if n >= 10 and n % 10 == 0 and n < 100 else Amount(n, None),
        "round": Amount(max(1, n - slack), n + slack),
    }[bound]
