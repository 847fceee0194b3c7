"""Sites put into words: one a line, with state, hours, distance and phone."""
from __future__ import annotations

from datetime import datetime
from math import ceil

from actions.context import ActionContext
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import say_day, say_distance, say_time
from knowledge.sites.hits import SiteHit
from knowledge.sites.hours_in_words import hours_in_words
from knowledge.sites.map_layout import compass, direction
from knowledge.sites.model import AUDIENCES, Site


def site_lines(context: ActionContext, state: ConversationState, hits: tuple[SiteHit, ...], first: int) -> str:
    """Each site on a line of its own, numbered from ``first``."""
    return "".join("\n" + site_line(context, state, number, hit) for number, hit in enumerate(hits, first))


def site_line(context: ActionContext, state: ConversationState, number: int, hit: SiteHit) -> str:
    """One site in one line."""
    site = hit.site
    return context.words(
        "site_line", number=number, name=site.name, distance=say_way(context, state, hit),
        only=say_only(context, site), more=say_more(context, site),
        address=site.address or context.words("site_no_address"), state=say_state(context, state.at, hit),
        phone=context.words("site_phone", phone=site.phone) if site.phone else "",
    )


def say_way(context: ActionContext, state: ConversationState, hit: SiteHit) -> str:
    """How far and in which direction; empty when that is not known."""
    if hit.distance_m is None or state.location is None:
        return ""
    return context.words("site_distance", distance=say_distance(hit.distance_m), wind=say_wind(context, state, hit))


def say_wind(context: ActionContext, state: ConversationState, hit: SiteHit) -> str:
    """The direction of a site from the asker's location, one of eight."""
    return context.words(f"wind_{compass(direction(state.location, (hit.site.lat, hit.site.lon)))}")


def say_state(context: ActionContext, at: datetime, hit: SiteHit) -> str:
    """Whether the site is open at ``at``, with its hours and when that changes."""
    values = {"hours": say_hours(context, hit.site)}
    opening = hit.opening
    if opening.closes_at:
        minutes = ceil((opening.closes_at - at).total_seconds() / 60)
        values |= {"closes": say_time(opening.closes_at, at), "minutes": minutes}
    if opening.opens_at:
        values |= {"opens": say_time(opening.opens_at, at)}
    return context.words(state_name(hit), **values)


def state_name(hit: SiteHit) -> str:
    """The phrase for a state; open without an end and closed without a beginning have their own."""
    if hit.state == "unknown" and not hit.site.hours_published:
        return "state_hours_unknown"
    if hit.state == "open" and hit.opening.closes_at is None and not hit.site.hours_published:
        return "state_open_all_day"
    if hit.state == "open" and hit.opening.closes_at is None:
        return "state_open_published"
    if hit.state == "closed" and hit.opening.opens_at is None:
        return "state_closed_unknown"
    return f"state_{hit.state}"


def say_hours(context: ActionContext, site: Site) -> str:
    """Opening hours as they were published, or in Chinese out of the notation of the table."""
    return site.hours_published or hours_in_words(site.hours, context.words)


def say_only(context: ActionContext, site: Site) -> str:
    """For whom the site is, where it is not for everybody."""
    if site.couriers_only:
        return context.words("site_couriers_only")
    return "" if site.audience in AUDIENCES else context.words("site_audience_only", audience=site.audience)


def say_more(context: ActionContext, site: Site) -> str:
    """How samples are taken and what it costs, where the list says so."""
    tube = context.words(f"tube_{site.tube.replace(',', '_')}") if site.tube else ""
    fee = context.words("site_fee", fee=site.fee) if site.fee else ""
    return tube + fee


def site_notes(context: ActionContext, hits: tuple[SiteHit, ...]) -> dict[str, str]:
    """What is said once of a list of sites: whom to call where it has no phones, whose data it is and since when it
    holds; sample data is called so."""
    since = say_day(min(hit.site.valid_from for hit in hits))
    # A note is no part of a message's words: nobody fills in later whom to call.
    whom = context.words("no_phones", hotline=context.settings.hotline)
    notes = {} if any(hit.site.phone for hit in hits) else {"no_phones": whom}
    if any(hit.site.sample for hit in hits):
        return notes | {"sample_note": context.words("sample_note", since=since)}
    sources = context.words("hours_and").join(dict.fromkeys(hit.site.source for hit in hits))
    return notes | {f"data_note {sources}": context.words("data_note", since=since, sources=sources)}
