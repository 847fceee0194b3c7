"""The lexicon is read strictly: what is wrong is refused with file and line."""
from __future__ import annotations

import re
import subprocess
import sys

import pytest
from support import ROOT

from knowledge.notices import ContentError
from knowledge.text.lexicon import load_lexicon, pattern, values


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "numbers.yml").write_text("digit: 一二三\ncounted: [两, 俩]\nworth: {两: 2, 好几: 3}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("template", "text", "found"), [
    ("[<numbers.digit>]+例", "有二三例", "二三例"),
    ("<numbers.counted>个?", "阳了俩", "俩"),
    ("<numbers.worth>", "好几", "好几"),
    ("<people.us>单元", "俺两单元", "俺两单元"),
])
def test_a_pattern_is_made_of_its_lists(folder, template, text, found):
    (folder / "people.yml").write_text("us: [我们, 俺<numbers.counted>]\n", encoding="utf-8")
    assert re.search(load_lexicon(folder).expand(template), text)[0] == found


@pytest.mark.parametrize(("line", "sentence"), [
    ("a: [<numbers.none>]", "names <numbers.none>, which the lexicon does not have"),
    ("a: [<broken.a>]", "leads back to itself"),
    ("a: [两, 两]", "has a word twice"),
    ("a: ['(两']", "is no pattern"),
    ("a: ['(两)']", "has a group that is kept"),
    ("a: []", "must be letters, a list of words"),
    ("a: [1]", "must be letters, a list of words"),
    ("a: {两: 二}", "must be letters, a list of words"),
    ("a: {两: true}", "must be letters, a list of words"),
    ("a:", "must be letters, a list of words"),
    ("'甲': [两]", "must be a name of small letters"),
    ("a: z-a", "is no pattern"),
    ("a: [两", "not YAML"),
])
def test_a_wrong_file_is_refused_with_its_line(folder, line, sentence):
    file = folder / "broken.yml"
    file.write_text(f"# Words.\nfine: [两]\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(sentence)) as refused:
        load_lexicon(folder)
    assert re.match(rf"{re.escape(str(file))}:[34]: ", str(refused.value))


def test_our_own_is_taken():
    assert values("numerals.several") == {"好几": 3} and pattern("<cases.found>").search("查出一个")


def test_a_command_tells_it_in_one_sentence(tmp_path):
    (tmp_path / "broken.yml").write_text("a: [两, 两]\n", encoding="utf-8")
    script = (
        "import knowledge.text.lexicon as words, pathlib, sys\n"
        f"words.load_lexicon.__defaults__ = (pathlib.Path({str(tmp_path)!r}),)\n"
        "sys.argv = ['jumin', 'ask', '你好']\nfrom bot.cli import main\nmain()"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 1 and run.stdout == ""
    assert run.stderr.strip().splitlines()[-1] == f"{tmp_path / 'broken.yml'}:1: 'a' has a word twice: '两'."
