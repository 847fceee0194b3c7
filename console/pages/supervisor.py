"""The figures of the hotline's calls, for the supervisor: on a page with charts, and as CSV."""
from __future__ import annotations

from datetime import date, datetime, timedelta

from starlette.responses import Response

from console.desk.calls import calls_between
from console.desk.chart import bars
from console.desk.csv_text import csv_text
from console.desk.figures import Call, Figures, by_day, figures_of
from console.pages.desk import titles
from console.statistics.tables import percent
from console.web.answering import page
from console.web.asking import Ask
from console.web.chinese import words
from knowledge.clock import SHANGHAI

USUAL_DAYS, MOST_DAYS = 14, 366


def show(ask: Ask) -> Response:
    """The days that are asked for (``from`` and ``to``, both whole), by default the last fortnight."""
    first, last = days(ask)
    calls = read(ask, first, last)
    of_days = by_day(calls)
    return page(
        ask, "supervisor.html", first=first, last=last, figures=figures_of(calls), days=of_days, titles=titles(ask),
        charts=charts(of_days), percent=percent,
    )


def as_csv(ask: Ask) -> Response:
    """The same by day, and by topic."""
    first, last = days(ask)
    calls = read(ask, first, last)
    named = titles(ask)
    by_topic = [
        [named.get(one.topic, one.topic), one.topic, one.shown, one.followed, percent(one.adherence), one.rejected]
        for one in figures_of(calls).topics
    ]
    text = csv_text([
        words()["calls"]["of_days"],
        *([day, *cells(figures)] for day, figures in by_day(calls)), [],
        words()["calls"]["of_topics"], *by_topic,
    ])
    name = f'attachment; filename="calls-{first}-{last}.csv"'
    return Response(text, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


def cells(figures: Figures) -> list[object]:
    seconds = "" if figures.first_card is None else f"{figures.first_card:.1f}"
    return [figures.calls, figures.answered, percent(figures.answered_share), figures.unanswered, seconds]


def charts(of_days: list[tuple[str, Figures]]) -> list[tuple[str, list]]:
    """The pictures: calls, the share answered from a card, and the seconds to the first card, by day."""
    def drawn(value, reads, most=0.0):
        return bars([(day[5:], value(figures) or 0.0, reads(figures)) for day, figures in of_days], most)

    told = words()["calls"]["charts"]
    return [
        (told["calls"], drawn(lambda one: one.calls, lambda one: str(one.calls))),
        (told["share"], drawn(lambda one: one.answered_share, lambda one: percent(one.answered_share), 1.0)),
        (told["seconds"], drawn(lambda one: one.first_card, lambda one: cells(one)[-1])),
    ]


def read(ask: Ask, first: date, last: date) -> list[Call]:
    """The calls that began on these days."""
    return calls_between(ask.console.engine, midnight(first), midnight(last + timedelta(days=1)))


def days(ask: Ask) -> tuple[date, date]:
    """The first day and the last, at most a year apart; machine time, as calls are."""
    last = day_of(ask.asked("to")) or ask.at.astimezone(SHANGHAI).date()
    first = day_of(ask.asked("from")) or last - timedelta(days=USUAL_DAYS - 1)
    return max(min(first, last), last - timedelta(days=MOST_DAYS - 1)), last


def day_of(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
