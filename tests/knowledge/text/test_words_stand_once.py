"""Numerals, words of cases and words of units stand in language/lexicon and in no Python file."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from support import ROOT

from bot.nlu.grammar.phrases import PHRASES
from knowledge.text.lexicon import REFERENCE, load_lexicon

ROOMS = ("bot", "knowledge", "actions")
FILES = {file.relative_to(ROOT).as_posix(): file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))}
DIGITS = "一二两三四五六七八九十俩仨"
SPELT = {
    # Two in brackets, one or another, or three in a row.
    "numerals": re.compile(
        rf"\[[^\]]*[{DIGITS}][^\]]{{0,3}}[{DIGITS}][^\]]*\]|[{DIGITS}]\|[{DIGITS}](?![\u4e00-\u9fff])|[{DIGITS}]{{3,}}"
    ),
    "cases": re.compile("查出|检出|确诊|羊了|阳了|中招|又添"),
    "units": re.compile("对门|隔壁|[我俺咱]们单元"),
}
# Names that hold numerals: 二七 is a district (叫我二七…), 二十一世纪 a compound.
ALLOWED = {("bot/privacy/masking/name_grammar.py", "七|三"), ("knowledge/places/aliases.py", "二十一")}
DOCUMENTED = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def texts_of(source: str) -> Iterator[str]:
    """The string constants of a source, docstrings apart."""
    tree = ast.parse(source)
    first = [node.body[0] for node in ast.walk(tree) if isinstance(node, DOCUMENTED) and node.body]
    documents = {id(node.value) for node in first if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


def spelt_in(source: str) -> set[str]:
    return {found[0] for text in texts_of(source) for words in SPELT.values() for found in words.finditer(text)}


@pytest.mark.parametrize("path", FILES)
def test_no_file_spells_them(path):
    found = spelt_in(FILES[path].read_text(encoding="utf-8"))
    assert {(path, words) for words in found} <= ALLOWED


@pytest.mark.parametrize("source", [
    'N = r"[一二三四五]{1,3}"', 'N = "(?:俩|仨)"', 'N = {"一二三四": 1}', 'N = re.compile(rf"{MORE}(?:查出|检出)")', 'x = f"{a}对门"',
    'def f():\n    """Reads."""\n    return "[0-9一二三]"',
])
def test_a_file_that_spells_them_is_found(source):
    assert spelt_in(source)


@pytest.mark.parametrize("source", ['"""对门, 查出一例."""', 'def f():\n    """[一二三四]"""', 'x = "一个"  # 确诊', 'x = "第一个单元"'])
def test_documents_comments_and_single_words_are_free(source):
    assert not spelt_in(source)


def test_every_entry_is_used():
    lexicon = load_lexicon()
    sources = [text for file in FILES.values() for text in texts_of(file.read_text(encoding="utf-8"))]
    pieces = [piece for entry in lexicon.entries.values() for piece in ([entry] if isinstance(entry, str) else entry)]
    used = {name for text in [*sources, *pieces] for name in REFERENCE.findall(text)}
    in_phrases = {kind for ways in PHRASES.values() for way in ways for kind, _ in way}
    assert set(lexicon.entries) - used - in_phrases - set(sources) == set()
