"""The floor: what Sanic and a group-committed row alone cost, on this machine and in this run: python -m bench.floor
PORT.

The same server, guards, channel's addresses and store's process as `jumin serve` has; of a turn only that it is stored
before its reply. Between it and a FAQ stands all that understands, decides and finds words."""
from __future__ import annotations

import sys
import uuid

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.processes.sockets import bind
from bot.serve.children import run_until_sigterm
from bot.serve.gc_tuning import settle
from bot.stores import turn_rows
from bot.stores.turn_store import TurnStore
from bot.stores.worker_client import StoreWorker
from knowledge.database import open_engine
from knowledge.settings import load_settings

SAID = {"messages": [{"text": "好", "buttons": [], "card": None}], "receipt": {"topic": "floor"}}


def make_floor(store: TurnStore) -> Sanic:
    """The app: a session is a name, a message is one row, its reply is always the same."""
    app = Sanic("floor", configure_logging=False)
    app.config.update(ACCESS_LOG=False, KEEP_ALIVE_TIMEOUT=75)

    @app.post("/webhooks/web/sessions")
    async def open_session(_request: Request) -> HTTPResponse:
        return json({"session": uuid.uuid4().hex}, status=201)

    @app.post("/webhooks/web/messages")
    async def take_message(request: Request) -> HTTPResponse:
        body = request.json
        asked = {"channel": "web", "text": body["text"]}
        await store.batches.run(turn_rows.receive, body["session"], body["id"], asked, int(body["id"]))
        return json({"id": body["id"], **SAID})

    @app.listener("after_server_stop")
    async def close_store(_app: Sanic, _loop) -> None:
        await store.batches.close()

    return app


def main(port: int) -> None:
    url = load_settings().url
    store = TurnStore(open_engine(url), batches=StoreWorker(url))
    settle()
    run_until_sigterm(make_floor(store), bind(port))


if __name__ == "__main__":
    main(int(sys.argv[1]))
