"""What residents ask: by day, topic, hour, district and publication; on a page with charts, as CSV and as Excel."""
from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from console.desk.chart import bars
from console.desk.csv_text import csv_text
from console.pages.notices import readable
from console.pages.supervisor import days, midnight
from console.statistics import figures
from console.statistics.tables import Table, percent, table, workbook
from console.web.answering import page
from console.web.asking import Ask
from console.web.chinese import words
from knowledge.asked.model import AskedTurn
from knowledge.releases.release import Release

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(ask: Ask) -> Response:
    """The days that are asked for (``from`` and ``to``, both whole), by default the last fortnight."""
    first, last = days(ask)
    turns = asked(ask)
    return page(
        ask, "statistics.html", first=first, last=last, figures=figures.figures_of(turns), charts=charts(turns),
        tables=tables(turns, readable(ask)), percent=percent,
    )


def as_csv(ask: Ask) -> Response:
    """All tables one behind the other."""
    found = tables(asked(ask), readable(ask))
    text = csv_text(row for title, rows in found.items() for row in ([title], *rows, []))
    return Response(text, media_type="text/csv; charset=utf-8", headers=attachment(ask, "csv"))


def as_excel(ask: Ask) -> Response:
    """All tables, each on a sheet of its own."""
    return Response(workbook(tables(asked(ask), readable(ask))), media_type=EXCEL, headers=attachment(ask, "xlsx"))


def attachment(ask: Ask, kind: str) -> dict[str, str]:
    first, last = days(ask)
    return {"Content-Disposition": f'attachment; filename="asked-{first}-{last}.{kind}"'}


def asked(ask: Ask) -> list[AskedTurn]:
    """The questions of these days."""
    first, last = days(ask)
    districts = {name: one.name for one in readable(ask).city.districts for name in (one.name, *one.aliases)}
    residents = ask.console.residents
    end = midnight(last + timedelta(days=1))
    return list(residents.asked(midnight(first), end, districts)) if residents else []


def tables(turns: list[AskedTurn], release: Release) -> dict[str, Table]:
    """All tables by their titles."""
    told = words()["statistics"]
    titles = {topic: answer.title for topic, answer in release.answers.items()}
    gaps = {topic for topic, answer in release.answers.items() if answer.role.name == "gap"}
    rows = {
        "days": figures.by_day(turns),
        "topics": named(figures.most_asked(turns, lambda one: (one.topic,) if one.topic not in gaps else ()), titles),
        "gaps": named(figures.most_asked(turns, lambda one: (one.topic,) if one.topic in gaps else ()), titles),
        "channels": named(figures.most_asked(turns, lambda one: (one.channel,)), words()["channels"]),
        "districts": figures.most_asked(turns, lambda one: one.districts),
        "releases": figures.by_release(turns),
    }
    found = {told["tables"][key]: table(told["firsts"][key], told["heads"], some) for key, some in rows.items()}
    return {**found, told["tables"]["hours"]: [[told["firsts"]["hours"], told["heads"][0]],
                                              *map(list, figures.by_hour(turns))]}


def named(rows: list[tuple[str, figures.Figures]], names: dict[str, str]) -> list[tuple[str, figures.Figures]]:
    return [(names.get(key, key), one) for key, one in rows]


def charts(turns: list[AskedTurn]) -> list[tuple[str, list]]:
    """The pictures: questions by day, the shares by day, questions by hour."""
    of_days, told = figures.by_day(turns), words()["statistics"]["charts"]

    def share(what: str):
        shares = [(day[5:], getattr(one, what)) for day, one in of_days]
        return bars([(day, value or 0.0, percent(value)) for day, value in shares], 1.0)

    return [
        (told["questions"], bars([(day[5:], one.questions, str(one.questions)) for day, one in of_days])),
        (told["unanswered"], share("unanswered_share")), (told["helpful"], share("helpful_share")),
        (told["hours"], bars([(str(hour), count, str(count)) for hour, count in figures.by_hour(turns)])),
    ]
