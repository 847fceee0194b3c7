"""The one table from an open question to its reply."""
from __future__ import annotations

from actions.answer import Reply
from actions.outbreak_replies import outbreak_messages
from actions.screening_replies import screening_messages
from actions.site_replies import MESSAGES_OF_KIND
from actions.venue_replies import venue_messages
from actions.zone_replies import zone_messages
from knowledge.answers import Topics

REPLIES: dict[str, Reply] = {
    "venue": venue_messages, "zone": zone_messages, "outbreak": outbreak_messages, "event": screening_messages,
}
# The role of the questions that each form asks back for.
ROLE_OF_FORM = {"venue_form": "venue", "zone_form": "zone", "booth_form": "sites", "outbreak_form": "outbreak"}


def reply_to(topics: Topics, question: str | None) -> Reply | None:
    """What answers a computed question; None where it is none."""
    role = topics.role(question)
    if role is None:
        return None
    return MESSAGES_OF_KIND.get(role.kind) if role.name == "sites" else REPLIES.get(role.name)


def form_asks_for(topics: Topics, form: str | None, question: str | None) -> bool:
    """Whether a form is about this question."""
    role = topics.role(question)
    # Only booths are looked for near a place that must be known; the other lists can be told without one.
    return role is not None and ROLE_OF_FORM.get(form or "") == role.name and role.kind in (None, "booth")
