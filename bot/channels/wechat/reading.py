"""From a pushed body, XML or JSON, to its plain fields. Pure. No DTD, no entities, at most 64 KB, every field once."""
from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.channels.requests import LONGEST_BODY, read_object, refuse_odd_characters
from bot.channels.wechat.sealed import is_json
from bot.guard.bad_request import BadRequest

Fields = dict[str, str]
SAID = ("Content", "Recognition")
# XML has no way to write them, phones do; whoever typed one waits for an answer like anybody. NUL stays, and is
# refused.
UNWRITABLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_body(body: bytes) -> Fields:
    """The fields as texts; what has parts of its own (the pictures of a menu event) is left out. Raises BadRequest."""
    body = body.removeprefix(BOM_UTF8).strip()
    if is_json(body):
        return flat(read_object(body))
    if len(body) > LONGEST_BODY:
        raise BadRequest(413, "too_long", f"The request has {len(body)} bytes; {LONGEST_BODY} are taken.")
    return read_xml(body)


def read_xml(body: bytes) -> Fields:
    """The fields of ``<xml>``; one that stands twice could be read in two ways and is refused."""
    try:
        root = fromstring(UNWRITABLE.sub(" ", body.decode("utf-8")), forbid_dtd=True)
    except (ParseError, DefusedXmlException, UnicodeDecodeError, ValueError, LookupError):
        raise malformed() from None
    names = [child.tag for child in root]
    if root.tag != "xml" or len(names) != len(set(names)):
        raise malformed()
    fields = {child.tag: trimmed(child.tag, child.text or "") for child in root if is_plain(child)}
    refuse_odd_characters(fields)
    return fields


def is_plain(element: Element) -> bool:
    return len(element) == 0


def flat(values: dict[str, Any]) -> Fields:
    """Texts and numbers, as texts."""
    taken = (str, int, float)
    return {
        name: trimmed(name, str(value)) for name, value in values.items()
        if isinstance(value, taken) and not isinstance(value, bool)
    }


def trimmed(name: str, value: str) -> str:
    """A field without the blanks that stand around its CDATA; what a resident said is left as it is."""
    return value if name in SAID else value.strip()


def malformed() -> BadRequest:
    """What is said to a body of another shape."""
    return BadRequest(400, "malformed", "The request is no message of an official account.")
