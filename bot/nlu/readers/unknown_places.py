"""A place by its name that nobody has heard of, where its zone is asked: said back rather than passed over. Pure."""
from __future__ import annotations

from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span
from knowledge.places.address_tail import read_name
from knowledge.text.lexicon import pattern

# What tells where a place lies, and names none.
RELATIVE = pattern("<places.relative>")
CLAUSE = pattern("[^<clauses.end>:：]+")
# An answer is a name by itself only where it ends as compounds do: 逛街, 套路 and 思路 are no streets.
COMPOUND = pattern(".{2,}<places.compound_ending>")
LEAD = pattern(
    "(?:请问|麻烦|那|哎)?(?:帮我|给我|帮忙|替我)?(?:查(?:一下|查看|查|下|看)?|看(?:一下|看|下)?|问(?:一下|问|下)?)?"
    "(?:(?:<people.we>(?:家?住在?|家在?|在|搁)|住在?|就按|按)?)"
)
ZONE_ASKED = pattern("<questions.zone>")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``place`` without candidates: a name at the head of a clause that goes on to ask for its zone,
    or all of an answer to the question for a place."""
    if not (lexicon.asked_place or ZONE_ASKED.search(text)):
        return []
    for clause in CLAUSE.finditer(text):
        start = LEAD.match(text, clause.start()).end()
        end = start if RELATIVE.match(text, start) else read_name(text, start)
        whole = lexicon.asked_place and clause.group() == text and end == len(text)
        if end > start and (ZONE_ASKED.match(text, end) or (whole and COMPOUND.fullmatch(text, start))):
            name = text[start:end]
            return [Span(start, end, "place", {"candidates": [], "exact": False, "unknown": name, "text": name})]
    return []
