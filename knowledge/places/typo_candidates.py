"""Where a text seems to name a place that is not found as it stands: likely slips, to be offered and never taken."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from knowledge.places.address_tail import read_tail
from knowledge.places.candidate_spans import STOP, all_windows, before_kinds, clauses, is_slip, stands_free
from knowledge.places.districts import districts
from knowledge.places.mentions import BOUNDS, compatible, with_tail
from knowledge.places.model import Mention
from knowledge.places.similarity import HEARD, LONGEST, WRONG
from knowledge.places.suggest import Offer, Suggester

OFFERED = 3
_GAP = re.compile(r"[\s,的·]{0,2}")
_BETWEEN = re.compile(r"[一-鿿]{1,3}")
_JOINS = set("的在住到去是和跟及与或往从里那有离至")
_KIND_LETTERS = set("院区村镇苑园城")
# A clause that may be nothing but a name, in an answer that is no long story.
_SHORT_CLAUSE, _SHORT_ANSWER = 16, 100
Search = Callable[[str, list[tuple[int, int]]], list[Offer]]


def with_slips(text: str, mentions: list[Mention], suggester: Suggester, asked: bool) -> list[Mention]:
    """``mentions`` of a folded text, with likely slips in place of what was not or only partly recognised.

    asked: the text answers the question for a place, so that it may be a name without any sign of one.
    """
    found: list[Mention] = []
    for number, mention in enumerate(mentions):
        if not found or mention.start >= found[-1].end:
            better = _beyond(text, mention, mentions[number + 1:], suggester)
            found.append(better or _doubted(text, found[-1] if found else None, mention, suggester))
    return sorted([*found, *_elsewhere(text, found, suggester, asked)], key=lambda each: each.start)


def _doubted(text: str, last: Mention | None, mention: Mention, suggester: Suggester) -> Mention:
    """某市他寺沟村: letters between two names may belong to a longer one with a slip, unless they join the two.

    某市和寺沟村, where 寺沟村 is known elsewhere only or 某市 has a 下寺沟村: 和 may join them, or stand for 下.
    """
    between = text[last.end:mention.start] if last else ""
    if not _BETWEEN.fullmatch(between) or BOUNDS.search(text, mention.start, mention.end):
        return mention
    said = districts().pattern.match(text, mention.start)
    here = {place.district for place in last.candidates}
    joined = (
        len(between) > 1 or (between in _JOINS and (said or here & {place.district for place in mention.candidates}))
    )
    doubted = not joined or (not said and _is_longer(text, last.end, mention, here, suggester))
    return replace(mention, exact=False) if doubted else mention


def _is_longer(text: str, start: int, mention: Mention, districts: set[str], suggester: Suggester) -> bool:
    """Whether a name of these districts is written, but for a slip, from ``start`` into the mention."""
    windows = [(start, end) for end in range(mention.start + 2, mention.end + 1)]
    return any(len(offer.name) == offer.end - offer.start for district in sorted(districts)
               for offer in suggester.offers(text, windows, district))


def _beyond(text: str, mention: Mention, later: list[Mention], suggester: Suggester) -> Mention | None:
    """A longer name than the one recognised, or one behind a recognised district or street."""
    known = mention.end - len(mention.unknown or "")
    named = districts().pattern.match(text, mention.start)
    lies_in = {place.district for place in mention.candidates}
    if len(lies_in) != 1 and not named:
        return None
    head = named.end() if named else mention.start
    district = mention.candidates[0].district if len(lies_in) == 1 else districts().folded[named[0]]
    search = partial(suggester.offers, district=district)
    offers = [offer for offer in _offers(text, head, mention, search) if named or offer.cost <= HEARD]
    if known > head and mention.candidates[0].width in ("street", "community"):
        offers += _behind(text, known, mention, search)
    if not offers and known == head:
        offers = suggester.short(text, _GAP.match(text, head).end(), district)
    read = [mention] if known > head else []
    read += [other for other in later if {place.district for place in other.candidates} == lies_in]
    return _mention(text, mention.start, offers, read)


def _offers(text: str, start: int, mention: Mention, search: Search) -> list[Offer]:
    """Likely slips that begin at ``start`` and reach farther than what is recognised from there."""
    start = _GAP.match(text, start).end()
    stop = STOP.search(text, start)
    last = min(stop.start() if stop else len(text), start + LONGEST)
    windows = [(start, end) for end in range(start + 2, last + 1)]
    offers = search(text, windows)
    known = max((offer.end for offer in offers if offer.cost == 0), default=start)
    return [offer for offer in offers if is_slip(text, offer) and _outweighs(text, offer, known, mention)]


def _outweighs(text: str, offer: Offer, known: int, mention: Mention) -> bool:
    """What is recognised is no slip; one letter more is one if it sounds right or was the kind of another place."""
    recognised = text[offer.start:known]
    if not offer.name.startswith(recognised) or offer.end <= known:
        return False
    other_kind = offer.name[-1] in _KIND_LETTERS and not set(offer.places) <= set(mention.candidates)
    return not recognised or offer.end - known > 1 or offer.cost <= HEARD or other_kind


def _behind(text: str, known: int, mention: Mention, search: Search) -> list[Offer]:
    offers = []
    for offer in _offers(text, known, mention, search):
        places = tuple(place for place in offer.places
                       if any(compatible(wider.up_to("compound"), place) for wider in mention.candidates))
        if places:
            offers.append(replace(offer, places=places))
    return offers


def _elsewhere(text: str, found: list[Mention], suggester: Suggester, asked: bool) -> Iterator[Mention]:
    """Slips where no place was recognised."""
    ends = [0, *(mention.end for mention in found)]
    starts = [*(mention.start for mention in found), len(text)]
    for first, last in zip(ends, starts, strict=True):
        for begin, stop in clauses(text, first, last):
            answer = asked and not found and stop - begin <= _SHORT_CLAUSE and len(text) <= _SHORT_ANSWER
            windows = all_windows(begin, stop) if answer else before_kinds(text, begin, stop)
            offers = [offer for offer in suggester.offers(text, windows, None)
                      if offer.cost <= WRONG and is_slip(text, offer) and stands_free(text, begin, offer)]
            mention = _mention(text, None, offers, [])
            if mention and mention.end <= last:
                yield mention


def _mention(text: str, start: int | None, offers: list[Offer], read: list[Mention]) -> Mention | None:
    """The best offers as one mention; behind them the readings of mentions that the stretch covers."""
    if not offers:
        return None
    best = min(offers, key=lambda offer: (offer.cost, -len(offer.name)))
    tail = read_tail(text, best.end, {"compound"})
    end = max(best.end, tail.end)
    places = [
        with_tail(place, tail) for offer in sorted(offers, key=lambda offer: offer.cost) for place in offer.places
    ]
    covered = [place for mention in read if mention.start < end for place in mention.candidates]
    candidates = tuple(dict.fromkeys([*places, *covered]))
    return Mention(best.start if start is None else start, end, candidates[:OFFERED], exact=False)
