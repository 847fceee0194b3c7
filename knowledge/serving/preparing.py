"""Having every living process hold a release before it is published, and seeing that it is live in all of them."""
from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.engine import Engine

from knowledge import clock
from knowledge.database import transaction
from knowledge.desk.texts import keep_release
from knowledge.releases.documents import Manifest
from knowledge.serving.board import Holder, holders, want

# One that is stopped or overloaded is not waited for: no reply of its former release is committed, whenever it wakes.
PREPARED_WITHIN, LIVE_WITHIN = 8.0, 5.0
LOOKS_EVERY = 0.1
# Processes go on holding it while what publishes it is under way.
WANTED_FOR = timedelta(seconds=60)
# Training a model for new topics, which begins when their draft is submitted; it is over by then, or nearly.
TRAINED_WITHIN = 300.0


def prepare(
    engine: Engine, manifest: Manifest, within: float = PREPARED_WITHIN, trained_within: float = TRAINED_WITHIN
) -> str:
    """Why a process cannot serve the release of a manifest whose texts are in the store; empty where none refuses and
    all that live hold it, or time is up. One whose model is being trained is waited for longer. Blocks."""
    now = clock.machine_utc()
    with transaction(engine) as session:
        release = keep_release(session, manifest, now)
        want(session, release, now + WANTED_FOR)
    seen = watched(engine, release, within, lambda one: one.trouble is not None)
    if any(one.trouble and not one.has_told for one in seen):
        with transaction(engine) as session:
            want(session, release, now + timedelta(seconds=trained_within) + WANTED_FOR)
        seen = watched(engine, release, trained_within, lambda one: one.has_told)
    return next((f"{one.label} cannot serve it: {one.trouble}" for one in seen if one.trouble), "")


def live_in(engine: Engine, publication: int, within: float = LIVE_WITHIN) -> tuple[int, int]:
    """In how many of the living processes a publication is live, or a later one, once it is in all or time is up."""
    seen = watched(engine, "", within, lambda one: one.publication >= publication)
    return sum(one.publication >= publication for one in seen), len(seen)


def serving(engine: Engine) -> list[Holder]:
    """The living processes as they stand now."""
    return watched(engine, "", 0, lambda one: True)


def watched(engine: Engine, release: str, within: float, is_done: Callable[[Holder], bool]) -> list[Holder]:
    """The living processes, as soon as all are done or ``within`` seconds have passed."""
    until = clock.machine_seconds() + within
    while True:
        with transaction(engine) as session:
            seen = holders(session, clock.machine_utc(), release)
        if all(map(is_done, seen)) or clock.machine_seconds() >= until:
            return seen
        time.sleep(LOOKS_EVERY)
