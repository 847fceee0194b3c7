"""Heads and chunks that mean one thing are taken; everything else is refused with a status, however it comes in
pieces."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard.bad_request import BadRequest
from bot.guard.heads import read_chunk_size, refuse_beginning, refuse_head

HEAD = b"POST /webhooks/web/messages HTTP/1.1\r\nHost: jumin\r\n"


def status_of(check, *arguments) -> int:
    """The status of a refusal; 0 when nothing is refused."""
    try:
        check(*arguments)
    except BadRequest as error:
        return error.status
    return 0


def head_status(more: bytes, start: bytes = HEAD) -> int:
    return status_of(refuse_head, start + more, 1000)


@pytest.mark.parametrize("head", [
    b"Content-Length: 0", b"content-length:1000", b"Content-Length: 0007 ", b"Transfer-Encoding: chunked",
    b"Expect: 100-Continue\r\nContent-Length: 2", b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c",
    "X-Name: 居民".encode(), b"Empty:",
])
def test_a_head_that_is_taken(head):
    assert head_status(head) == 0


@pytest.mark.parametrize("start", [
    b"GET /live HTTP/1.0", b"GET http://jumin/live?a=b HTTP/1.1\r\nHost: jumin", b"OPTIONS * HTTP/1.1\r\nHost: jumin",
])
def test_other_first_lines_that_are_taken(start):
    assert head_status(b"", start) == 0


@pytest.mark.parametrize("value", [
    b"-5", b"+5", b"", b" ", b"5 5", b"1_0", b"0x5", b"5,5", b"5.0", b"1e3", "５".encode(), "٥".encode(), "²".encode(),
    b"5\r\nContent-Length: 5",
    b"5\r\nContent-Length: 6", b"5\r\nTransfer-Encoding: chunked", b"five", b"-0",
])
def test_a_length_that_is_no_whole_number_of_bytes(value):
    assert head_status(b"Content-Length: " + value) == 400


@pytest.mark.parametrize("value", [b"1001", b"9" * 20, b"9" * 5000, b"0" * 50 + b"1001"])
def test_a_length_beyond_the_limit(value):
    assert head_status(b"Content-Length: " + value) == 413


@pytest.mark.parametrize("value", [
    b"gzip", b"chunked, gzip", b"gzip, chunked", b"identity", b"", b"xchunked", b"chunked\r\nTransfer-Encoding: chunked"
])
def test_a_coding_that_leaves_the_end_unclear(value):
    assert head_status(b"Transfer-Encoding: " + value) == 400


@pytest.mark.parametrize(("more", "status"), [
    (b"Host: other", 400), (b"Upgrade: WebSocket", 400), (b"Expect: 200-ok", 417), (b"No colon", 400),
    (b" folded: x", 400),
    (b"Na me: x", 400), (b"Name : x", 400), (b"X: a\0b", 400), (b"X: a\nb", 400), (b"X: \xff", 400), (b": x", 400),
])
def test_other_odd_headers(more, status):
    assert head_status(more) == status


@pytest.mark.parametrize("start", [
    b"GET /live HTTP/1.1", b"GET /a%00b HTTP/1.0", b"GET live HTTP/1.0", b"CONNECT a:443 HTTP/1.0",
    b"GET http:// HTTP/1.0", b"GET http://a HTTP/1.0",
    b"GET /live HTTP/2.0", b"GET /live HTTP/1.2", b"GET /live", b"GET  /live HTTP/1.0", b"GET /a b HTTP/1.0",
    b"GET /a\0b HTTP/1.0", "GET /问 HTTP/1.0".encode(),
    b"GET /live HTTP/1.0\r\nTransfer-Encoding: chunked", b"",
])
def test_a_first_line_that_is_refused(start):
    assert head_status(b"", start) == 400


@given(st.integers(0, len(HEAD)))
def test_a_head_that_is_on_its_way_is_waited_for(cut):
    refuse_beginning(HEAD[:cut])


@pytest.mark.parametrize("received", [
    b"\x16\x03\x01", b"\r\n", b"GET /\r\n", b"GET /live HTTP/1.1\n", b"\0", b"GET /live HTTP/2", b"GET /\x80",
    b"G ET /", b"GET / HTTP/1.1x", b"{}",
])
def test_noise_is_not_waited_for(received):
    assert status_of(refuse_beginning, received) == 400


@pytest.mark.parametrize(("received", "size"), [
    (b"\r\n5\r\n", 5), (b"\r\nfF\r\nx", 255), (b"\r\n5;a=b\r\n", 5), (b"\r\n0\r\n\r\n", 0), (b"\r\n5 \r\n", 5),
])
def test_a_chunk(received, size):
    assert read_chunk_size(received) == size
    for cut in range(received.find(b"\r\n", 2)):
        assert read_chunk_size(received[:cut]) is None


@pytest.mark.parametrize("received", [
    b"\r\n-5\r\n", b"\r\n+5\r\n", b"\r\n0x5\r\n", b"\r\n1_0\r\n", b"\r\n\r\n", b"\r\n 5\r\n",
    b"\r\n" + b"f" * 9 + b"\r\n", b"XX5\r\n", b"\r\n5;" + b"a" * 200,
    b"\r\n5;a\0\r\n", b"\r\n0\r\nX: y\r\n", "\r\n５\r\n".encode(), b"\r\n;\r\n",
])
def test_a_chunk_that_is_none(received):
    assert status_of(read_chunk_size, received) == 400


@given(st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(received):
    for check in (
        lambda: refuse_beginning(received), lambda: refuse_head(received, 1000), lambda: read_chunk_size(received)
    ):
        assert status_of(check) in (0, 400, 413, 417)
