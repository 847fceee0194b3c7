"""Fetching from a real server on loopback: bounded in time, size and redirects, silent about secrets."""
from __future__ import annotations

import gzip
import zlib

import pytest
from feed_server import Answer, drip, serving
from hypothesis import given
from hypothesis import strategies as st

from knowledge.addresses import is_address, spoken_url
from knowledge.clock import machine_seconds
from knowledge.fetching import FetchError, Patience, fetch
from knowledge.unpacking import unpacker

AT_ONCE = Patience(seconds=5, pause=0)
BODY = b'{"data": 1}'
PACKED = {"Content-Encoding": "gzip"}
# 200 MB of blanks in 200 kB, made once.
BOMB = gzip.compress(b" " * 200_000_000, 1)


def fetched(*answers: Answer, patience: Patience = AT_ONCE, **conditions: str):
    with serving(*answers) as feed:
        return fetch(feed.url, conditions, patience), feed


def refused(*answers: Answer, patience: Patience = AT_ONCE):
    with serving(*answers) as feed, pytest.raises(FetchError) as error:
        fetch(feed.url, {}, patience)
    return str(error.value), len(feed.asked)


@pytest.mark.parametrize("answer", [
    Answer(200, BODY), Answer(200, gzip.compress(BODY), PACKED),
    Answer(200, gzip.compress(BODY[:3]) + gzip.compress(BODY[3:]), PACKED),
    Answer(200, zlib.compress(BODY), {"Content-Encoding": "deflate"}),
    Answer(200, BODY, {"Content-Encoding": "identity"}),
])
def test_a_document_comes_as_it_was_before_it_was_packed(answer):
    assert fetched(answer)[0].raw == BODY


def test_what_marks_the_document_is_kept_and_asked_with():
    found, _ = fetched(Answer(200, BODY, {"ETag": '"a"', "Last-Modified": "yesterday"}))
    assert (found.etag, found.last_modified) == ('"a"', "yesterday")
    found, feed = fetched(Answer(304), **{"If-None-Match": '"a"'})
    assert found is None and feed.asked[0]["If-None-Match"] == '"a"'


def test_a_mark_that_would_not_be_recognised_again_is_not_kept():
    assert fetched(Answer(200, BODY, {"ETag": "x" * 101}))[0].etag == ""


def test_a_bad_moment_is_outlasted():
    assert len(fetched(Answer(503), Answer(429), Answer(200, BODY))[1].asked) == 3


@pytest.mark.parametrize(("answer", "sentence", "tries"), [
    (Answer(503), "answers with status 503", 3),
    (Answer(404), "answers with status 404", 1),
    (Answer(304), "answers with status 304", 1),
    (Answer(302, b"", {"Location": "/again"}), "redirects more than 4 times", 5),
    (Answer(302, b"", {"Location": "file:///etc/passwd"}), "does not answer as HTTP is spoken", 1),
    (Answer(200, b"no", PACKED), "cannot be unpacked", 1),
    (Answer(200, BODY, {"Content-Encoding": "br"}), "not asked for ('br')", 1),
    (Answer(200, gzip.compress(BODY)[:-9], PACKED), "broke off", 3),
    (Answer(200, BODY, {"Content-Length": "99"}), "HTTP is spoken", 1),
    (Answer(200, BOMB, PACKED), "more than 64 MB", 1),
])
def test_what_cannot_be_used_is_said(answer, sentence, tries):
    said, asked = refused(answer)
    assert sentence in said and asked == tries


def test_a_body_that_drips_ends_with_the_deadline_for_all_of_it():
    before = machine_seconds()
    said, asked = refused(Answer(200, drip), patience=Patience(seconds=0.5))
    assert (
        said == "did not give the whole document within 0.5 seconds" and asked == 1 and machine_seconds() - before < 3
    )


def test_a_body_without_an_end_is_read_up_to_the_limit():
    def endless(out, ended):
        while not ended.is_set():
            out.write(b" " * 2**20)
    assert "more than 64 MB" in refused(Answer(200, endless), patience=Patience(seconds=30))[0]


@pytest.mark.parametrize(("url", "sentence"), [
    ("ftp://x/y", "is none that can be fetched from"),
    ("nonsense", "is none"),
    ("http://[", "is none"),
    ("http://h:99999/", "is none"),
    ("http://127.0.0.1:1/x", "cannot be reached (Connection refused)"),
])
def test_where_nothing_can_be_fetched_from(url, sentence):
    with pytest.raises(FetchError) as error:
        fetch(url, {}, AT_ONCE)
    assert sentence in str(error.value)


@pytest.mark.parametrize(("url", "spoken"), [
    ("https://bob:geheim@host:8443/a/b.json?token=sesam#x", "https://host:8443/a/b.json?…"),
    ("http://host", "http://host"),
    ("http://user@[::1]:80/a", "http://[::1]:80/a"),
    ("geheim", "The address"),
    ("ftp://bob:geheim@host/", "The address"),
])
def test_an_address_is_shown_without_its_secrets(url, spoken):
    assert spoken_url(url) == spoken


@given(url=st.text(max_size=40) | st.text(st.sampled_from("htps:/[]@?#.1a%"), max_size=30).map("http://".__add__))
def test_any_text_is_an_address_or_none(url):
    assert spoken_url(url) == "The address" or is_address(url)


@given(raw=st.binary(max_size=2000), cuts=st.lists(st.integers(1, 50), min_size=1), most=st.integers(1, 3000))
def test_unpacking_in_pieces_gives_the_same_and_never_more_than_asked_for(raw, cuts, most):
    stream, packed, found = unpacker("gzip"), gzip.compress(raw), bytearray()
    while packed and len(found) < most:
        piece, packed = packed[:cuts[0]], packed[cuts[0]:]
        found += stream.next(piece, most - len(found))
        cuts = cuts[1:] + cuts[:1]
    assert bytes(found) == raw[:most]
