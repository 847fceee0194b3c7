"""What a message denies: 我不在中风险区, 已经不是高风险了, 高风险区解除了, 除了高风险区. Pure."""
from __future__ import annotations

from bot.nlu.grammar.phrases import all_of, begins, ends, is_all

STARTS = ",，。;；!！?？ "


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether what stands at ``start`` to ``end`` is said not to be so, to be no longer so, or to be left out."""
    if ends("open", text, start) is not None or begins("gone", text, end) is not None:
        return True
    # 我这不是高风险区吗 says that it is one.
    if begins("rhetorical", text, end) is not None:
        return False
    return not_said(text, start) or ends("not_in_english", text, start) is not None


def is_left_out(text: str, start: int, end: int) -> bool:
    """Whether a message that names another of its kind leaves this one out: 除了超市, 药店除外, 不问饭店."""
    return ends("not_meant", text, start) is not None or begins("left_out", text, end) is not None


def becomes(between: str) -> bool:
    """Whether what stands between two zones says that the first becomes the second."""
    return is_all("becomes", between)


def not_said(text: str, start: int) -> bool:
    """Whether words of denial lead up to ``start``, with no more than small words between; two of them take each other
    back (没说我不在…)."""
    clause = max(text.rfind(sign, 0, start) for sign in STARTS) + 1
    denials, end = 0, start
    for word_start, word_end in reversed([word for word in all_of("not", text, clause) if word[1] <= start]):
        if not is_all("between_denials", text, word_end, end):
            break
        denials, end = denials + 1, word_start
    return denials % 2 == 1
