"""Where to go: booths near a place, hospitals that test round the clock."""
from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker

from actions.facts import Facts, read_facts
from actions.say import say
from actions.world import Message, World, world
from actions.zone import which_place
from knowledge.answers import say_distance, say_hour
from knowledge.sites.hours import DAYS
from knowledge.sites.search import SearchResult, SiteHit, search

HOSPITALS = ("hospital_24h",)
BOOTHS = ("booth", "temporary_point")
NAMED = 3
DAY = re.compile("|".join(DAYS))


class ValidateBoothForm(FormValidationAction):
    """Asks for a place unless one or a location is known."""

    def name(self) -> str:
        return "validate_booth_form"

    async def required_slots(self, domain_slots, dispatcher, tracker: Tracker, domain) -> list[str]:
        facts = read_facts(tracker, world())
        return [] if facts.place or facts.location else ["place"]


class ActionBooths(Action):
    """Names booths near the place or location."""

    def name(self) -> str:
        return "action_booths"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, booth_messages(world(), read_facts(tracker, world())))
        return []


class ActionNightTesting(Action):
    """The rule on round-the-clock testing, then hospitals of the district named."""

    def name(self) -> str:
        return "action_night_testing"

    def run(self, dispatcher, tracker: Tracker, domain) -> list[dict[str, Any]]:
        say(dispatcher, night_messages(world(), read_facts(tracker, world())))
        return []


def booth_messages(world: World, facts: Facts) -> list[Message]:
    """The reply to "where is a booth near me"."""
    if facts.place is None and facts.location is None:
        return [Message("ask_booth_form_place")]
    asked = facts.place and which_place(facts.place)
    if asked:
        return [asked]
    result = find(world, facts, BOOTHS)
    return [site_message(world, facts, result, "booths_found" if result.hits else "booths_none")]


def night_messages(world: World, facts: Facts) -> list[Message]:
    """The reply to "where can I test at night"."""
    rule = Message("after_hours_testing", {"topic": "after_hours_testing", "at": facts.at.isoformat()})
    result = find(world, facts, HOSPITALS)
    found = site_message(world, facts, result, "hospitals_found" if result.hits else "hospitals_none")
    known = facts.place or facts.location
    return [rule, found] if known else [rule, found, Message("hospitals_which")]


def find(world: World, facts: Facts, kinds: tuple[str, ...]) -> SearchResult:
    """The best sites for the place or location, at the instant asked about."""
    place = facts.place.candidates[0] if facts.place and facts.place.candidates else None
    with world.session() as session:
        return search(
            session, facts.at, kinds, limit=NAMED,
            district=place.district if place else None, street=place.street if place else None,
            near=None if place else facts.location,
        )


def site_message(world: World, facts: Facts, result: SearchResult, words: str) -> Message:
    """The found sites in words and as a card."""
    lines = "".join("\n" + site_line(world, number, hit) for number, hit in enumerate(result.hits, 1))
    if any(hit.site.sample for hit in result.hits):
        lines += "\n" + world.words("sample_note")
    values = {"where": where(world, facts), "when": world.when(facts.at), "lines": lines, "at": facts.at.isoformat()}
    return Message(words, values | {"card": card(result)} if result.hits else values)


def where(world: World, facts: Facts) -> str:
    """How the reply names where it looked."""
    if facts.place and facts.place.candidates:
        return facts.place.candidates[0].district or facts.place.text
    return world.words("where_near" if facts.location else "where_city")


def site_line(world: World, number: int, hit: SiteHit) -> str:
    """One site in one line."""
    distance = "" if hit.distance_m is None else world.words("site_distance", distance=say_distance(hit.distance_m))
    return world.words(
        "site_line", number=number, name=hit.site.name, distance=distance,
        address=hit.site.address or world.words("site_no_address"), state=say_state(world, hit),
    )


def say_state(world: World, hit: SiteHit) -> str:
    """Whether the site is open at the instant, in words."""
    if hit.site.hours == "24h" and hit.state == "open":
        return world.words("state_open_all_day")
    name = f"state_{hit.state}"
    if hit.state == "closed" and hit.opening.opens_at is None:
        name = "state_closed_unknown"
    return world.words(name, hours=say_hours(world, hit.site.hours), closes=clock(hit.opening.closes_at), opens=clock(hit.opening.opens_at))


def say_hours(world: World, hours: str) -> str:
    """Opening hours in Chinese, whatever their notation in the table."""
    if hours == "24h":
        return world.words("all_day")
    return DAY.sub(lambda day: world.words(day.group()), hours)


def clock(at: datetime | None) -> str:
    """An hour in words, empty for none."""
    return "" if at is None else say_hour(at)


def card(result: SearchResult) -> dict[str, Any]:
    """The sites as data for a page; map links need a position."""
    return {"kind": "sites", "total": result.total, "sites": [site_data(hit) for hit in result.hits]}


def site_data(hit: SiteHit) -> dict[str, Any]:
    site = hit.site
    return {
        "name": site.name, "address": site.address, "hours": site.hours, "open_now": hit.opening.open_now,
        "distance_m": hit.distance_m, "phone": site.phone, "source": site.source, "maps": map_links(hit),
    }


def map_links(hit: SiteHit) -> dict[str, str]:
    """AMap's and Tencent's URI schemes for a marker, both in GCJ-02."""
    site = hit.site
    if site.lat is None or site.lon is None:
        return {}
    return {
        "amap": f"https://uri.amap.com/marker?position={site.lon},{site.lat}&name={site.name}",
        "tencent": f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{site.lat},{site.lon};title:{site.name}",
    }
