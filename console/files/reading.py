"""A file's bytes to its paragraphs, one a line, told apart by what is in it and not by its name. Raises Unreadable."""
from __future__ import annotations

import re
import unicodedata

from console.files.radicals import as_letters
from console.files.unreadable import EMPTY, ENCRYPTED, OLD_WORD, SCAN, TOO_LONG, UNKNOWN, Unreadable

# A notice has some thousand letters; a law some ten thousand.
MOST_LETTERS = 60_000
# Old Word and Excel, and whatever Office has encrypted, begin alike.
COMPOUND_FILE, ENCRYPTED_PACKAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|div|p|meta|article|table|span)[\s>]", re.IGNORECASE)
# What a reader has no letters for.
UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe0f\ufeff\xad]")
# Wide ones part columns.
BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u202f](?![ \u00a0\u2000-\u200a\u202f\t])")
WIDE = re.compile(r"(?:[ \u00a0\u2000-\u200a\u202f\u3000]|\t){2,}|\t")


def read(data: bytes) -> str:
    """The paragraphs of a .docx, .pdf, saved page or text."""
    return tidy(reader_of(data)(data))


def reader_of(data: bytes):
    """What reads such a file. The libraries are heavy, so that each is loaded by who needs it."""
    if data.startswith(b"PK\x03\x04"):
        from console.files.docx_text import read_docx
        return read_docx
    if b"%PDF-" in data[:1024]:
        from console.files.pdf_text import read_pdf
        return read_pdf
    if data.startswith(COMPOUND_FILE):
        raise Unreadable(ENCRYPTED if ENCRYPTED_PACKAGE in data else OLD_WORD)
    if data.startswith(PICTURES):
        raise Unreadable(SCAN)
    if MARKUP.search(data[:4096]) or MARKUP.search(data[:4096].replace(b"\x00", b"")):
        from console.files.html_text import read_html
        return read_html
    from console.files.encoding import decoded
    return decoded


def tidy(text: str) -> str:
    """One paragraph a line, without blanks around and what nobody sees. Raises Unreadable for none and for too many."""
    text = UNSAID.sub("", unicodedata.normalize("NFC", as_letters(text).replace("\r\n", "\n").replace("\r", "\n")))
    lines = (BLANKS.sub(" ", WIDE.sub("\t", line.strip().strip("\u3000"))).strip() for line in text.split("\n"))
    text = "\n".join(line for line in lines if line)
    if not text:
        raise Unreadable(EMPTY)
    if len(text) > MOST_LETTERS:
        raise Unreadable(TOO_LONG)
    if not any(unicodedata.category(letter) == "Lo" for letter in text):
        raise Unreadable(UNKNOWN)
    return text
