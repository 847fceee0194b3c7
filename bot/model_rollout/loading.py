"""Loading a model beside the one in use."""
from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from bot.model_rollout.files import ModelRefused
from bot.rasa_engine.agent import Agent

log = logging.getLogger(__name__)
MakeAgent = Callable[[Path], Agent]
ANYTHING = "."
# A turn changes threads some twenty times; each time it would wait Python's 5 ms for the one that loads.
GIVES_WAY_AFTER_SECONDS = 0.0005


def load_beside(make_agent: MakeAgent, file: Path) -> Agent:
    """An agent with the model of ``file``, warm. Blocks for seconds: call it in a thread. Raises ModelRefused."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(GIVES_WAY_AFTER_SECONDS)
    try:
        return warm(make_agent(file))
    except Exception as error:
        # A file can be broken in any way; none of them may end a process that serves.
        log.warning("the model %s cannot be loaded", file.name, exc_info=error)
        raise ModelRefused(f"{file.name} cannot be loaded: {type(error).__name__}: {first_line(error)}.") from None
    finally:
        sys.setswitchinterval(before)


def warm(agent: Agent) -> Agent:
    """The agent after it has understood something: the names of all places are read now and not in the first turn.
    Call it where no event loop runs."""
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(agent.understand(ANYTHING))
    finally:
        loop.close()
    return agent


def first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "no reason given").rstrip(".")[:200]
