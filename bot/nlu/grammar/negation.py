"""What a message denies: 我不在中风险区, 已经不是高风险了, 高风险区解除了, 除了高风险区. Pure."""
from __future__ import annotations

from knowledge.text.lexicon import pattern

# Right before what is denied, with no more than small words between.
NOT = pattern("<negation.not>")
JOINS = pattern("(?:<negation.between>)*")
# Not known, left out, or taken off: whatever else the clause denies.
OPEN = pattern(
    "<negation.unknown>[^<clauses.end>]*$|(?:<negation.except>|<negation.taken_off>)(?:<negation.between>)*$"
)
# Right behind it: 高风险区解除了, 高风险以外; 还没解除 denies that.
GONE = pattern("(?:的?帽子|[这那也已经早就都刚给被,，]|现在)*(?:<negation.gone>)")
NOT_MEANT = pattern("(?:<negation.except>|<negation.not_there>)(?:<negation.between>)*$")
LEFT_OUT = pattern("<negation.left_out>")
CHANGES = pattern("<negation.changes>")
# 我这不是高风险区吗 says that it is one.
RHETORICAL = pattern("了?[吗么嘛]")
STARTS = ",，。;；!！?？ "


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether what stands at ``start`` to ``end`` is said not to be so, to be no longer so, or to be left out."""
    clause = max(text.rfind(sign, 0, start) for sign in STARTS) + 1
    before = text[clause:start]
    if OPEN.search(before) or GONE.match(text, end):
        return True
    if RHETORICAL.match(text, end):
        return False
    return not_said(before) or not_said_in_english(text[max(0, start - ENGLISH_REACH):start])


def is_left_out(text: str, start: int, end: int) -> bool:
    """Whether a message that names another of its kind leaves this one out: 除了超市, 药店除外, 不问饭店."""
    return bool(NOT_MEANT.search(text[:start]) or LEFT_OUT.match(text, end))


def becomes(between: str) -> bool:
    """Whether what stands between two zones says that the first becomes the second."""
    return bool(CHANGES.fullmatch(between))


def not_said(before: str) -> bool:
    """Whether words of denial lead up to what follows; two of them take each other back (没说我不在…)."""
    denials, end = 0, len(before)
    for word in reversed(list(NOT.finditer(before))):
        if not JOINS.fullmatch(before, word.end(), end):
            break
        denials, end = denials + 1, word.start()
    return denials % 2 == 1


ENGLISH = pattern("(?<![a-z])(?:<negation.english>)(?: (?:in|a|an|the|any|live|living|longer))* $")
ENGLISH_REACH = 40


def not_said_in_english(before: str) -> bool:
    """Not in a, no longer a."""
    return bool(ENGLISH.search(before))
