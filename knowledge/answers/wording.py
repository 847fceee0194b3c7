"""Filling phrases, ending answers with what is not stated, and saying days and hours. Pure."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from knowledge.answers.model import Phrase, Said


class MissingValue(KeyError):
    """A phrase asks for a value that nobody gave; the message names both."""


def fill(phrase: Phrase, /, **values: object) -> str:
    """The phrase with its {placeholders} filled in. Raises MissingValue when one has no value."""
    try:
        return phrase.text.format_map(values)
    except KeyError as error:
        raise MissingValue(f"phrase {phrase.name!r} asks for {error.args[0]!r}, which was not given.") from None


def in_full(said: Said, say: Callable[..., str]) -> str:
    """All words of an answer, what is not stated last; ``say`` fills in a phrase of the release by its name."""
    end = closing(said.unstated, say, said.ask)
    return f"{said.text}\n{end}" if said.text and end else said.text + end


def closing(unstated: Iterable[str], say: Callable[..., str], ask: str = "") -> str:
    """That nothing is said of some things and whom to ask; empty where nothing is left open."""
    things = "；".join(dict.fromkeys(unstated))
    return say("unstated", things=things, whom=ask or say("whom")) if things else ""


def say_day(day: date) -> str:
    """11月7日, with the year for another than the notice's readers would assume."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_hour(at: datetime) -> str:
    """11月7日9:00, in the zone that ``at`` carries."""
    return f"{at.month}月{at.day}日{at.hour}:{at.minute:02d}"


def say_time(at: datetime, asked: datetime) -> str:
    """9:00, with its day when that is another than the day of ``asked``; both in the same zone."""
    return f"{at.hour}:{at.minute:02d}" if at.date() == asked.date() else say_hour(at)


def say_distance(metres: float) -> str:
    """To 10 metres below a kilometre, to 100 metres above."""
    return f"{round(metres, -1):.0f}米" if metres < 1000 else f"{metres / 1000:.1f}公里"


def say_round_distance(metres: int) -> str:
    """500米, 2公里: a round number as it is."""
    return f"{metres}米" if metres < 1000 else f"{metres / 1000:g}公里"
