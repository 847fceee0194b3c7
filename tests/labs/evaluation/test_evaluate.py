"""`jumin eval` with the real model: in its own process, over HTTP, its page, a figure that fell, a broken file."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from labs.evaluation.figures import read_recorded, write_recorded

MIXED = """\
- {q: 夜里哪家医院能测核酸, topic: after_hours_testing}
- {q: 八区核酸几点开始几点结束, topic: screening_time}
- {q: 八区核酸几点开始几点结束, topic: screening_time, at: 2022-11-08T10:00:00+08:00}
- {q: 网吧能开吗, topic: venue_open, verdict: closed, place: 我在中风险区}
- {q: <b>你好</b>, topic: human}
- {q: 狗粮在哪里买便宜, topic: out_of_scope}
"""


def test_cases_are_asked_in_this_process(sample_city, tmp_path, cases):
    """With the real model, on the store of the sample city."""
    file, recorded = cases(MIXED), tmp_path / "recorded.yml"
    done = sample_city.jumin(
        "eval", str(file), "--page", str(tmp_path / "page"), "--recorded", str(recorded), "--record"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "in scope: 5 cases: right 4 (80.0 %), refused 1 (20.0 %), wrong 0 (0.0 %)" in done.stdout
    assert "out of scope: 1 cases: right 1 (100.0 %)" in done.stdout
    assert "refused: <b>你好</b> -> out_of_scope (expected human, confidence " in done.stdout
    assert read_recorded(recorded)[file.as_posix()]["in_scope"] == {"right": 80.0, "wrong": 0.0}
    check_page(tmp_path / "page")


def check_page(folder: Path) -> None:
    """Escaped, complete, and nothing from elsewhere."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;你好&lt;/b&gt;" in page and "<b>" not in page
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["总计", "按文件", "按主题", "混淆图", "把握与对错", "没有答对的问题"]
    assert re.findall(r'(?:href|src)="(.*?)"', page) == ["evaluation.css", "confusions.svg", "curve.svg"]
    assert (folder / "evaluation.css").exists() and "<svg" in (folder / "confusions.svg").read_text(encoding="utf-8")


def test_cases_are_asked_over_http(sample_city, tmp_path, cases):
    file, recorded = cases(MIXED), tmp_path / "recorded.yml"
    write_recorded({file.as_posix(): {"in_scope": {"right": 80.0, "wrong": 25.0}}}, recorded)
    done = sample_city.jumin("eval", str(file), "--url", sample_city.url, "--recorded", str(recorded))
    assert "1 of 6 cases skipped: they name an instant" in done.stderr
    assert "in scope: 4 cases: right 3 (75.0 %), refused 1 (25.0 %), wrong 0 (0.0 %)" in done.stdout
    assert done.returncode == 1
    assert f"{file}: 75.0 % right in scope is below the recorded 80.0 %." in done.stderr


@pytest.mark.parametrize(("text", "arguments", "sentence"), [
    ("- {q: [", (), "cases.yml, line 1: this is not YAML"),
    ("- {q: 你好, topic: greet}", ("--url", "http://127.0.0.1:9"), "does not answer (ConnectionError)"),
])
def test_what_cannot_be_asked_ends_in_one_sentence(sample_city, cases, text, arguments, sentence):
    done = sample_city.jumin("eval", str(cases(text)), *arguments)
    assert done.returncode == 1 and sentence in done.stderr and "Traceback" not in done.stderr
