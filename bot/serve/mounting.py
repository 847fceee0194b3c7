"""Puts monitoring into the app: addresses, the count of refused requests, and what runs beside the turns."""
from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable

from sanic import Sanic

from bot.channels.protocol import Channel
from bot.guard.bad_request import refusals_told
from bot.monitoring.loop_lag import LoopLag
from bot.monitoring.readiness import Check, Readiness
from bot.monitoring.routes import monitoring_routes
from bot.rasa_engine.agent import Agent
from bot.serve.daily_audit import tell_daily
from bot.serve.daily_retention import retain_daily
from bot.serve.readiness_checks import checks_of
from bot.serve.zone_sync import sync_while_serving, zones_check
from bot.turns.turns import Turns
from knowledge.settings import Settings


def mount_monitoring(
    app: Sanic, settings: Settings, agent: Agent, turns: Turns, actions: Check, channels: Iterable[Channel] = ()
) -> None:
    """The metrics are those that ``turns`` tells of; ``channels`` are those that are mounted."""
    metrics = turns.seen.metrics
    lag = LoopLag(metrics.loop_lag)
    name = f"{socket.gethostname()[:100]}:{settings.port}"
    checks = checks_of(agent, turns, actions, lag, name)
    for channel in channels:
        checks.update(channel.checks())
    if settings.zones_url:
        checks["zones"] = zones_check(turns.store, settings, metrics.zones_synced_at)
        run_beside(app, lambda: sync_while_serving(turns.store.engine, settings))
    readiness = Readiness(checks, metrics)
    app.blueprint(monitoring_routes(readiness, metrics, lambda: (agent.model, agent.generator.release.identifier)))
    app.register_middleware(refusals_told(lambda status: metrics.http_refusals.labels(status).inc()), "response")
    # The first message a model reads takes it a second; no resident has to wait for that.
    app.register_listener(lambda _app, _loop: readiness.look(), "before_server_start")
    run_beside(app, lag.watch)
    run_beside(app, lambda: tell_daily(turns.store.engine))
    run_beside(app, lambda: retain_daily(turns.store.engine, settings.retention_days, settings.hotline_days, metrics))


def run_beside(app: Sanic, work) -> None:
    """Run ``work`` from the start of the server to its end."""
    tasks: list[asyncio.Task] = []
    app.register_listener(lambda _app, loop: tasks.append(loop.create_task(work())), "after_server_start")
    app.register_listener(lambda _app, _loop: [task.cancel() for task in tasks], "before_server_stop")
