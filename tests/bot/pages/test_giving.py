"""Files are given compressed, once, and for ever where their address holds their version."""
from __future__ import annotations

import gzip
from types import SimpleNamespace

import pytest

from bot.pages.files import content_of, read_files
from bot.pages.giving import FOR_EVER, give, takes_gzip

SCRIPT = b"export const words = 1;\n" * 50


@pytest.fixture()
def folder(tmp_path):
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "page.js").write_bytes(SCRIPT)
    (tmp_path / "icon.png").write_bytes(b"\x89PNG")
    (tmp_path / "notes.txt").write_text("no page asks for it", encoding="utf-8")
    return tmp_path


def given(content, **headers: str):
    asked = SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()})
    return give(asked, content, FOR_EVER, {})


def test_a_file_is_found_by_its_name_and_kept_by_its_version(folder):
    files = read_files(folder)
    assert set(files.contents) == {"chat/page.js", "icon.png"}
    content, whole = files.find(f"{files.version}/chat/page.js")
    assert (content.body, content.media, whole) == (SCRIPT, "text/javascript; charset=utf-8", True)
    assert files.find("chat/page.js") == (content, False)
    # A page of the version before asks a process of today.
    assert files.find("0123456789ab/chat/page.js") == (content, False)


@pytest.mark.parametrize("path", ["", "notes.txt", "../routes.py", "chat", "chat/", "chat/page.js/x", "0123456789ab/"])
def test_what_is_no_file(folder, path):
    assert read_files(folder).find(path) == (None, False)


def test_a_change_of_one_file_changes_the_address_of_all(folder):
    before = read_files(folder).version
    assert read_files(folder).version == before
    (folder / "icon.png").write_bytes(b"\x89PNG2")
    assert read_files(folder).version != before


def test_it_is_compressed_for_who_takes_that():
    content = content_of(SCRIPT, ".js")
    small, whole = given(content, accept_encoding="br;q=1.0, gzip;q=0.8"), given(content)
    assert gzip.decompress(small.body) == whole.body == SCRIPT and small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in whole.headers
    assert small.headers["Vary"] == whole.headers["Vary"] == "Accept-Encoding"
    assert small.headers["ETag"] != whole.headers["ETag"]


def test_what_is_packed_or_tiny_is_given_as_it_is():
    assert given(content_of(b"\x89PNG" * 99, ".png"), accept_encoding="gzip").body == b"\x89PNG" * 99
    assert given(content_of(b"1", ".js"), accept_encoding="gzip").body == b"1"


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}'])
def test_who_has_it_gets_it_not_again(form):
    content = content_of(SCRIPT, ".js")
    tag = given(content, accept_encoding="gzip").headers["ETag"]
    again = given(content, accept_encoding="gzip", if_none_match=form.format(tag))
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert given(content, if_none_match=form.format(tag)).status == 200


@pytest.mark.parametrize(("header", "takes"), [
    ("gzip", True), ("GZIP", True), ("*", True), ("deflate, gzip;q=0.5", True), ("gzip; q=1", True),
    ("", False), ("identity", False), ("gzip;q=0", False), ("gzip;q=0.000", False), ("*;q=0", False),
    ("gzip;q=0, *", False), ("xgzip", False),
])
def test_who_takes_gzip(header, takes):
    assert takes_gzip(header) is takes
