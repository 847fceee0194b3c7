"""A text's lines and sentences, each with the clause that it stands under. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.intake.model import BODY, HEAD, HEADING, TAIL, Sentence
from knowledge.intake.words import pattern

# What begins a clause, the widest first: 一、 第一条 · （一） · 1. 1、 · （1） ①
MARKERS = tuple(pattern(rf"\s*(?:{marker})") for marker in (
    r"(?P<n>[<outline.numeral>]{1,3})[、.]\s*|第(?P<o>[<outline.numeral>]{1,3})条[、::,]?\s*",
    r"\((?P<n>[<outline.numeral>]{1,3})\)[、.]?\s*",
    r"(?P<n>\d{1,2})(?:[、)]|\.(?!\d)|\t|\s{2,})\s*(?!\d{1,2}[日号时点])",
    r"\((?P<n>\d{1,2})\)\s*|(?P<o>[①-⑳])\s*",
))
SENTENCE = re.compile(r"[^\n。!?]+[。!?]*[”』」]?")
SIGNS = pattern(r"[^,。;:]{2,30}(?:<outline.issuer_end>)")
DAY = pattern(r"(?:20\d\d|二[〇零○OI0-9<outline.numeral>]{3})年[\d<outline.numeral>]{1,3}月[\d<outline.numeral>]{1,3}日")
SIGNED = pattern(
    rf"\s*\(?(?P<by>{SIGNS.pattern})?\s*(?P<day>{DAY.pattern}(?:\s*\d{{1,2}}[时点])?)?\s*(?:<outline.given_out>)?\)?\s*"
)
# A heading names what follows and says nothing itself.
LONGEST_HEADING, SHORTEST_NAME = 24, 9
BRACKETED = re.compile(r"(?:【[^】]{2,20}】|▍[^,。;:!?]{2,24}?)(?:\([^()]*\))?$")
PARAGRAPH = "第{}段"


def sentences(text: str) -> tuple[Sentence, ...]:
    """All sentences of a folded text: nothing but blanks lies between them."""
    spans = [(match.start(), match.end()) for match in SENTENCE.finditer(text) if match.group().strip()]
    first, last = body_of(text, spans)
    found, path, paragraph, in_list, is_listed = [], [], 0, False, False
    for place, (start, end) in enumerate(spans):
        if place < first or place > last:
            found.append(Sentence(start, end, HEAD if place < first else TAIL))
            continue
        marker = marker_at(text, start)
        bracketed = BRACKETED.match(text[start:end].strip())
        if bracketed:
            path = [(0, re.split(r"[】(]", text[start:end].strip()[1:])[0].strip())]
        elif marker:
            path = [*(one for one in path if one[0] < marker[0]), marker]
        elif path and (BULLET.match(text, start) or (is_listed and ALL_LISTED.match(text, start))):
            pass  # A line of the list of its clause, or what holds for all of them.
        elif begins_line(text, start) and not (in_list and path):
            path = [] if OF_ALL.match(text, start) else above(path)
            paragraph += not path
        said = text[start:end].rstrip()
        is_listed = bool(BULLET.match(text, start))
        # Lines without numbers behind a colon are of what it ends, until one ends as a sentence.
        in_list = said.endswith(":") or (in_list and not marker and said.endswith(";"))
        clause = "".join(name for _, name in path) or PARAGRAPH.format(paragraph)
        found.append(Sentence(start, end, HEADING if is_heading(text[start:end], bool(marker)) else BODY, clause))
    return tuple(found)


# What begins a line of a list without a number, and the line behind such a list that is of all of it.
BULLET, ALL_LISTED = re.compile(r"\s*[●•·◆◇▪■□○▲※★-]"), re.compile(r"\s*(?:以上|上述|上列)[^,。;:]{0,8}(?:场所|单位|门店|店铺|区域)")
OF_ALL = re.compile(r"\s*(?:本(?:通告|公告|通知|决定)|特此|以上|上述)")


def above(path: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Where a paragraph without a number stands: behind a list it is of what the list was of."""
    if not path or path[-1][0] == 0:
        return path
    return path[:1] if path[0][0] == 0 else []


def marker_at(text: str, start: int) -> tuple[int, str] | None:
    """How deep the clause is that begins here, and what it adds to the number: (1, （一）)."""
    for depth, marker in enumerate(MARKERS):
        if found := marker.match(text, start):
            name = found["n"] or found.groupdict().get("o")
            return depth, f"({name})" if depth in (1, 3) and name.isalnum() and not "①" <= name <= "⑳" else name
    return None


def is_heading(sentence: str, is_marked: bool) -> bool:
    """Short, behind a number, and without the end of a sentence, or ending with a colon."""
    bare = sentence.strip()
    is_name = is_marked and len(bare) <= (LONGEST_HEADING if bare[-1] not in "。!?;" else SHORTEST_NAME)
    return bare.endswith(":") or is_name or bool(BRACKETED.match(bare))


def begins_line(text: str, start: int) -> bool:
    return not text[:start].rpartition("\n")[2].strip()


SALUTATION = pattern(r"\s*<outline.salutation>\s*[::]?\s*")
ALL_IN_BRACKETS = re.compile(r"\([^()]*\d[^()]*\)")
ABOUT_IT, NUMBER = pattern(r"\s*<outline.about_it>"), pattern(r"<outline.number>")


def body_of(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Which is the first sentence of the body, and which the last."""
    first = next((place for place, (start, end) in enumerate(spans) if is_body(text, start, end)), len(spans))
    last = len(spans) - 1
    while last > first and is_signature(text, *spans[last]):
        last -= 1
    return first, last


def is_body(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    if SALUTATION.fullmatch(line) or ABOUT_IT.match(line) or ALL_IN_BRACKETS.fullmatch(line):
        return False
    if marker_at(text, start) is not None or line[-1] in "。!?:;" or bool(BRACKETED.match(line)):
        return True
    return any(mark in line for mark in ",\t|") or bool(WHEN.match(line) or TABLE.fullmatch(line))


# The line above a table whose cells are parted by blanks.
TABLE = pattern(r"(?:序号|编号|<zones.place_column>)(?: +[^\s\d]{1,8}){2,}")
# 执行时间:12月11日0时起.
WHEN = re.compile(r"[^:\s]{0,6}(?:时间|期限):.*\d")


def is_signature(text: str, start: int, end: int) -> bool:
    signed = SIGNED.fullmatch(text[start:end])
    # In the middle of a line, as in a message to telephones, only who and when together are one.
    return bool(signed) and (begins_line(text, start) or bool(signed["by"] and signed["day"]))


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with where it begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
