"""Files of other people: real ones are read, and what cannot be read is refused with what to do, whatever is in it."""
from __future__ import annotations

import io
import zipfile

import docx
import pytest

from console.files.apart import read_apart
from console.files.reading import read, tidy
from console.files.unreadable import REASONS, Unreadable
from console.web.chinese import words

LINES = ["关于恢复堂食的通告", "一、餐饮恢复堂食。", "二、药店照常营业。"]
PAGE = (
    "<html><head>{meta}<title>t</title></head><body><nav>首页 登录</nav><div><h1>{}</h1><p>{}</p>\n<p>{}</p></div></body>"
)


def word(*lines: str, style: str | None = None) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line, style=style)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def packed(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/"), data)
    return kept.getvalue()


def page(encoding: str, said: str = "") -> bytes:
    return PAGE.format(*LINES, meta=f'<meta charset="{said}">' if said else "").encode(encoding)


@pytest.mark.parametrize("data", [
    word(*LINES), page("utf-8"), page("gb18030", "gb2312"), page("gb18030"), page("utf-16"),
    "\n".join(LINES).encode("gb18030"), "\r\n".join(LINES).encode("utf-8-sig"),
], ids=["word", "page", "page-gb2312", "page-unsaid", "page-utf-16", "text-gb18030", "text-bom"])
def test_the_paragraphs_are_read(data):
    assert read(data).splitlines() == LINES


def test_numbers_that_word_counts_are_written_out_and_what_was_deleted_is_gone():
    document = docx.Document()
    for line in ("甲。", "乙。"):
        document.add_paragraph(line, style="List Number")
    paragraph = document.add_paragraph("留下")
    paragraph._p.append(docx.oxml.parse_xml(
        f'<w:del {docx.oxml.ns.nsdecls("w")}><w:r><w:delText>删掉</w:delText></w:r></w:del>'))
    paragraph._p.append(docx.oxml.parse_xml(
        f'<w:ins {docx.oxml.ns.nsdecls("w")}><w:r><w:t>加上</w:t></w:r></w:ins>'))
    kept = io.BytesIO()
    document.save(kept)
    assert read(kept.getvalue()).splitlines() == ["1.甲。", "2.乙。", "留下加上"]


@pytest.mark.parametrize(("data", "why"), [
    (b"", "empty"), (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "scan"), (b"%PDF-1.7\nnothing", "broken"),
    (bytes(range(128, 256)) * 20, "broken"), (("锟斤拷" * 9).encode(), "broken"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "old_word"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (packed(word__document_xml=b"x"), "unknown"), (b"PK\x03\x04" + b"x" * 50, "broken"),
    (packed(**{"word__document.xml": b"<x>" * 9}), "broken"), (b"plain english only", "unknown"),
    ("长".encode() * 70_000, "too_long"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_read_says_why(data, why):
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert str(refused.value) == why


def test_a_bomb_is_not_opened_and_a_file_that_never_ends_is_stopped():
    bomb = packed(**{"word__document.xml": b" " * 60_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(Unreadable, match="too_large"):
        read_apart(bomb)
    with pytest.raises(Unreadable, match="too_slow"):
        read_apart(word(*LINES), seconds=0.01)


def test_each_reason_has_its_sentence():
    assert set(words()["files"]) == set(REASONS)


def test_columns_stay_apart_and_what_nobody_sees_is_gone():
    assert tidy("甲\u200b区  一号　　楼\n\n \u00ad乙 \n") == "甲区\t一号\t楼\n乙"


def test_a_pdf_is_read_with_its_letters_and_its_paragraphs_whole(chromium):
    """Its fonts name some letters by radicals, and its lines end where the paper does."""
    lines = [*LINES, f"三、{'低风险区的电影院、图书馆有序开放，人民群众要戴好口罩，' * 6}测温进入。"]
    window = chromium.new_page()
    window.set_content("<meta charset=utf-8>" + "".join(f"<p>{line}</p>" for line in lines))
    assert read_apart(window.pdf(format="A4")).splitlines() == lines
    window.set_content("<canvas width=600 height=800></canvas>")
    with pytest.raises(Unreadable, match="scan"):
        read_apart(window.pdf(format="A4"))
