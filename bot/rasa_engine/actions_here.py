"""The actions of rasa-sdk in this process, where the action server's address would stand.

They are loaded by the package's name, as the action server loads them: nothing here knows an action."""
from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from typing import Any

import ujson
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.monitoring.readiness import NotReady
from bot.rasa_engine.action_endpoint import ANSWERS_WITHIN_SECONDS, REJECTED, ActionServerAway
from knowledge.releases.edition import Edition

log = logging.getLogger(__name__)
# A thread cannot be ended. So many may hang, each in an action of its own, before no other is begun.
MOST_HANGING = 3


class LocalActions(EndpointConfig):
    """Runs each action at once, in the caller's own event loop: for commands, where nobody else waits."""

    def __init__(self, package: str = "actions") -> None:
        super().__init__("local")
        self.executor = ActionExecutor()
        self.executor.register_package(package)

    async def request(self, method: str = "post", **options: Any) -> Any:
        """What the action server would answer to this call. Raises ClientResponseError when a form rejects the message,
        and whatever the action raises."""
        try:
            return await self.executor.run(options["json"])
        except ActionExecutionRejection as rejection:
            text = ujson.dumps({"error": rejection.message, "action_name": rejection.action_name})
            raise ClientResponseError(REJECTED, "Bad Request", text) from rejection


class ActionThread:
    """An event loop in a thread of its own; works on one action after another, as the action server does."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="actions", daemon=True)
        self.thread.start()

    async def run(self, work: Coroutine[Any, Any, Any], within: float) -> Any:
        """What ``work`` returns or raises; asyncio.TimeoutError when it takes longer than ``within`` seconds."""
        outcome = asyncio.run_coroutine_threadsafe(work, self.loop)
        return await asyncio.wait_for(asyncio.wrap_future(outcome), within)

    def end(self) -> None:
        """Begin nothing more; the thread ends with what it is at, should that ever end."""
        self.loop.call_soon_threadsafe(self.loop.stop)


class ActionsHere(LocalActions):
    """The action server's part in the serving process: a thread beside the event loop, so that nobody else waits for an
    action that blocks; a time limit; an action that fails ends the try. Calls and answers go through JSON as on the way
    to the server: no action can change what the conversation is made of. A thread that hangs is left behind for a new
    one."""

    def __init__(self, package: str = "actions", within: float = ANSWERS_WITHIN_SECONDS) -> None:
        super().__init__(package)
        self.within = within
        self.thread = ActionThread()
        self.hanging: list[ActionThread] = []

    async def request(self, method: str = "post", **options: Any) -> Any:
        """The action's answer to a call. Raises ClientResponseError when a form rejects the message and
        ActionServerAway for everything else, with the kind of failure and never with what was said."""
        call = ujson.dumps(options["json"], ensure_ascii=False)
        try:
            return await self._run(self._answer(call))
        except (ClientResponseError, ActionServerAway):
            raise
        except Exception as error:
            log.error("an action failed", exc_info=error)
            raise ActionServerAway(f"An action failed: {type(error).__name__}.") from None

    async def look(self) -> None:
        """Raises NotReady when no action can be begun; takes as long as an action has to wait for others now."""
        try:
            await self._run(asyncio.sleep(0))
        except ActionServerAway as error:
            raise NotReady(str(error)) from None

    async def hold(self, edition: Edition) -> None:
        """Nothing: actions of this process are handed the release with the turn."""

    async def close(self) -> None:
        """Begin no other action."""
        self.thread.end()

    async def _answer(self, call: str) -> Any:
        """In the thread."""
        answer = await super().request(json=ujson.loads(call))
        return ujson.loads(ujson.dumps(answer, ensure_ascii=False))

    async def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """In the thread, in time. Raises ActionServerAway when it takes too long or too many hang."""
        self.hanging = [thread for thread in self.hanging if thread.thread.is_alive()]
        if len(self.hanging) > MOST_HANGING:
            work.close()
            raise ActionServerAway(f"{len(self.hanging)} actions hang; the process has to be started again.")
        thread = self.thread
        try:
            return await thread.run(work, self.within)
        except asyncio.TimeoutError:
            self._leave(thread)
            raise ActionServerAway(f"An action has not answered within {self.within:g} seconds.") from None

    def _leave(self, thread: ActionThread) -> None:
        """Go on with another thread, unless somebody who waited for this one too has done so."""
        if thread is self.thread:
            thread.end()
            self.hanging.append(thread)
            self.thread = ActionThread()
