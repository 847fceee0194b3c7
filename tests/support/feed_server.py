"""A server on loopback that gives lists and takes posts, and does what real ones do on bad days."""
from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DRIP_SECONDS = 0.05


@dataclass
class Answer:
    """One reply: its body in one piece or, as a function, whatever that writes to the connection."""

    status: int = 200
    body: bytes | Callable = b""
    headers: dict[str, str] = field(default_factory=dict)


class Feed:
    """What is served: ``answers`` one after another, the last one again and again; ``asked`` are the headers of
    requests, ``bodies`` what was posted."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.asked, self.bodies, self.ended = list(answers), [], [], threading.Event()
        self.url = ""

    def next_answer(self, headers) -> Answer:
        self.asked.append(dict(headers))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving(*answers: Answer, port: int = 0) -> Iterator[Feed]:
    """Serve for as long as the block lasts; on any port that is free, else this one."""
    feed = Feed(*answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer = feed.next_answer(self.headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not callable(answer.body):
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                answer.body(self.wfile, feed.ended) if callable(answer.body) else self.wfile.write(answer.body)
            except (BrokenPipeError, ConnectionResetError):
                """The reader had enough."""

        def do_POST(self):
            feed.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    feed.url = f"http://127.0.0.1:{server.server_port}/list.json"
    try:
        yield feed
    finally:
        feed.ended.set()
        server.shutdown()
        server.server_close()


def drip(out, ended) -> None:
    """A byte now and then, for ever."""
    while not ended.is_set():
        out.write(b" ")
        out.flush()
        time.sleep(DRIP_SECONDS)
