"""The files of the chat page: in their order, small, and each language's words whole."""
from __future__ import annotations

import gzip
import re
from importlib.util import module_from_spec, spec_from_file_location

from support import ROOT

from bot.pages.modules import ENTRY, OTHER_LANGUAGES, modules_in

FOLDER = ROOT / "bot/pages/static/chat"
MOST_BYTES = 35 * 1024


def names_in(file: str) -> list[str]:
    return re.findall(r"^  (\w+):", (FOLDER / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_what_must_be_there_to_write_comes_first_and_nothing_is_missing():
    found = modules_in(FOLDER)
    names = [*found.first, *found.later]
    assert names[0] == ENTRY and {*names, *OTHER_LANGUAGES} == {file.name for file in FOLDER.glob("*.js")}
    assert "composer.js" in found.first and "log.js" in found.later and len(names) == len(set(names))


def test_the_page_is_at_most_35_kilobytes_compressed():
    files = [*FOLDER.glob("*"), ROOT / "bot/pages/templates/chat.html"]
    assert sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) <= MOST_BYTES


def test_every_language_has_the_same_words_and_those_that_are_said_exist():
    known = names_in("words_hans.js")
    assert len(known) > 50 and all(names_in(file) == known for file in OTHER_LANGUAGES)
    code = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.js"))
    page = (ROOT / "bot/pages/templates/chat.html").read_text(encoding="utf-8")
    said = re.findall(r'say\("(\w+)"', code) + re.findall(r'data-(?:words|label|placeholder)="(\w+)"', page)
    assert set(said) <= set(known)


def test_the_traditional_words_are_made_of_the_simplified_ones():
    spec = spec_from_file_location("write_page_words", ROOT / "scripts/write_page_words.py")
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (FOLDER / "words_hant.js").read_text(encoding="utf-8") == script.traditional()


def test_no_module_parses_markup_or_evaluates_text():
    code = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.js"))
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function|srcdoc"
    assert not re.search(sinks, code)
