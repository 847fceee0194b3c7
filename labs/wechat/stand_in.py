"""A stand-in of the official API on loopback, for tests and for trying things out (`jumin wechat stand-in`)."""
from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from labs.wechat.stand_in_account import Account
from labs.wechat.stand_in_routes import StandIn

HOST = "127.0.0.1"


@contextmanager
def running(account: Account, port: int = 0) -> Iterator[str]:
    """The stand-in in a thread of its own; gives its address."""
    loop, started, where = asyncio.new_event_loop(), threading.Event(), {}

    async def start() -> web.AppRunner:
        runner = web.AppRunner(StandIn(account).app(), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        where["port"] = site._server.sockets[0].getsockname()[1]
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        try:
            where["runner"] = loop.run_until_complete(start())
        except OSError as error:
            where["error"] = error
            return
        finally:
            started.set()
        loop.run_forever()
        loop.run_until_complete(where["runner"].cleanup())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    if "error" in where:
        raise where["error"]
    try:
        yield f"http://{HOST}:{where['port']}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
