"""A PDF to its lines, put together to paragraphs. Raises Unreadable."""
from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.psexceptions import PSException

from console.files.unreadable import BROKEN, ENCRYPTED, SCAN, TOO_LONG, Unreadable

MOST_PAGES = 60
# A letter of which the file has no meaning, only a picture: (cid:123).
NO_LETTER = re.compile(r"\(cid:\d+\)")
FEWEST_LETTERS_A_PAGE, MOST_WITHOUT_MEANING = 10, 0.02
# Page numbers stand alone: 3, - 3 -, 第3页.
PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,3}(?:\s*页|\s*/\s*\d+)?[-—–\s]*")
ENDS_A_PARAGRAPH = re.compile(r"[。！？；：:;]\s*$|^.{0,16}$")
# How near to where the widest line of the page ends.
AT_THE_EDGE = 0.94


def read_pdf(data: bytes) -> str:
    """The text of all pages, a paragraph a line."""
    try:
        found = extract_pages(io.BytesIO(data), maxpages=MOST_PAGES + 1, laparams=LAParams())
        pages = [list(lines_of(page)) for page in found]
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        raise Unreadable(ENCRYPTED) from None
    except (PSException, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError, RecursionError):
        raise Unreadable(BROKEN) from None
    if len(pages) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    lines = [line for page in pages for line in page if not PAGE_NUMBER.fullmatch(line[0])]
    text = "".join(line for line, _ in lines)
    if len(text.replace(" ", "")) < FEWEST_LETTERS_A_PAGE * max(1, len(pages)):
        raise Unreadable(SCAN)
    if len(NO_LETTER.findall(text)) > len(text) * MOST_WITHOUT_MEANING:
        raise Unreadable(SCAN)
    return paragraphs(lines)


def lines_of(page) -> Iterator[tuple[str, bool]]:
    """The lines of a page from the top down, each with whether it goes to the edge, so that it was cut there."""
    boxes = [one for one in page if isinstance(one, LTTextContainer)]
    found = [line for box in boxes for line in box if isinstance(line, LTTextLine)]
    found.sort(key=lambda line: (-round(line.y0), line.x0))
    edge = max((line.x1 for line in found), default=0)
    for line in found:
        if text := line.get_text().strip():
            yield text, line.x1 >= edge * AT_THE_EDGE


def paragraphs(lines: list[tuple[str, bool]]) -> str:
    """Lines that were cut where the paper ended are one again."""
    return "".join(
        line if is_cut and not ENDS_A_PARAGRAPH.search(line) else f"{line}\n" for line, is_cut in lines
    )
