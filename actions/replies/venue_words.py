"""What replies about venues are made of: the words of verdicts, and the names of the place they are asked for."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext
from actions.replies.citations import rests_on
from actions.replies.found import rows_found
from actions.replies.zone_replies import designators, kinds, look_up
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import Told, VerdictsInWords
from knowledge.places.model import Place
from knowledge.rulebook import Area


def names_of(place: Place) -> tuple[str, ...]:
    """The names of a place from the district down, as far as they are known without a gap, and what it is called
    itself, which may be an area that a notice bounds."""
    names = (place.district, place.street, place.community)
    known = names.index(None) if None in names else len(names)
    return (*names[:known], *([Area(place.compound)] if place.compound else ()))


def names_in_zone(context: ActionContext, state: ConversationState) -> tuple[str, ...]:
    """The names of the place known beside a kind of zone that was said, with the notices by which it is in it."""
    if not (state.place and state.place.single):
        return ()
    answer = look_up(context, state.place, state)
    return (*names_of(state.place.single), *(designators(answer) if state.zone in kinds(answer) else ()))


def as_values(told: Told) -> dict[str, Any]:
    """What rows say, what they leave open, and all that it rests on."""
    claims = tuple(claim for verdict in told.verdicts for claim in verdict.claims)
    return {"told": told.text, "unstated": list(told.unstated), **rests_on(claims), **rows_found(told.verdicts)}


def in_words(context: ActionContext) -> VerdictsInWords:
    """The release's words for its verdicts."""
    return VerdictsInWords(context.release.rulebook, context.release.notices, context.words)
