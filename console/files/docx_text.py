"""A .docx to its paragraphs with the numbers that Word counts by itself; deleted text is gone, inserted text counts.
Raises Unreadable."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from lxml import etree

from console.files.docx_numbers import Numbers
from console.files.unreadable import BROKEN, ENCRYPTED, SCAN, TOO_LARGE, UNKNOWN, Unreadable

# Packed, a file of some hundred kilobytes may be gigabytes.
MOST_UNPACKED, MOST_MEMBERS = 40_000_000, 2_000
TEXT, TAB, BREAKS, PARAGRAPH = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr")), qn("w:p")
# Whatever the libraries make of a package that is none.
BROKEN_BY = (
    KeyError, ValueError, TypeError, AttributeError, etree.LxmlError, zipfile.BadZipFile, OSError, RecursionError,
)
ROW, CELL, DRAWING = qn("w:tr"), qn("w:tc"), qn("w:drawing")
# What was taken out, and what repeats a drawing for old programs.
GONE = (qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


def read_docx(data: bytes) -> str:
    """All paragraphs in their order, those of tables a row a line."""
    refuse_bombs(data)
    try:
        document = docx.Document(io.BytesIO(data))
        body, numbers = document.element.body, Numbers(numbering_of(document), document.styles.element)
        text = "\n".join(lines(body, numbers))
    except BROKEN_BY:
        raise Unreadable(BROKEN) from None
    if not text.strip() and body.find(f".//{DRAWING}") is not None:
        raise Unreadable(SCAN)
    return text


def refuse_bombs(data: bytes) -> None:
    """Looks at the sizes that the package itself names."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable(BROKEN) from None
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(ENCRYPTED)
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable(TOO_LARGE)
    if not any(member.filename == "word/document.xml" for member in members):
        raise Unreadable(UNKNOWN)


def numbering_of(document) -> etree._Element | None:
    """The part that tells how lists are numbered; most files have one."""
    parts = (part for part in document.part.package.iter_parts() if part.partname == "/word/numbering.xml")
    part = next(parts, None)
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False)) if part is not None else None


def lines(parent: etree._Element, numbers: Numbers) -> Iterator[str]:
    """The paragraphs below an element."""
    for child in parent:
        if child.tag == PARAGRAPH:
            yield numbers.of(child) + "".join(letters(child))
        elif child.tag == ROW:
            yield "\t".join("".join(lines(cell, numbers)) for cell in child.iter(CELL))
        elif isinstance(child.tag, str) and child.tag not in GONE:
            yield from lines(child, numbers)


def letters(parent: etree._Element) -> Iterator[str]:
    """The text below a paragraph."""
    for child in parent:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag == TAB and parent.tag == qn("w:r"):
            yield "\t"
        elif child.tag in BREAKS:
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in GONE:
            yield from letters(child)
