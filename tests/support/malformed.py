"""Requests that no program of ours sends: bodies and whole requests with wounds, made by Hypothesis out of whole
ones."""
from __future__ import annotations

import json
import socket
import time
from urllib.parse import urlsplit

from hypothesis import strategies as st

WITHIN_SECONDS = 10
# Of an edit: what becomes of the bytes between two places.
EDITS = ("drop", "double", "turn", "noise", "flip")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=8,
)
edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.floats(0, 1), st.floats(0, 1), st.binary(max_size=12)), min_size=1, max_size=4
)


def wounded(whole: bytes, wounds: list[tuple[str, float, float, bytes]]) -> bytes:
    """``whole`` after some edits, each between two places that are given as shares of the length. Pure."""
    for kind, one, other, noise in wounds:
        start, end = sorted((int(one * len(whole)), int(other * len(whole))))
        # Mostly small wounds: behind a cut through everything there is nothing left to find.
        end = min(end, start + 1 + len(noise))
        part = whole[start:end]
        inside = {
            "drop": b"", "double": part * 2, "turn": part[::-1], "noise": noise,
            "flip": bytes(byte ^ 0x55 for byte in part)
        }
        whole = whole[:start] + inside[kind] + whole[end:]
    return whole


@st.composite
def bodies(draw, session: str) -> bytes:
    """The body of a message with wrong values, wrong fields or wounded bytes."""
    fields = {"session": session, "id": draw(st.uuids()).hex, "text": "二级以上医院晚上能做核酸吗"}
    fields.update(
        draw(
            st.dictionaries(
                st.sampled_from(("session", "id", "text", "payload", "location", "more")), anything, max_size=3
            )
        )
    )
    return wounded(json.dumps(fields).encode(), draw(st.just([]) | edits))


@st.composite
def wires(draw, session: str) -> bytes:
    """The bytes of a whole HTTP request, wounded anywhere."""
    body = json.dumps({"session": session, "id": draw(st.uuids()).hex, "text": "核酸"}).encode()
    head = (
        f"{draw(st.sampled_from(('POST', 'GET', 'PUT', 'OPTIONS', 'HEAD', 'TRACE')))} "
        f"/webhooks/web/{draw(st.sampled_from(('messages', 'sessions', 'messages?after=%', 'messages/..')))} "
        f"HTTP/1.1\r\n"
        f"Host: jumin\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {session}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    return wounded(head + body, draw(edits))


def exchange(url: str, wire: bytes) -> tuple[bytes, float]:
    """What comes back for the bytes of a request, and after how many seconds the connection was over."""
    address, started = urlsplit(url), time.monotonic()
    with socket.create_connection((address.hostname, address.port), timeout=WITHIN_SECONDS) as connection:
        try:
            connection.sendall(wire)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        except (ConnectionResetError, BrokenPipeError):
            answer = b""
    return answer, time.monotonic() - started
