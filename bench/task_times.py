"""How long a page kept its main thread busy, from Chromium's own trace.

What counts is processor time: on a machine that does other work besides a task waits in its middle, and that is not the
page's doing.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

TASK, MARK = "ThreadControllerImpl::RunTask", "the page whose tasks are told"


@contextmanager
def task_times(page: Page) -> Iterator[list[float]]:
    """The list is filled at the end of the block: milliseconds of processor time of each task of the page's main
    thread, the longest first."""
    found, browser = [], page.context.browser
    browser.start_tracing(categories=["toplevel", "blink.user_timing"])
    try:
        yield found
        # Chromium has pages of its own.
        page.evaluate("(mark) => performance.mark(mark)", MARK)
    finally:
        found += times_of(browser.stop_tracing())


def times_of(trace: bytes) -> list[float]:
    """The same from a trace as JSON in which the page has left its mark. Pure."""
    events = json.loads(trace)["traceEvents"]
    threads = {(event["pid"], event["tid"]) for event in events if event["name"] == MARK}
    tasks = (event for event in events if event["name"] == TASK and (event["pid"], event["tid"]) in threads)
    return sorted((event["tdur"] / 1000 for event in tasks if "tdur" in event), reverse=True)
