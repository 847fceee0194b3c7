"""Giving content: compressed for who takes that, and not again to who has it."""
from __future__ import annotations

from collections.abc import Mapping

from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from bot.pages.files import Content, content_of

FOR_EVER = "public, max-age=31536000, immutable"
# Kept, but asked about before each use.
ASK_FIRST = "no-cache"


def give(request: Request, content: Content, keep: str, headers: Mapping[str, str]) -> HTTPResponse:
    """``content`` with ``headers``; 304 where the caller has it. ``keep`` is its Cache-Control."""
    # The zipped form is other bytes, so it has a tag of its own (RFC 9110, 8.8.3.3).
    zipped = content.zipped if takes_gzip(request.headers.get("accept-encoding", "")) else None
    tag = f'"{content.tag}{"-gzip" if zipped else ""}"'
    told = {**headers, "Cache-Control": keep, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in known_tags(request.headers.get("if-none-match", "")):
        return empty(304, headers=told)
    if zipped:
        told["Content-Encoding"] = "gzip"
    return raw(zipped or content.body, headers=told, content_type=content.media)


def give_page(request: Request, page: str, headers: Mapping[str, str]) -> HTTPResponse:
    """A page that was just rendered."""
    return give(request, content_of(page.encode(), ".html"), ASK_FIRST, headers)


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding takes gzip: named, by itself or by *, with a weight that is not 0."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        weights[name] = weight
    weight = weights.get("gzip", weights.get("*", "0"))
    return weight.strip("0.") != "" or weight == ""


def known_tags(header: str) -> set[str]:
    """The tags of an If-None-Match; a proxy may have made them weak."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
