"""A saved page to the paragraphs of its article, without menus and scripts. Nothing is ever fetched. Raises
Unreadable."""
from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from console.files.encoding import decoded
from console.files.unreadable import BROKEN, Unreadable

LEFT_OUT = ("script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside", "form", "button",
            "select", "iframe", "svg")
BLOCKS = {"p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "ul", "ol",
          "blockquote", "pre", "dd", "dt", "center"}
CELLS = {"td", "th"}
# The article is the smallest part of a page that has so much of its sentences.
MOST_OF_IT = 0.85
ENDS = "。；：;"


def read_html(data: bytes) -> str:
    """The article of a page, a block a line."""
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
        root = html.document_fromstring(decoded(data).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise Unreadable(BROKEN) from None
    title = root.findtext(".//title") or ""
    body = root.find("body") if root.find("body") is not None else root
    for element in [one for name in LEFT_OUT for one in body.iter(name)]:
        element.drop_tree()
    article = "".join(written(article_of(body)))
    heading = (root.findtext(".//h1") or title.partition("_")[0].partition("-")[0]).strip()
    return article if heading in article else f"{heading}\n{article}"


def article_of(body: html.HtmlElement) -> html.HtmlElement:
    """The smallest element that has most of the sentences."""
    whole = sentences(body)
    while whole:
        fuller = [child for child in body if isinstance(child.tag, str) and sentences(child) >= whole * MOST_OF_IT]
        if not fuller or fuller[0].tag in ("p", "table", "tr", "td"):
            break
        body = fuller[0]
    return body


def sentences(element: html.HtmlElement) -> int:
    return sum(element.text_content().count(end) for end in ENDS)


def written(element: html.HtmlElement) -> Iterator[str]:
    """The text in its order; a block begins a line, a cell of a table is apart from the next."""
    is_block = element.tag in BLOCKS
    if is_block:
        yield "\n"
    yield inline(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from written(child)
        yield inline(child.tail)
    yield "\n" if is_block else "\t" if element.tag in CELLS else ""


def inline(text: str | None) -> str:
    """Line ends within a block are blanks, and none between two Chinese letters."""
    return (text or "").replace("\n", "")
