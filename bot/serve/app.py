"""The Sanic app that serves everything: pages, channels, health. Rasa's own HTTP API is never mounted."""
from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.hotline import Suggestions
from bot.channels.protocol import Channel, Host
from bot.channels.registry import channel_names
from bot.channels.requests import LONGEST_BODY
from bot.guard.errors import add_refusals, failure
from bot.guard.origins import add_origins
from bot.model_rollout.current import CurrentAgent
from bot.model_rollout.loading import load_beside
from bot.model_rollout.participant import RolloutParticipant, serve_changes
from bot.model_rollout.store import ModelStore
from bot.monitoring.metrics import Metrics
from bot.monitoring.turn_metrics import TurnObserver
from bot.pages.data_times import read_data_times
from bot.pages.faq import faq_routes
from bot.pages.routes import page_routes
from bot.publications.follower import Follower, follow_publications
from bot.publications.held_models import HeldModels
from bot.publications.trainer import Trainer, train_in_time
from bot.rasa_engine.action_endpoint import ActionEndpoint
from bot.rasa_engine.actions_here import ActionsHere
from bot.rasa_engine.agent import Agent
from bot.rasa_engine.own_actions import BothActions
from bot.serve.gc_tuning import settle
from bot.serve.mounting import mount_monitoring
from bot.serve.startup_checks import CREDENTIALS, ENDPOINTS, read_channels, read_generator
from bot.serve.startup_checks.classes import load_class
from bot.stores.recent import expire_regularly
from bot.stores.silenced import finish_unless_silenced
from bot.stores.turn_store import TurnStore
from bot.stores.worker_client import StoreWorker
from bot.training.release_models import ReleaseModels
from bot.turns.anew import Anew
from bot.turns.locks import ProcessLocks, RedisLocks
from bot.turns.recovery import sweep
from bot.turns.turns import Busy, Turns
from knowledge.database import open_engine
from knowledge.serving.shelf import Shelf
from knowledge.settings import Settings

log = logging.getLogger(__name__)
AGAIN_AFTER_SECONDS = 3


def make_app(settings: Settings, model: Path, actions_url: str | None) -> Sanic:
    """The app with its model loaded; raises what is wrong before it listens. Without the address of an action server
    the actions run here."""
    settle()
    store = TurnStore(open_engine(settings.url), batches=StoreWorker(settings.url), finishing=finish_unless_silenced)
    generator = load_class(read_generator(ENDPOINTS))
    actions = BothActions(ActionEndpoint(actions_url), ActionsHere()) if actions_url else ActionsHere()
    make_agent = partial(Agent, settings=settings, actions=actions, generator=generator)
    agent = CurrentAgent(load_beside(make_agent, model))
    locks = RedisLocks(settings.redis_url) if settings.redis_url else ProcessLocks()
    seen = TurnObserver(Metrics(channel_names()), settings.secret)
    participant = RolloutParticipant(agent, ModelStore(store.engine), settings.var / "models", make_agent)
    shelf = Shelf(store.engine)
    models = None if settings.model else HeldModels(
        ReleaseModels(settings), participant.store, shelf, agent, make_agent
    )
    follower = Follower(agent, shelf, actions, participant.id, participant.label, models)
    follower.begin()
    turns = Turns(store, agent.answer, agent.apology, settings.web_deadline, locks, seen, follower.renew)
    app = Sanic("jumin", configure_logging=False)
    app.config.update(ACCESS_LOG=False, REQUEST_MAX_SIZE=LONGEST_BODY, KEEP_ALIVE_TIMEOUT=75)
    # A proxy keeps its connections and goes on using them: they are not waited for, it sends a message again elsewhere.
    app.config.update(GRACEFUL_SHUTDOWN_TIMEOUT=4.0)
    app.ctx.turns, app.ctx.agent = turns, agent
    host = Host(turns, settings, agent, Anew(agent, store, follower.has_changed))
    channels = mount_channels(app, host)
    app.blueprint(page_routes(
        settings, lambda: (agent.model, agent.generator.release), partial(store.batches.run, read_data_times)
    ))
    app.blueprint(faq_routes(host))
    app.blueprint(Suggestions(agent, store, settings.secret).blueprint())
    mount_monitoring(app, settings, agent, turns, actions.look, channels)
    add_error_handlers(app)
    add_origins(app, settings.allowed_origins)
    app.register_listener(start_sweeping, "after_server_start")
    app.register_listener(end_sweeping, "before_server_stop")
    app.register_listener(close_store, "after_server_stop")
    serve_changes(app, participant)
    follow_publications(app, follower)
    if models:
        train_in_time(app, Trainer(store.engine, models))
    return app


def mount_channels(app: Sanic, host: Host) -> list[Channel]:
    """The channels of credentials.yml, each where Rasa mounts it; one that its settings leave switched off is left
    out."""
    made = [
        load_class(named.channel.dotted).from_credentials(named.options, host) for named in read_channels(CREDENTIALS)
    ]
    channels = [channel for channel in made if channel is not None]
    for channel in channels:
        app.blueprint(channel.blueprint(), url_prefix=f"/webhooks/{channel.name()}")
    return channels


async def start_sweeping(app: Sanic, _loop) -> None:
    """Answer what a stopped process left, and forget what was said minutes ago, for as long as the app runs."""
    turns, agent = app.ctx.turns, app.ctx.agent
    app.ctx.sweeping = [
        asyncio.create_task(sweep(turns)), asyncio.create_task(expire_regularly(agent, turns.store.recent)),
    ]


async def end_sweeping(app: Sanic, _loop) -> None:
    """What is not finished is taken up by the next process."""
    for task in app.ctx.sweeping:
        task.cancel()


async def close_store(app: Sanic, _loop) -> None:
    """What is written last is written."""
    await app.ctx.turns.store.batches.close()


def add_error_handlers(app: Sanic) -> None:
    """Every error is JSON with a code and a sentence."""
    add_refusals(app)
    app.error_handler.add(SQLAlchemyError, cannot_store)
    app.error_handler.add(Busy, too_many_at_once)
    app.error_handler.add(Exception, unexpected)


def cannot_store(request: Request, error: Exception) -> HTTPResponse:
    """Nothing was answered and nothing is kept: the caller sends it again."""
    log.error("the store refused: %s", type(error).__name__)
    return failure(
        503, "not_stored", "The message cannot be stored now and was not answered; send it again.", AGAIN_AFTER_SECONDS
    )


def too_many_at_once(request: Request, error: Busy) -> HTTPResponse:
    """A rush: an honest refusal at once in place of a wait that nobody can foresee."""
    message = "Too many ask at this moment; the message was not answered, send it again in some seconds."
    return failure(503, "busy", message, AGAIN_AFTER_SECONDS)


def unexpected(request: Request, error: Exception) -> HTTPResponse:
    log.error("unexpected error", exc_info=error)
    return failure(503, "trouble", "Something went wrong here; send it again.", AGAIN_AFTER_SECONDS)
