"""Nothing that comes over a socket hangs for good or holds up others; it is refused with a status and a sentence."""
from __future__ import annotations

import contextlib
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import psutil
import pytest
import requests
from faults.town import is_called, wait_until

SESSIONS = "POST /webhooks/web/sessions HTTP/1.1\r\nHost: jumin\r\nConnection: close\r\n"
CHUNKS = SESSIONS + "Transfer-Encoding: chunked\r\n\r\n"
GET_LIVE = "GET /live HTTP/1.1\r\nHost: jumin\r\n\r\n"


def connect(url: str) -> socket.socket:
    address = urlsplit(url)
    return socket.create_connection((address.hostname, address.port), timeout=15)


def said_to(url: str, *pieces: str, pause: float = 0.0) -> bytes:
    """All that comes back for some pieces, with a pause between them, from a caller who leaves the connection open."""
    with connect(url) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for piece in pieces:
                connection.sendall(piece.encode("utf-8", "surrogateescape"))
                time.sleep(pause)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def refusal(answer: bytes) -> tuple[int, str]:
    """Status and code of a refusal, which ends the connection."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head.lower()
    error = json.loads(body)
    assert set(error) == {"error", "message"}
    return int(head.split()[1]), error["error"]


@pytest.fixture(params=["serving process", "action server"])
def served_at(request, sample_city) -> tuple[str, str]:
    """The address of each of the two servers, and a path that takes POST."""
    if request.param == "serving process":
        return sample_city.url, "/webhooks/web/sessions"
    return actions_of(sample_city), "/webhook"


def actions_of(served) -> str:
    family = psutil.Process(served.process.pid).children(recursive=True)
    server = next(process for process in family if is_called(process, "jumin-actions"))
    listening = next(here for here in server.net_connections() if here.status == psutil.CONN_LISTEN)
    return f"http://127.0.0.1:{listening.laddr.port}"


@pytest.mark.parametrize(("wire", "expected"), [
    (f"{SESSIONS}Content-Length: -5\r\n\r\n", (400, "malformed")),
    (f"{SESSIONS}Content-Length: 5\r\nContent-Length: 6\r\n\r\n", (400, "malformed")),
    (f"{SESSIONS}Content-Length: ٥\r\n\r\n", (400, "malformed")),
    (f"{SESSIONS}Content-Length: 99999999999999999999\r\n\r\n", (413, "too_long")),
    (f"{SESSIONS}Content-Length: 999999999999\r\nExpect: 100-continue\r\n\r\n", (413, "too_long")),
    (f"{SESSIONS}Expect: nothing\r\n\r\n", (417, "malformed")),
    (f"{CHUNKS}-5\r\nhello\r\n0\r\n\r\n", (400, "malformed")),
    (f"{CHUNKS}7fffffff\r\nhello", (413, "too_long")),
    (f"{CHUNKS}5;{'e' * 1000}", (400, "malformed")),
    ("GET /live HTTP/1.1\r\nHost: jumin\r\n" + "X: y\r\n" * 3000, (431, "too_long")),
    ("GET /live HTTP/1.1\r\nHost: jumin\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", (400, "malformed")),
    ("GET /live\r\n", (400, "malformed")),
    ("\x16\x03\x01", (400, "malformed")),
    ("GET /a\0 HTTP/1.1\r\n", (400, "malformed")),
    ("GET /static/a%00 HTTP/1.1\r\nHost: jumin\r\n\r\n", (400, "malformed")),
    ("PRI * HTTP/2.0\r\n\r\n", (400, "malformed")),
], ids=lambda value: repr(value)[-40:])
def test_it_is_refused_at_once_before_the_body_is_read(served_at, wire, expected):
    url, path = served_at
    started = time.monotonic()
    assert refusal(said_to(url, wire.replace("/webhooks/web/sessions", path))) == expected
    assert time.monotonic() - started < 2


def test_a_long_body_is_told_so_though_it_is_still_being_sent(sample_city):
    wire = f"{SESSIONS}Content-Length: 3000000\r\n\r\n" + "x" * 3_000_000
    assert refusal(said_to(sample_city.url, wire)) == (413, "too_long")


def test_whoever_drips_or_falls_silent_is_ended_in_seconds_while_others_are_served(sample_city):
    drips = [
        [*"GET /live HTTP/1.1"], [SESSIONS, *"X-Drip: dripping"],
        [f"{SESSIONS}Content-Length: 900\r\n\r\n", *"{}        "],
        [CHUNKS, *"5\r\nhello\r\n0"], [f"{CHUNKS}5"], [SESSIONS], [f"{SESSIONS}Content-Length: 9\r\n\r\n"],
    ]
    with ThreadPoolExecutor(len(drips)) as pool:
        answers = pool.map(lambda pieces: said_to(sample_city.url, *pieces, pause=0.6), drips)
        waits = [said_in_time(sample_city) for _ in range(8)]
        assert {refusal(answer) for answer in answers} == {(408, "too_slow")}
    assert max(waits) < 2


def said_in_time(served) -> float:
    started = time.monotonic()
    served.say("二级以上医院晚上能做核酸吗")
    return time.monotonic() - started


def test_half_open_connections_by_the_hundred(sample_city):
    with contextlib.ExitStack() as opened:
        half = [opened.enter_context(connect(sample_city.url)) for _ in range(500)]
        for connection in half[::2]:
            connection.sendall(b"POST /webhooks/web/messages HTTP/1.1\r\nHost:")
        assert max(said_in_time(sample_city) for _ in range(5)) < 2
        time.sleep(3.5)
        assert refusal(half[0].recv(65536)) == (408, "too_slow")


def test_more_connections_than_there_may_be_take_each_other_s_place(sample_city):
    with contextlib.ExitStack() as opened:
        first = opened.enter_context(connect(sample_city.url))
        for _ in range(1050):
            opened.enter_context(connect(sample_city.url))
        assert said_in_time(sample_city) < 2
        first.settimeout(2)
        with contextlib.suppress(ConnectionResetError):
            assert first.recv(1) == b""


def test_requests_in_one_piece_are_answered_one_after_the_other(sample_city):
    answer = said_to(sample_city.url, GET_LIVE * 20 + GET_LIVE.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
    assert answer.count(b'{"status":"live"}') == 21


def test_whoever_asks_and_does_not_read_is_let_go(sample_city, served_at):
    """Until then it takes up a connection and nothing else."""
    url, path = served_at
    asked = GET_LIVE.replace("/live", {"/webhook": "/health"}.get(path, "/static/chat/page.js"))
    with connect(url) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            for _ in range(2000):
                connection.send(asked.encode() * 50)
        assert max(said_in_time(sample_city) for _ in range(3)) < 2
        assert b" 200 OK" in said_to(url, asked.replace("jumin", "jumin\r\nConnection: close"))
        wait_until(lambda: not is_held(sample_city, connection.getsockname()[1]), 20, "letting it go")


def is_held(served, port: int) -> bool:
    """Whether one of the processes still has the connection of the caller at this port; he himself would hear
    nothing."""
    family = psutil.Process(served.process.pid).children(recursive=True)
    return any(here.raddr and here.raddr.port == port for process in family for here in process.net_connections("tcp"))


@pytest.mark.parametrize(("wire", "status"), [
    ("GET /live HTTP/1.0\r\n\r\n", 200),
    ("GET http://jumin/live HTTP/1.1\r\nHost: jumin\r\nConnection: close\r\n\r\n", 200),
    (f"{CHUNKS}2\r\n{{}}\r\n0\r\n\r\n", 201),
    (f"{CHUNKS}2;a=b\r\n{{}}\r\n0\r\n\r\n", 201),
    (f"{SESSIONS}Content-Length: 2\r\n\r\n{{}}", 201),
])
def test_what_is_seldom_and_right_is_answered(sample_city, wire, status):
    assert int(said_to(sample_city.url, wire).split()[1]) == status


@pytest.mark.parametrize(("length", "body"), [
    ("Content-Length: 2", "{}"), ("Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\n\r\n"),
])
def test_a_body_that_is_kept_back_is_asked_for(sample_city, length, body):
    with connect(sample_city.url) as connection:
        connection.sendall(f"{SESSIONS}{length}\r\nExpect: 100-continue\r\n\r\n".encode())
        assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 201 ")


def test_who_has_said_all_and_shut_that_half_still_hears_the_answer(sample_city):
    with connect(sample_city.url) as connection:
        connection.sendall(GET_LIVE.encode())
        connection.shutdown(socket.SHUT_WR)
        assert b"".join(iter(lambda: connection.recv(65536), b"")).endswith(b'{"status":"live"}')


ROUTES = {
    "/": "GET, HEAD, OPTIONS", "/static/chat/page.js": "GET, HEAD, OPTIONS", "/live": "GET, HEAD, OPTIONS",
    "/chat/": "GET, HEAD, OPTIONS", "/loader.js": "GET, HEAD, OPTIONS", "/manifest.webmanifest": "GET, HEAD, OPTIONS",
    "/about": "GET, HEAD, OPTIONS", "/ready": "GET, HEAD, OPTIONS",
    "/metrics": "GET, HEAD, OPTIONS", "/webhooks/web/messages": "GET, HEAD, OPTIONS, POST",
    "/webhooks/web/sessions": "OPTIONS, POST",
}


@pytest.mark.parametrize("path", ROUTES)
def test_methods(sample_city, path):
    url, allowed = f"{sample_city.url}{path}", ROUTES[path]
    options = requests.options(url, timeout=5)
    assert (options.status_code, options.headers["Allow"], options.content) == (204, allowed, b"")
    refused = requests.delete(url, timeout=5)
    assert (refused.status_code, refused.headers["Allow"], refused.json()["error"]) == (405, allowed, "wrong_method")
    head, got = requests.head(url, timeout=5), requests.get(url, timeout=5)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert set(head.headers) == set(got.headers)
    if path not in ("/ready", "/metrics"):
        assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("path", [
    "/static/", "/static/none.js", f"/static/{'a' * 300}", "/static/chat/page.js/x", "/%ff", "/x"
])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
def test_what_is_not_there(sample_city, method, path):
    response = requests.request(method, f"{sample_city.url}{path}", timeout=5)
    if response.status_code in (204, 405):
        assert path.startswith("/static/") and method != "GET" and "GET" in response.headers["Allow"]
    else:
        assert (response.status_code, response.json()["error"]) == (404, "not_found")
