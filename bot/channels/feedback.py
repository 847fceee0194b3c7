"""What a resident thinks of a reply, read strictly, and the item that it makes for the content team. Pure."""
from __future__ import annotations

from typing import Any

from bot.channels.requests import LONGEST_TEXT
from bot.guard.bad_request import BadRequest
from bot.privacy.redaction import redact
from bot.stores.feedback import REASONS, Feedback
from bot.stores.inbox import InboxItem
from bot.stores.turn_rows import StoredTurn
from knowledge.clock import parse_instant


def read_feedback(body: dict[str, Any]) -> Feedback:
    """The feedback in a request's object; the resident's words are masked. Raises BadRequest."""
    helpful, reason, words = body.get("helpful"), body.get("reason"), body.get("words")
    if not isinstance(helpful, bool):
        raise BadRequest(400, "malformed", "helpful must be true or false.")
    if reason is not None and reason not in REASONS:
        raise BadRequest(400, "malformed", f"reason must be null or one of {', '.join(REASONS)}.")
    if helpful and reason is not None:
        raise BadRequest(400, "malformed", "A reply that helped has no reason why it did not; send null.")
    if words is not None and not isinstance(words, str):
        raise BadRequest(400, "malformed", "words must be a text or null.")
    if words and len(words) > LONGEST_TEXT:
        raise BadRequest(413, "too_long", f"The words have {len(words)} characters; {LONGEST_TEXT} are taken.")
    return Feedback(helpful, reason, redact(words.strip()) or None if words else None)


def complaint(turn: StoredTurn, feedback: Feedback) -> InboxItem | None:
    """The item for the content team; none for what helped."""
    if feedback.helpful:
        return None
    question = redact(turn.request.get("text") or turn.request.get("payload") or "")
    receipt = turn.reply["receipt"]
    return InboxItem(
        feedback.kind, receipt["topic"], question, parse_instant(receipt["as_of"]), words=feedback.words
    )
