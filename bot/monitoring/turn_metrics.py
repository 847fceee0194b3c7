"""Metrics and log lines of turns. Neither holds the words of a resident, nor who wrote them."""
from __future__ import annotations

import hashlib
import hmac
import logging

import structlog

from bot.answering.rendering import Reply
from bot.monitoring.logs import PROCESSORS
from bot.monitoring.metrics import Metrics
from bot.monitoring.safe_exceptions import tell
from bot.stores.turn_rows import StoredTurn

# Turns are logged from INFO on; everything else of structlog's, Rasa's above all, from WARNING on.
log = structlog.wrap_logger(
    logging.getLogger("bot.turns"), PROCESSORS, wrapper_class=structlog.make_filtering_bound_logger(logging.INFO)
).bind()


# A mark of letters is never taken for a telephone number.
LETTERS = str.maketrans("0123456789", "ghijklmnop")


def conversation_mark(secret: str, conversation: str) -> str:
    """What stands for a conversation in logs. Who knows it and the secret can compute the mark; nobody can go back."""
    return hmac.new(secret.encode(), conversation.encode(), hashlib.sha256).hexdigest()[:16].translate(LETTERS)


def outcome_of(reply: Reply) -> str:
    """How a turn ended: failed, refused or answered."""
    if "failed" in reply.refusals:
        return "failed"
    return "refused" if reply.refusals else "answered"


class TurnObserver:
    """One a process. Every method is cheap and raises nothing of its own."""

    def __init__(self, metrics: Metrics | None = None, secret: str = "") -> None:
        self.metrics, self.secret = metrics or Metrics(), secret

    def received(self, channel: str, seconds: float) -> None:
        """A message is stored; ``seconds`` is how long that took."""
        self.metrics.received.labels(channel).inc()
        self.metrics.stage_seconds.labels("received").observe(seconds)

    def not_stored(self, channel: str, error: Exception) -> None:
        """A message could not be stored and its sender was told to send it again."""
        self.metrics.turns.labels(channel, "not_stored").inc()
        log.error("turn_not_stored", channel=channel, error=tell(error))

    def pending(self, turn: StoredTurn) -> None:
        """The deadline passed, or the store failed: the caller fetches the reply later."""
        channel = channel_of(turn)
        self.metrics.pending.labels(channel).inc()
        log.warning("turn_pending", turn=self.name(turn), channel=channel)

    def failed(self, turn: StoredTurn, attempt: int, error: Exception) -> None:
        """One attempt to answer raised an error."""
        channel = channel_of(turn)
        self.metrics.attempts_failed.labels(channel).inc()
        log.error("turn_attempt_failed", turn=self.name(turn), channel=channel, attempt=attempt, error=tell(error))

    def store_failed(self, turn: StoredTurn, error: Exception) -> None:
        """The store failed while the turn ran; it stays stored and is taken up again."""
        channel = channel_of(turn)
        self.metrics.attempts_failed.labels(channel).inc()
        log.error("turn_store_failed", turn=self.name(turn), channel=channel, error=tell(error))

    def overtaken(self, turn: StoredTurn) -> None:
        """Something newer was published while the turn was answered; it is answered again."""
        log.info("turn_overtaken", turn=self.name(turn), channel=channel_of(turn))

    def done(self, turn: StoredTurn, reply: Reply, seconds: float, stages: dict[str, float]) -> None:
        """The reply is committed, so many seconds after the turn was taken up; ``stages`` are those it passed since."""
        channel, outcome = channel_of(turn), outcome_of(reply)
        self.metrics.turns.labels(channel, outcome).inc()
        self.metrics.turn_seconds.labels(channel).observe(seconds)
        for stage, took in stages.items():
            self.metrics.stage_seconds.labels(stage).observe(took)
        for kind in reply.refusals:
            self.metrics.refusals.labels(kind).inc()
        log.info(
            "turn_done", turn=self.name(turn), channel=channel, outcome=outcome, refusals=list(reply.refusals),
            topic=reply.receipt.topic, ms=milliseconds(seconds),
            **{f"{name}_ms": milliseconds(took) for name, took in stages.items()},
        )

    def name(self, turn: StoredTurn) -> str:
        """What a turn is called in logs: the mark of its conversation and its number there."""
        return f"{conversation_mark(self.secret, turn.conversation)}-{turn.number}"


def channel_of(turn: StoredTurn) -> str:
    return turn.request["channel"]


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
