"""Names that are written or sound like what somebody wrote."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.places.model import Place
from knowledge.places.similarity import LONG, LONGEST, MISSING, SHORTEST, Sounds, cost, forms
from knowledge.text.keys import key
from knowledge.text.lexicon import pattern

_STEM = 2
_WORDS = {"新城", "新村", "矿区", "矿山", "前程", "城关", "南关"}
_VILLAGE = set("庄沟湾岗砦店屯营坡窑洼岭峪坟楼")
# 索河路, 少林寺, 青屏山: another thing of that name.
_GOES_ON = pattern(r"[<numerals.cardinal>东西南北中大武]{0,2}[路街道山寺河湖桥站校公]")


@dataclass(frozen=True)
class Offer:
    """A name much like text[start:end] of a folded text; the lower the cost, the more alike; 0: it is the same."""

    start: int
    end: int
    cost: int
    name: str
    places: tuple[Place, ...]


class Suggester:
    """Finds names that differ from a stretch in letters of the same sound and in one of another.

    The names of each district, and all of them for those who name none, are kept by their sounds and by all but
    one of their sounds: a stretch is looked up, nothing is searched. All is worked out at once, so that nobody who
    asks has to wait for it.
    """

    def __init__(self, names: Mapping[str, Mapping[Place, bool]]):
        self._sounds = Sounds()
        named = {name: places for name, places in names.items()
                 if SHORTEST <= len(name) <= LONGEST and any(place.street for place in places)}
        heard = {name: self._sounds.of(name) for name in named}
        inside: dict[str, dict[str, dict[Place, bool]]] = {}
        for name, places in named.items():
            for place, full in places.items():
                inside.setdefault(place.district, {}).setdefault(name, {})[place] = full
        near: dict[str, list[str]] = {}
        for name, sounds in heard.items():
            for form in forms(sounds, wrong=True):
                near.setdefault(form, []).append(name)
        self._all = _Names(named, heard, near, narrow=False)
        self._inside = {district: _Names(readings, heard, near, narrow=True) for district, readings in inside.items()}
        self._none = _Names({}, heard, near, narrow=True)

    def offers(self, text: str, windows: Iterable[tuple[int, int]], district: str | None) -> list[Offer]:
        """What the windows (start, end) of a folded text may mean, the most alike first, each name once."""
        windows = list(windows)
        if not windows:
            return []
        names, best = self._of(district), {}
        first, last = min(start for start, _ in windows), max(end for _, end in windows)
        heard = self._sounds.of(text[first:last])
        for start, end in windows:
            for name, price in names.like(text[start:end], heard[start - first:end - first]):
                if name not in best or (price, start - end) < best[name][:2]:
                    best[name] = (price, start - end, start, end)
        found = [Offer(start, end, price, name, tuple(names.readings[name]))
                 for name, (price, _, start, end) in best.items()]
        # The name decides last, so that every process offers the same.
        return sorted(
            found, key=lambda offer: (offer.cost, -len(offer.name), not names.is_full(offer.name), offer.name)
        )

    def short(self, text: str, start: int, district: str | None) -> list[Offer]:
        """The towns and villages whose name without 镇 or 村 stands at ``start``; such two letters may be a word too."""
        end = start + _STEM
        places = self._of(district).stems.get(text[start:end], ())
        return [] if not places or _GOES_ON.match(text, end) else [Offer(start, end, MISSING, text[start:end], places)]

    def _of(self, district: str | None) -> _Names:
        return self._inside.get(district, self._none) if district else self._all


class _Names:
    """Names out of ``near``, the index of all by their sounds (``heard``).

    narrow: they lie in one district, so that short ones may have a wrong letter too.
    """

    def __init__(self, readings: Mapping[str, Mapping[Place, bool]], heard: Mapping[str, str],
                 near: Mapping[str, list[str]], narrow: bool):
        self.readings = readings
        self._heard, self._near, self._narrow = heard, near, narrow
        self.stems = _stems({place for places in readings.values() for place in places})

    def is_full(self, name: str) -> bool:
        """Whether the name is said in full for one of its places."""
        return any(self.readings[name].values())

    def like(self, written: str, heard: str) -> list[tuple[str, int]]:
        """(name, what its difference costs) of the names much like a stretch with these sounds."""
        found = {name for form in forms(heard, wrong=len(written) >= SHORTEST) for name in self._near.get(form, ())
                 if name in self.readings and (self._narrow or len(name) > LONG or form == self._heard[name])}
        prices = [(name, cost(written, heard, name, self._heard[name], self.is_full(name))) for name in found]
        return [(name, price) for name, price in prices if price is not None]


def _stems(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    """Towns and villages by names of two letters, without the kind of place."""
    stems: dict[str, tuple[Place, ...]] = {}
    for place in sorted(places, key=lambda each: each.label):
        name = place.street if place.width == "street" else place.community if place.width == "community" else None
        stem = key(place.width, name) if name else ""
        if len(stem) == _STEM and stem not in _WORDS and (place.width == "street" or stem[-1] in _VILLAGE):
            stems[stem] = (*stems.get(stem, ()), place)
    return stems
