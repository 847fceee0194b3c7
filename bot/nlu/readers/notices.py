"""Official texts by their number (第3号通告, 市通告〔2022〕3号). Pure."""
from __future__ import annotations

from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import to_number

NUMBER = r"(?P<{0}>\d{{1,3}}|[<numerals.counting>]{{1,4}})号"
SIGN = pattern("号")
# 3号楼, 11号 and 3月20号的 are places and days: a number is that of a text where 通告 stands beside it, or where it is
# asked what it is about.
NAMED = pattern(
    r"(?P<city><notices.of_city>)?<notices.that>?(?:"
    rf"(?:<notices.text>)(?:<notices.brackets>)?第?{NUMBER.format('behind')}"
    rf"|(?:<notices.brackets>)?(?:第{NUMBER.format('numbered')}的?|(?<![月\d]){NUMBER.format('before')})"
    rf"[^<clauses.end>的]{{0,2}}?(?:<notices.text>)"
    rf"|(?:<notices.brackets>){NUMBER.format('bare')}|(?<![路街巷道月\d]){NUMBER.format('asked')}(?=<notices.asked>))"
)
# The groups of the pattern that hold the number.
NUMBERS = ("behind", "numbered", "before", "bare", "asked")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``notice``: the number, and whether the city's own text is meant."""
    return [
        Span(match.start(), match.end(), "notice", {"number": number, "of_city": bool(match["city"])})
        for match in NAMED.finditer(text)
        if (number := to_number(next(filter(None, match.group(*NUMBERS))))) is not None
    ]
