from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from urllib3 import Retry

from knowledge.places.stored import hours
from knowledge.places.sync import SyncError, sync

AT_ONCE = Retry(total=2, backoff_factor=0, status_forcelist=(503,), allowed_methods=("GET",))


@pytest.fixture
def feed():
    """A server on loopback: answers = [(status, body)], asked = the conditions it was asked with."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.asked.append(self.headers.get("If-None-Match"))
            status, body = self.answers.pop(0)
            self.send_response(status)
            self.send_header("ETag", '"one"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Quiet."""

    Handler.answers, Handler.asked = [], []
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Handler.url = f"http://127.0.0.1:{server.server_port}/list.json"
    yield Handler
    server.shutdown()
    server.server_close()


def test_a_list_is_fetched_once_until_it_changes(session_factory, feed, reply):
    body = json.dumps(reply("2022-11-07 9时", high=[("中原区", "秦岭路街道锦艺西社区")])).encode()
    feed.answers += [(503, b""), (200, body), (304, b"")]
    assert sync(session_factory, feed.url, "郑州市", AT_ONCE).added == 1
    assert sync(session_factory, feed.url, "郑州市", AT_ONCE) is None
    assert feed.asked == [None, None, '"one"']


@pytest.mark.parametrize("answers", [[(404, b"")], [(503, b"")] * 3, [(200, b"<html>")], [(200, b'{"data": 1}')]])
def test_what_cannot_be_used_changes_nothing(session_factory, feed, answers):
    feed.answers += answers
    with pytest.raises(SyncError, match=r"127\.0\.0\.1"):
        sync(session_factory, feed.url, "郑州市", AT_ONCE)
    with session_factory() as session:
        assert hours(session) == []
    feed.answers += [(503, b"")] * 3
    with pytest.raises(SyncError):
        sync(session_factory, feed.url, "郑州市", AT_ONCE)
    assert feed.asked[-1] is None
