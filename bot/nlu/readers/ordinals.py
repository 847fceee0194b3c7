"""Which of the sites that were just named is meant (第二个, 头一家, 最后那个). Pure."""
from __future__ import annotations

from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import to_count

KIND = r"(?:个|家|处|号|条|所|座)"
# 第二单元, 第七人民医院 and 三号线 point at no line of the list.
POINTED = pattern(
    rf"第(?P<n>\d{{1,2}}|[<numerals.counting>]{{1,2}})(?:{KIND}|(?=[<clauses.end>在的那]|$))(?!单元|人民|门诊|附属)"
    rf"|(?P<first>头一|打头|排头)(?:那?{KIND})|(?P<last>最后|末尾)(?:那|一|的){{0,2}}{KIND}"
    r"|(?<![a-z])(?P<english>first|second|third|last) one(?![a-z])"
)
ENGLISH = {"first": 0, "second": 2, "third": 3, "last": -1}


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Where sites were shown at most one span ``list_position``: the number of the site in the list, from 1. 0 is the
    first and -1 the last of those that were told last, which may go on an earlier list."""
    match = POINTED.search(text) if lexicon.sites_shown else None
    if not match:
        return []
    if match["english"]:
        number = ENGLISH[match["english"]]
    elif match["first"] or match["last"]:
        number = 0 if match["first"] else -1
    else:
        number = to_count(match["n"]) or None
    return [] if number is None else [Span(match.start(), match.end(), "list_position", number)]
