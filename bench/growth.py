"""What a question costs as the city grows: lists, places, sites, topics, examples and turns at 1, 10 and 100 times.

python -m bench.growth, or make bench BENCH_ARGS=--growth. Prints ratios to the smallest of each, in one run, and writes
docs/growth.md. Nothing of it is of a real city. About three minutes on a quiet core.
"""
from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy.orm import Session

from bench.growing import NOW, examples, notices_and_answers, place_names, risk_entries, site_rows, zone_of_each
from bot.nlu.topic_training import train
from bot.stores.turn_rows import Finished
from bot.stores.turn_store import TurnStore
from knowledge.answers.resolve import resolve
from knowledge.database import migrate, open_engine, transaction
from knowledge.places.gazetteer import Gazetteer
from knowledge.sites.search import search
from knowledge.zones.zones import zone_at

TIMES = (1, 10, 100)
# The smallest of each; a real city has about the middle one.
HOURS, PLACES, SITES, TOPICS, EXAMPLES, TURNS = 6, 300, 100, 6, 120, 100
ASKED, DAY = 200, timedelta(hours=24)
PAGE = Path(__file__).resolve().parents[1] / "docs" / "growth.md"
HEAD = "| what grows | smallest | one question | 10 times | 100 times |\n|---|---|---|---|---|"
CAPTION = """# What a question costs as the city grows

`make bench BENCH_ARGS=--growth` writes this page: the median time of one question beside the smallest of each,
in one run. A ratio of 1.0 is no growth. Made-up data; the part of a turn that the thing could slow down is measured,
not a whole turn.
"""


def main() -> None:
    table = "\n".join([HEAD, *(row(name, smallest, measured) for name, smallest, measured in GROWING)])
    print(table)
    PAGE.write_text(f"{CAPTION}\n{table}\n", encoding="utf-8")


def row(name: str, smallest: int, cost: Callable[[int], float]) -> str:
    """One line of the table: the time of the smallest and the ratios of the others."""
    seconds = [cost(smallest * times) for times in TIMES]
    ratios = " | ".join(f"{each / seconds[0]:.1f}" for each in seconds[1:])
    return f"| {name} | {smallest} | {seconds[0] * 1000:.3f} ms | {ratios} |"


def typical(ask: Callable[[int], object]) -> float:
    """The median time of a question in seconds; the first few warm up."""
    for number in range(5):
        ask(number)
    return median(_timed(ask, number) for number in range(ASKED))


def _timed(ask: Callable[[int], object], number: int) -> float:
    start = perf_counter()
    ask(number)
    return perf_counter() - start


def stored(folder: str, rows: Iterator) -> Session:
    """A session on a new store with these rows."""
    engine = open_engine(f"sqlite:///{folder}/growth.db")
    migrate(engine)
    with transaction(engine) as session:
        session.add_all(rows)
    return Session(engine, future=True)


def lists(hours: int) -> float:
    """Which zone, with so many hours of lists."""
    with TemporaryDirectory() as folder, stored(folder, risk_entries(hours)) as session:
        asked = zone_of_each(ASKED)
        return typical(lambda number: zone_at(session, asked[number % len(asked)], NOW, DAY))


def places(count: int) -> float:
    """Finding the place in a message, with so many names."""
    names = place_names(count)
    gazetteer = Gazetteer((place, "") for place in names)
    texts = [f"我住{place.label}，是什么风险区" for place in names[:ASKED]]
    return typical(lambda number: gazetteer.read(texts[number % len(texts)]))


def sites(count: int) -> float:
    """The nearest open sites, with so many in the city."""
    with TemporaryDirectory() as folder, stored(folder, site_rows(count)) as session:
        return typical(lambda number: search(session, NOW, ("booth",), "金水区", near=(34.75, 113.6 + number / 1000)))


def topics(count: int) -> float:
    """The words of one topic, with so many of them."""
    notices, answers = notices_and_answers(count)
    return typical(lambda number: resolve(answers[number % count], notices, NOW))


def learnt(count: int) -> float:
    """The topic of a message, learnt from so many examples."""
    texts, labels = examples(count)
    model = train(texts, labels)
    return typical(lambda number: model.rank(texts[number % count]))


def turns(count: int) -> float:
    """Storing a turn and its reply, with so many turns before it."""
    return asyncio.run(_turns(count))


async def _turns(count: int) -> float:
    with TemporaryDirectory() as folder:
        store = TurnStore(open_engine(f"sqlite:///{folder}/turns.db"), within=60.0)
        for number in range(count):
            await _turn(store, number)
        seconds = []
        for number in range(count, count + ASKED):
            start = perf_counter()
            await _turn(store, number)
            seconds.append(perf_counter() - start)
    return median(seconds)


async def _turn(store: TurnStore, number: int) -> None:
    turn = await store.receive(f"conversation-{number % 97}", f"message-{number}", {"text": "问"})
    await store.finish(turn, Finished({"messages": []}, []))


GROWING = (
    ("hours of lists: which zone", HOURS, lists), ("places: the place in a message", PLACES, places),
    ("sites: the nearest open ones", SITES, sites), ("topics: the words of one", TOPICS, topics),
    ("examples: the topic of a message", EXAMPLES, learnt), ("turns: storing one and its reply", TURNS, turns),
)


if __name__ == "__main__":
    main()
