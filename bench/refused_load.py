"""A process that sends refused pushes as fast as they are refused, until it is told to end; then it prints how many a
second.

`python -m bench.refused_load URL KIND CONNECTIONS TIMESTAMP NONCE SIGNATURE`: the last three are those of an address
that was signed once, as somebody on the way may have seen it.
"""
from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from urllib.parse import urlencode, urlsplit

from knowledge.clock import machine_seconds

# As long as may be, and as much work as may be for whoever parses it.
ELEMENTS = "<xml>" + "".join(f"<A{number}>1</A{number}>" for number in range(4500)) + "</xml>"
CIPHERS = "<xml>" + "<Encrypt>YWJj</Encrypt>" * 2500 + "</xml>"
# Kind -> (whether the address is one that was signed, body).
KINDS = {"unsigned": (False, ELEMENTS), "unsigned, in a seen address": (True, CIPHERS), "small": (False, "<xml/>")}


def request(url: str, kind: str, stamp: list[str]) -> bytes:
    """The bytes of one push."""
    seen, body = KINDS[kind]
    parts, (timestamp, nonce, signature) = urlsplit(url), stamp
    query = {
        "signature": signature if seen else "0" * 40, "timestamp": timestamp, "nonce": nonce, "encrypt_type": "aes",
        "msg_signature": "0" * 40
    }
    head = (
        f"POST {parts.path}?{urlencode(query)} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: text/xml\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def send(host: str, port: int, data: bytes, counts: list[int]) -> None:
    """One connection after the other, each for as long as it is kept open."""
    while True:
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                while True:
                    writer.write(data)
                    await writer.drain()
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
                    await reader.readexactly(length)
                    counts[0] += 1
            finally:
                writer.close()


async def main(url: str, kind: str, connections: str, *stamp: str) -> None:
    parts, counts, ended = urlsplit(url), [0], asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    data, began = request(url, kind, list(stamp)), machine_seconds()
    sending = [asyncio.create_task(send(parts.hostname, parts.port, data, counts)) for _ in range(int(connections))]
    print("sending", flush=True)
    await ended.wait()
    for task in sending:
        task.cancel()
    print(counts[0] / (machine_seconds() - began), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
