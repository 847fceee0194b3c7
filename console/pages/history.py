"""All publications, and the way back to one that was in force before."""
from __future__ import annotations

from starlette.responses import Response

from console.pages.live import live
from console.web.answering import go_to, page
from console.web.asking import Ask
from knowledge.desk import reading


def show(ask: Ask) -> Response:
    """Newest first."""
    engine = ask.console.engine
    found, now = reading.history(engine), reading.current(engine, ask.at)
    return page(ask, "history.html", publications=found[::-1], current=now, live=live(ask, now))


def roll_back(ask: Ask) -> Response:
    """A new publication of an older release."""
    ask.console.desk.roll_back(
        ask.given("release"), ask.by, ask.given("why"), ask.at
    )
    return go_to("/history")
