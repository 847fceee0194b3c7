"""A closed loop against the floor, light enough not to be the floor itself: `python -m bench.floor_load PORT CLIENTS
SECONDS`.

Prints how many messages a second were answered. What bench.load does for each message would take longer than the
server."""
from __future__ import annotations

import asyncio
import json
import sys
import uuid

from bench.records import ANSWERED, UNANSWERED
from knowledge.clock import machine_seconds

HOST = "127.0.0.1"
TURNS, WARM_UP = 10, 1.5


def request(port: int, conversation: str, turn: int) -> bytes:
    """The bytes of one message."""
    body = json.dumps({"session": conversation, "id": str(turn), "text": "地铁还开吗"}).encode()
    head = (
        f"POST /webhooks/web/messages HTTP/1.1\r\nHost: {HOST}:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def client(port: int, began: float, seconds: float, counts: dict[str, int]) -> None:
    """One who asks, waits for the answer and asks again; a conversation ends after some turns."""
    reader, writer = await asyncio.open_connection(HOST, port)
    number, conversation = 0, ""
    while (now := machine_seconds() - began) < seconds:
        if number % TURNS == 0:
            conversation = uuid.uuid4().hex
        writer.write(request(port, conversation, number % TURNS))
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        if now >= WARM_UP:
            counts[ANSWERED if head.startswith(b"HTTP/1.1 200") else UNANSWERED] += 1
        number += 1
    writer.close()


async def main(port: int, clients: int, seconds: float) -> None:
    counts, began = {ANSWERED: 0, UNANSWERED: 0}, machine_seconds()
    await asyncio.gather(*(client(port, began, seconds, counts) for _ in range(clients)))
    if counts[UNANSWERED]:
        sys.exit(f"{counts[UNANSWERED]} messages to the floor were refused.")
    print(counts[ANSWERED] / (seconds - WARM_UP))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
