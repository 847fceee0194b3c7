"""The few shapes of an SVG that a map picture needs, with presentation attributes only. Pure."""
from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

Point = tuple[float, float]
# Characters that no XML may hold.
UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shape(parent: Element, tag: str, **attributes: object) -> Element:
    """An element; an underscore in a name stands for a dash, numbers are written to a tenth of a pixel."""
    return SubElement(parent, tag, {name.replace("_", "-"): _number(value) for name, value in attributes.items()})


def circle(parent: Element, point: Point, radius: float, **attributes: object) -> None:
    """A circle around ``point``."""
    shape(parent, "circle", cx=point[0], cy=point[1], r=radius, **attributes)


def text(parent: Element, point: Point, words: str, size: int, **attributes: object) -> None:
    """Words centred on ``point`` unless ``text_anchor`` says otherwise."""
    fitted = {"text_anchor": "middle", "dominant_baseline": "central", "font_size": size, **attributes}
    write(shape(parent, "text", x=point[0], y=point[1], **fitted), words)


def write(element: Element, words: str) -> None:
    """Words into an element, without characters that XML cannot hold."""
    element.text = UNSPEAKABLE.sub("", words)


def shorten(words: str, room: float, size: int) -> str:
    """As much of the words as fits ``room`` pixels, with a mark where some were left off."""
    if width(words, size) <= room:
        return words
    kept = next(end for end in range(len(words) - 1, -1, -1) if width(words[:end], size) + size <= room or end == 0)
    return words[:kept] + "…"


def width(words: str, size: int) -> float:
    """About how many pixels words take: Chinese characters are square, others narrower."""
    return sum(size if ord(char) > 0x2E7F else size * 0.6 for char in words)


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
