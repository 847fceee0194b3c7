"""On a cheap phone and a slow network the page is soon there, and never busy for so long that it seems stuck.

A busy machine is not the page's doing: the best of three tries counts, and of a task its time on the processor.
"""
from __future__ import annotations

from collections.abc import Callable

from chat_pages import QUESTIONS

from bench.phone import SLOWER, opened, page_of, talk
from bench.task_times import task_times

LONG_MS, USABLE_MS = 50, 2500


def best(measure: Callable[[], float], enough: float) -> float:
    """The least of three, or the first that is enough."""
    found = [measure()]
    while found[-1] > enough and len(found) < 3:
        found.append(measure())
    return min(found)


def test_one_can_write_within_two_and_a_half_seconds(browser, sample_city):
    assert best(lambda: opened(browser, sample_city.url), USABLE_MS) <= USABLE_MS


def test_no_task_of_fifty_turns_and_of_their_return_is_long(browser, sample_city):
    questions = (QUESTIONS * 2)[:50]

    def longest() -> float:
        with page_of(browser) as page, task_times(page) as busy:
            assert talk(page, sample_city.url, questions)[1] == 0
        return SLOWER * busy[0]
    assert best(longest, LONG_MS) <= LONG_MS
