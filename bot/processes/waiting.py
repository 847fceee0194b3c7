"""What the supervisor waits for without blocking its event loop."""
from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from bot.processes.sockets import HOST


async def ask(port: int, path: str) -> bytes:
    """The status of a GET."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n".encode())
        return (await reader.readline()).split(b" ", 2)[1:2][0]
    except IndexError:
        return b""
    finally:
        writer.close()


async def readable(descriptor: int) -> None:
    """Wait until something, or the end, can be read there."""
    loop, come = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(descriptor, come.set)
    try:
        await come.wait()
    finally:
        loop.remove_reader(descriptor)


async def ended(pid: int) -> bool:
    """True when a process has ended, whether or not its parent looks; False at once where the kernel cannot tell."""
    try:
        told = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    except (AttributeError, OSError):
        # Not on Linux.
        return False
    try:
        await readable(told)
    finally:
        os.close(told)
    return True


async def in_thread(work: Callable[[], None]) -> None:
    """Run ``work`` in a thread that nobody waits for when this process ends. Raises what it raised."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def run() -> None:
        try:
            work()
        except Exception as error:
            tell(partial(done.set_exception, error))
        else:
            tell(partial(done.set_result, None))

    def tell(outcome: Callable[[], None]) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: done.done() or outcome())

    threading.Thread(target=run, daemon=True).start()
    await done
