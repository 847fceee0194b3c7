"""Fetching one document over HTTP within bounds of time and size. What is said of an address never shows its
secrets."""
from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

import aiohttp

from knowledge.addresses import is_address
from knowledge.tables.file import MOST_BYTES
from knowledge.unpacking import CannotUnpack, unpacker

CONNECT_SECONDS, SILENT_SECONDS = 5.0, 30.0
MOST_REDIRECTS = 5
PIECE = 2**16
AGAIN_LATER = (429, 500, 502, 503, 504)


class FetchError(RuntimeError):
    """The document was not fetched; the message is the rest of a sentence that begins with the address."""


class NextTimeMaybe(FetchError):
    """It may go better in a moment."""


@dataclass(frozen=True)
class Patience:
    """``seconds`` for everything, whole transfer and all tries; ``tries``, and ``pause`` seconds before the second one,
    twice as long before each further one."""

    seconds: float = 120.0
    tries: int = 3
    pause: float = 0.5


@dataclass(frozen=True)
class Fetched:
    """A document and what to ask with the next time."""

    raw: bytes
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, conditions: dict[str, str], patience: Patience) -> Fetched | None:
    """The document at ``url``; None when it has not changed under ``conditions``, which are HTTP headers. Blocks;
    raises FetchError."""
    if not is_address(url):
        raise FetchError("is none that can be fetched from; it must be such as https://host/list.json")
    return asyncio.run(_within(url, conditions, patience))


async def _within(url: str, conditions: dict[str, str], patience: Patience) -> Fetched | None:
    try:
        return await asyncio.wait_for(_with_tries(url, conditions, patience), patience.seconds)
    except asyncio.TimeoutError:
        raise FetchError(f"did not give the whole document within {patience.seconds:g} seconds") from None


async def _with_tries(url: str, conditions: dict[str, str], patience: Patience) -> Fetched | None:
    for number in range(1, patience.tries + 1):
        try:
            return await _once(url, conditions)
        except NextTimeMaybe:
            if number == patience.tries:
                raise
        await asyncio.sleep(patience.pause * 2 ** (number - 1))
    return None


async def _once(url: str, conditions: dict[str, str]) -> Fetched | None:
    """One try. Errors of the library are told in words of ours: theirs may quote the address."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=SILENT_SECONDS)
    headers = {"Accept-Encoding": "gzip", **conditions}
    try:
        async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False, trust_env=True) as http, \
                http.get(url, headers=headers, max_redirects=MOST_REDIRECTS) as reply:
            return await _read(reply, conditions)
    except aiohttp.TooManyRedirects:
        raise FetchError(f"redirects more than {MOST_REDIRECTS - 1} times") from None
    except asyncio.TimeoutError:
        raise NextTimeMaybe("was silent for too long") from None
    except aiohttp.ClientConnectorCertificateError:
        raise FetchError("has a certificate that is not trusted") from None
    except aiohttp.ClientConnectorError as error:
        raise NextTimeMaybe(f"cannot be reached ({_why(error.os_error)})") from None
    except (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, ConnectionError):
        raise NextTimeMaybe("broke off in the middle of the reply") from None
    except (aiohttp.ClientError, ValueError) as error:
        raise FetchError(f"does not answer as HTTP is spoken ({type(error).__name__})") from None


def _why(error: OSError) -> str:
    # Names that are not found have numbers of their own, below 0.
    return os.strerror(error.errno) if (error.errno or 0) > 0 else error.strerror or "no connection"


async def _read(reply: aiohttp.ClientResponse, conditions: dict[str, str]) -> Fetched | None:
    if reply.status == 304 and conditions:
        return None
    if reply.status != 200:
        raise (NextTimeMaybe if reply.status in AGAIN_LATER else FetchError)(f"answers with status {reply.status}")
    raw = await _body(reply)
    return Fetched(raw, _header(reply, "ETag"), _header(reply, "Last-Modified"))


def _header(reply: aiohttp.ClientResponse, name: str, longest: int = 100) -> str:
    # What is cut or not plain would never be recognised again.
    value = reply.headers.get(name, "")
    return value if len(value) <= longest and value.isascii() and value.isprintable() else ""


async def _body(reply: aiohttp.ClientResponse) -> bytes:
    found = bytearray()
    try:
        unpack = unpacker(reply.headers.get("Content-Encoding", ""))
        async for piece in reply.content.iter_chunked(PIECE):
            found += unpack.next(piece, MOST_BYTES + 1 - len(found))
            if len(found) > MOST_BYTES:
                raise FetchError(f"gives more than {MOST_BYTES >> 20} MB, so it is no risk-area list")
    except CannotUnpack as error:
        raise FetchError(str(error)) from None
    if not unpack.is_whole:
        raise NextTimeMaybe("broke off in the middle of the reply")
    return bytes(found)
