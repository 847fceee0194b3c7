"""/live for everybody, /ready in detail and /metrics for callers from this machine only."""
from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.guard.bad_request import BadRequest
from bot.guard.callers import is_from_loopback
from bot.monitoring.metrics import Metrics
from bot.monitoring.readiness import Readiness

# Model and release that are served now.
Served = Callable[[], tuple[str, str]]


def monitoring_routes(readiness: Readiness, metrics: Metrics, served: Served) -> Blueprint:
    """The blueprint of the three addresses; requests that are refused anywhere are counted, too."""
    routes = Blueprint("monitoring")

    @routes.get("/live")
    async def live(request: Request) -> HTTPResponse:
        """The process answers."""
        return json({"status": "live"})

    @routes.get("/ready")
    async def ready(request: Request) -> HTTPResponse:
        """200 when this process can answer, 503 when a check fails."""
        found = await readiness.look()
        states = {outcome.state for outcome in found.values()}
        answer = {"status": "not ready" if "failed" in states else "degraded" if "degraded" in states else "ready"}
        if is_from_loopback(request.ip, request.headers):
            model, release = served()
            checks = {name: outcome.as_json() for name, outcome in found.items()}
            answer = {**answer, "checks": checks, "model": model, "release": release, "unfinished": unfinished(metrics)}
        return json(answer, status=503 if "failed" in states else 200)

    @routes.get("/metrics")
    async def give_metrics(request: Request) -> HTTPResponse:
        """Everything in Prometheus' text format, the checks as they stand now."""
        if not is_from_loopback(request.ip, request.headers):
            raise BadRequest(403, "loopback_only", "Metrics are given to this machine only.")
        await readiness.look()
        metrics.serve(*served())
        return raw(metrics.text(), content_type=CONTENT_TYPE_LATEST)

    return routes


def unfinished(metrics: Metrics) -> int | None:
    """How many turns wait for their reply; None when the store didn't say."""
    value = metrics.unfinished.collect()[0].samples[0].value
    return None if value != value else int(value)
