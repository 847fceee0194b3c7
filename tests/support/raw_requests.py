"""Thousands of raw requests a minute with wounds where HTTP's own bytes are: lengths, chunks, heads, line ends,
noise."""
from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

WITHIN_SECONDS = 5.0
AT_A_TIME = 12
METHODS = ("POST", "GET", "HEAD", "OPTIONS", "PUT", "TRACE", "CONNECT", "get", "PO ST", "", "\x00", "问")
PATHS = (
    "/webhooks/web/messages", "/webhooks/web/sessions", "/webhooks/web/messages?after=%ff", "/live", "/ready", "/",
    "/static/chat/page.js", "/metrics", "*",
    "/static/../../etc/passwd", "/static/%2e%2e/%00", "/static/" + "a" * 300, "/%00", "//", "http://other/live",
    "http://", "/a b", "/\x7f", "/" + "x" * 9000,
    "/webhooks/wechat/webhook", "/static/", "/%zz?%zz", "/#", "live",
)
VERSIONS = (
    "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "http/1.1", "", "HTTP/1.1 ", "HTTP/11"
)
LENGTHS = (
    "-5", "+5", "", " ", "1_0", "٥", "5, 5", "0x10", "99999999999999999999", "9" * 4000, "65537", "0", "3", "1e2",
    "\t7", "5\r\nContent-Length: 6"
)
SIZES = (
    "-1", "ffffffff", "fffffffffffffffff", "0x3", "1_0", "", " ", "5;" + "e" * 300, "g", "+2", "3", "0", "٣", "5;a=b"
)
HEADERS = (
    "Expect: 100-continue", "Expect: anything", "Upgrade: websocket", "Upgrade: h2c", "Connection: keep-alive",
    "Connection: \x00", "Host: other", "X: \xff",
    "X" * 9000 + ": y", "No colon", " folded", ": nameless", "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: chunked", "Authorization: Bearer \ud7ff",
    "Origin: null", "X-Forwarded-For: 1.1.1.1, ,", "Range: bytes=9-1", "If-Modified-Since: never",
    "Content-Type: multipart/form-data",
)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
LINE_ENDS = ("\r\n",) * 12 + ("\n", "\r", "\r\r\n", "\n\r")


@dataclass
class Outcome:
    """What came of many requests: how often each status, and what should not have been."""

    statuses: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def take(self, wire: bytes, answer: bytes, seconds: float) -> None:
        self.slowest = max(self.slowest, seconds)
        answer = answer.removeprefix(CONTINUE)
        fault = fault_of(wire, answer) or (f"took {seconds:.1f} s" if seconds > WITHIN_SECONDS else "")
        if fault:
            self.faults.append(f"{fault}: {wire[:200]!r} got {answer[:200]!r}")
        self.statuses[answer[9:12].decode("latin-1") or "none"] += 1


def fault_of(wire: bytes, answer: bytes) -> str:
    """What is wrong with an answer, empty when nothing is: it may be missing only where nothing was asked. Pure."""
    if not answer:
        return "no answer" if wire else ""
    head, _, body = answer.partition(b"\r\n\r\n")
    found = re.fullmatch(rb"HTTP/1\.1 (\d{3}) [^\r\n]*((?:\r\n[^\r\n:]+: [^\r\n]*)*)", head)
    if not found:
        return "no HTTP"
    status = int(found[1])
    if status >= 500 and (status != 503 or b"retry-after:" not in head.lower()):
        return f"an error of the server, {status}"
    if status < 400 or wire[:4].upper() == b"HEAD":
        return ""
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    error = json.loads(body[:int(length[1])]) if length else {}
    return "" if set(error) == {"error", "message"} else "no error of ours"


def wire_of(dice: random.Random, session: str) -> bytes:
    """The bytes of a request with one or two wounds, seldom a whole one. Pure."""
    if dice.random() < 0.05:
        return dice.randbytes(dice.randrange(400))
    body = json.dumps({
        "session": session, "id": f"{dice.getrandbits(64):x}", "text": "核酸" if dice.random() < 0.1 else ""
    }).encode()
    odd = set(
        dice.sample(
            ("method", "path", "version", "length", "chunks", "header", "ends", "cut", "bytes"),
            dice.choice((1, 1, 1, 2))
        )
    )
    pick = lambda name, odd_ones, usual: dice.choice(odd_ones) if name in odd else usual  # noqa: E731
    first = f"{pick('method', METHODS, 'POST')} {pick('path', PATHS, PATHS[0])} {pick('version', VERSIONS, 'HTTP/1.1')}"
    headers = [first, "Host: jumin", "Connection: close", *([dice.choice(HEADERS)] if "header" in odd else [])]
    if "chunks" in odd:
        headers.append("Transfer-Encoding: chunked")
        body = chunked(dice, body)
    else:
        headers.append(f"Content-Length: {pick('length', LENGTHS, len(body))}")
    end = pick("ends", LINE_ENDS, "\r\n")
    wire = (end.join(headers) + end * 2).encode("utf-8", "surrogatepass") + body
    if "cut" in odd:
        wire = wire[:dice.randrange(len(wire))]
    return flipped(dice, wire) if "bytes" in odd and wire else wire


def chunked(dice: random.Random, body: bytes) -> bytes:
    """The body as chunks, one of whose sizes is odd."""
    half = len(body) // 2
    sizes = [f"{half:x}", f"{len(body) - half:x}", "0"]
    sizes[dice.randrange(3)] = dice.choice(SIZES)
    parts = zip(sizes, (body[:half], body[half:], b""), strict=True)
    return b"".join(size.encode() + b"\r\n" + part + b"\r\n" for size, part in parts)


def flipped(dice: random.Random, wire: bytes) -> bytes:
    """Some bytes are others."""
    bytes_of = bytearray(wire)
    for _ in range(dice.randrange(1, 6)):
        bytes_of[dice.randrange(len(bytes_of))] = dice.randrange(256)
    return bytes(bytes_of)


async def exchange(url: str, wire: bytes, dice: random.Random) -> bytes:
    """What comes back, until the other side ends the connection. Seldom the asker leaves its half open."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        cut = dice.randrange(len(wire) + 1) if dice.random() < 0.1 else len(wire)
        writer.write(wire[:cut])
        if cut < len(wire):
            await asyncio.sleep(0.001)
            writer.write(wire[cut:])
        # A connection that may be used again stays open for more than is waited for here.
        all_of_it = dice.random() < 0.998
        if all_of_it:
            writer.write_eof()
        return await asyncio.wait_for(reader.read() if all_of_it else first_answer(reader), 2 * WITHIN_SECONDS)
    finally:
        writer.close()


async def first_answer(reader: asyncio.StreamReader) -> bytes:
    """What comes first; behind "go on" the answer proper."""
    answer = await reader.read(65536)
    return answer + await reader.read(65536) if answer == CONTINUE else answer


async def send_many(url: str, session: str, count: int, seed: int) -> Outcome:
    """Send so many, some at a time; the same seed makes the same requests."""
    outcome, dice, numbers = Outcome(), random.Random(seed), iter(range(count))

    async def go_on() -> None:
        for _ in numbers:
            wire, started = wire_of(dice, session), time.monotonic()
            try:
                answer = await exchange(url, wire, dice)
            except (OSError, asyncio.TimeoutError) as error:
                outcome.faults.append(f"{type(error).__name__}: {wire[:200]!r}")
                continue
            outcome.take(wire, answer, time.monotonic() - started)
    await asyncio.gather(*(go_on() for _ in range(AT_A_TIME)))
    return outcome
