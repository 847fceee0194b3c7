"""Whether the head of a request is one that may be acted on. Sanic reads lengths as Python reads numbers ("-5", "1_0")
and believes the first of two; here a head means one thing or is refused. Pure."""
from __future__ import annotations

import re

from httptools import HttpParserError, parse_url

from bot.guard.bad_request import BadRequest

TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
REQUEST_LINE = re.compile(rb"(" + TOKEN + rb") ([\x21-\x7e]+) HTTP/1\.([01])")
# What a first line can begin with while it is on its way; noise and other protocols end early.
VERSIONS = b"|".join({re.escape(version[:end]) for version in (b"HTTP/1.1\r", b"HTTP/1.0\r") for end in range(10)})
BEGINNING = re.compile(rb"(?:" + TOKEN + rb"(?: [\x21-\x7e]*(?: (?:" + VERSIONS + rb"))?)?)?")
FIELD = re.compile(rb"(" + TOKEN + rb"):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
DIGITS = re.compile(r"[0-9]+")
# A size has few digits where bodies end at some kilobytes; what may follow it means nothing to us.
CHUNK = re.compile(rb"\r\n([0-9A-Fa-f]{1,8})[ \t]*(?:;[\t\x20-\x7e]*)?\r\n")
LONGEST_CHUNK_LINE = 128


def malformed(message: str, status: int = 400) -> BadRequest:
    return BadRequest(status, "malformed", message)


def refuse_beginning(received: bytes) -> None:
    """Refuse a head that is still on its way as soon as its first line can no longer become one."""
    line, ended, _ = received.partition(b"\n")
    if not (REQUEST_LINE.fullmatch(line[:-1]) and line.endswith(b"\r") if ended else BEGINNING.fullmatch(line)):
        raise malformed("The request does not begin as an HTTP/1.1 request does.")


def refuse_head(head: bytes, longest_body: int) -> dict[str, list[str]]:
    """The headers of a whole head, without the empty line behind it, that is neither odd nor announces a body nobody
    may send.

    Raises BadRequest: 400, 413 (a body longer than ``longest_body`` bytes) or 417.
    """
    line, *fields = head.split(b"\r\n")
    refuse_beginning(line + b"\r\n")
    _, target, minor = REQUEST_LINE.fullmatch(line).groups()
    _refuse_target(target)
    headers = read_fields(fields)
    _refuse_framing(headers, minor, longest_body)
    if (len(headers.get("host", [])) != 1 and minor == b"1") or len(headers.get("host", [])) > 1:
        raise malformed("The request needs exactly one Host header.")
    if headers.get("upgrade", [""])[0].lower() == "websocket":
        raise malformed("There are no websockets here.")
    if any(value.lower() != "100-continue" for value in headers.get("expect", [])):
        raise malformed("Nothing but 100-continue can be expected.", 417)
    return headers


def _refuse_target(target: bytes) -> None:
    try:
        path = parse_url(target).path
    except HttpParserError:
        path = None
    if not path or b"%00" in target:
        raise malformed("The address cannot be read; send a path such as /live.")


def read_fields(fields: list[bytes]) -> dict[str, list[str]]:
    """The values of each header by its name in lower case."""
    headers: dict[str, list[str]] = {}
    for number, field in enumerate(fields, 1):
        found = FIELD.fullmatch(field)
        try:
            name, value = (part.decode() for part in found.groups()) if found else ("", "")
        except UnicodeDecodeError:
            name = ""
        if not name:
            raise malformed(f"Header {number} is not a name, a colon and a text.")
        headers.setdefault(name.lower(), []).append(value.rstrip())
    return headers


def _refuse_framing(headers: dict[str, list[str]], minor: bytes, longest_body: int) -> None:
    lengths, codings = headers.get("content-length", []), headers.get("transfer-encoding", [])
    if codings and (lengths or minor == b"0" or codings != ["chunked"]):
        raise malformed("The body's end is unclear: send one Content-Length, or Transfer-Encoding: chunked alone.")
    if len(lengths) > 1 or not all(DIGITS.fullmatch(length) for length in lengths):
        raise malformed("Content-Length must be one whole number of bytes.")
    # Digits are counted first: a number of thousands of them takes long to read.
    if any(len(length.lstrip("0")) > 12 or int(length) > longest_body for length in lengths):
        raise too_long(longest_body)


def too_long(longest_body: int) -> BadRequest:
    return BadRequest(413, "too_long", f"The request is too long; {longest_body} bytes are taken.")


def read_chunk_size(received: bytes) -> int | None:
    """The size in the line before a chunk, which begins with the end of what came before; None while it is on its way.
    The last chunk, of size 0, is whole when the empty line behind it has come."""
    end = received.find(b"\r\n", 2)
    if end < 0 and len(received) <= LONGEST_CHUNK_LINE and b"\r\n".startswith(received[:2]):
        return None
    found = CHUNK.fullmatch(received[:end + 2]) if 0 <= end <= LONGEST_CHUNK_LINE else None
    size = int(found[1], 16) if found else -1
    after = received[end + 2:end + 4]
    if size < 0 or (size == 0 and not b"\r\n".startswith(after)):
        raise malformed("The body's chunks cannot be read; each needs its size in hexadecimal digits.")
    return None if size == 0 and len(after) < 2 else size
