"""The wrap-up of a call in Chinese, from the cards that were used. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# What an agent does with a card that is told to the caller.
USED = ("clicked", "copied", "right")
Words = Mapping[str, str]


def summary(events: Iterable[Any], state: Mapping[str, Any], words: Words) -> str:
    """Asked, told, sources, open points. ``events`` have ``event``, ``card`` and ``shown``, oldest first; of a card
    that was found wrong nothing was told. ``state`` is what the page showed last."""
    used = cards_used(events)
    told = [f"{card['title']}：{' '.join(card['script'].split())}" for card in used]
    lines = [
        (words["asked"], [card["title"] for card in used]), (words["told"], told),
        (words["sources"], list(dict.fromkeys(card["source"] for card in used if card["source"]))),
        (words["open"], open_points(used, state, words)),
    ]
    return "\n".join(f"{name}{words['between'].join(said) or words['nothing']}" for name, said in lines)


def cards_used(events: Iterable[Any]) -> list[dict[str, Any]]:
    """As they were when they were used last, in the order in which they first were."""
    used: dict[str, dict[str, Any]] = {}
    for one in events:
        if one.event == "wrong":
            used.pop(one.card, None)
        elif one.event in USED and one.shown:
            used[one.card] = one.shown
    return [*used.values()]


def open_points(used: Sequence[Mapping[str, Any]], state: Mapping[str, Any], words: Words) -> list[str]:
    """What the call left open: cards that nobody used, the question that was not answered, what nothing fits."""
    known = {card["id"] for card in used}
    unused = [words["unused"].format(title=card["title"]) for card in state["cards"] if card["id"] not in known]
    asks = [state["ask"]["question"]] if state["ask"] and used else []
    return [*unused, *asks, *([words["unanswered"]] if state["nothing_fits"] and not used else [])]
