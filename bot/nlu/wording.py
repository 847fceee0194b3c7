"""How a message is worded beside the facts that it states: what the dialogue needs to know of that. Pure."""
from __future__ import annotations

import re

from bot.nlu.affected_units import SIGN as HOME_NAMED
from bot.nlu.affected_units import find_affected_units
from bot.nlu.earlier_cases import SIGN, find_earlier_cases
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

# A question without any of these goes on with the cases told before (对我来说意味着啥); with one it may be about others.
OTHER_CASES = pattern(r"多|几|阳|羊|例|病|<cases.certain>|小区|院|另|别的|其他|朋友|同事|亲戚|[姐妹哥弟爸妈娘姑舅姨叔]")
# A question of its own, not a try to answer the one that was asked back.
QUESTION = re.compile(
    r"[?？]|吗|怎|咋|啥|什么|谁|哪[里儿个有些能]|几[点天号时]|多少|多久|能不|可不可|要不要|是不是|不$|没有?$"
)
# All kinds of venues are asked about, or what holds in a zone as a whole.
WHAT_HOLDS = pattern(r"<questions.what_holds>")
WHICH_KINDS = pattern(r"<questions.which_kinds>|<questions.what_holds>")
# Each is asked only about a text that has its sign.
FINDERS = ((HOME_NAMED, find_affected_units), (SIGN, find_earlier_cases))
ONCE = (("other_cases", OTHER_CASES), ("question_form", QUESTION), ("which_kinds", WHICH_KINDS))


def find_wording(text: str) -> list[Span]:
    """Spans that state no fact by themselves: ``affected_unit`` and ``earlier_cases``, and at most one each of
    ``other_cases`` (it may tell of cases anew), ``question_form`` (it is worded as a question) and ``which_kinds`` (of
    venues none is picked out), all True."""
    once = [(name, sign.search(text)) for name, sign in ONCE]
    found = [Span(match.start(), match.end(), name, True) for name, match in once if match]
    return [span for sign, find in FINDERS if sign.search(text) for span in find(text)] + found
