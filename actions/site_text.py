"""Sites put into words: one a line, with state, hours, distance and phone."""
from __future__ import annotations

import re
from datetime import datetime
from math import ceil

from actions.context import ActionContext
from actions.conversation_state import Facts
from knowledge.answers import say_day, say_distance, say_time
from knowledge.sites.hits import SiteHit
from knowledge.sites.hours import DAYS
from knowledge.sites.map_layout import compass, direction

DAY = re.compile("|".join(DAYS))
MARK = {"-": "hours_to", ",": "hours_and", ";": "hours_then"}
BLANKS = re.compile(r"\s*([-,;])\s*|(?<=[a-z])\s+")
# A dash between days is said as a word, one between hours stays.
MARKS = re.compile(r"(?<=[a-z])-|,|;")


def site_lines(world: ActionContext, facts: Facts, hits: tuple[SiteHit, ...], first: int) -> str:
    """Each site on a line of its own, numbered from ``first``, and where the data is from."""
    lines = [site_line(world, facts, number, hit) for number, hit in enumerate(hits, first)]
    if not any(hit.site.phone for hit in hits):
        lines.append(world.words("no_phones"))
    return "".join("\n" + line for line in [*lines, data_note(world, hits)])


def site_line(world: ActionContext, facts: Facts, number: int, hit: SiteHit) -> str:
    """One site in one line."""
    site = hit.site
    return world.words(
        "site_line", number=number, name=site.name, distance=say_way(world, facts, hit),
        only=world.words("site_couriers_only") if site.couriers_only else "",
        address=site.address or world.words("site_no_address"), state=say_state(world, facts.at, hit),
        phone=world.words("site_phone", phone=site.phone) if site.phone else "",
    )


def say_way(world: ActionContext, facts: Facts, hit: SiteHit) -> str:
    """How far and in which direction; empty when that is not known."""
    if hit.distance_m is None or facts.location is None:
        return ""
    return world.words("site_distance", distance=say_distance(hit.distance_m), wind=say_wind(world, facts, hit))


def say_wind(world: ActionContext, facts: Facts, hit: SiteHit) -> str:
    """The direction of a site from the asker's location, one of eight."""
    return world.words(f"wind_{compass(direction(facts.location, (hit.site.lat, hit.site.lon)))}")


def say_state(world: ActionContext, at: datetime, hit: SiteHit) -> str:
    """Whether the site is open at ``at``, with its hours and when that changes."""
    values = {"hours": say_hours(world, hit.site.hours)}
    opening = hit.opening
    if opening.closes_at:
        values |= {"closes": say_time(opening.closes_at, at), "minutes": ceil((opening.closes_at - at).total_seconds() / 60)}
    if opening.opens_at:
        values |= {"opens": say_time(opening.opens_at, at)}
    return world.words(state_name(hit), **values)


def state_name(hit: SiteHit) -> str:
    """The phrase for a state; open without an end and closed without a beginning have their own."""
    if hit.state == "open" and hit.opening.closes_at is None:
        return "state_open_all_day"
    if hit.state == "closed" and hit.opening.opens_at is None:
        return "state_closed_unknown"
    return f"state_{hit.state}"


def say_hours(world: ActionContext, hours: str) -> str:
    """Opening hours in Chinese, whatever their notation in the table."""
    marked = MARKS.sub(lambda mark: world.words(MARK[mark.group()]), BLANKS.sub(r"\1", hours))
    named = DAY.sub(lambda day: world.words(day.group()), marked)
    return named.replace("24h", world.words("all_day"))


def data_note(world: ActionContext, hits: tuple[SiteHit, ...]) -> str:
    """Whose data it is and since when it holds; sample data is called so."""
    since = say_day(min(hit.site.valid_from for hit in hits))
    if any(hit.site.sample for hit in hits):
        return world.words("sample_note", since=since)
    sources = world.words("hours_and").join(dict.fromkeys(hit.site.source for hit in hits))
    return world.words("data_note", since=since, sources=sources)
