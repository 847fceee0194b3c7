"""A telephone system tells a call piece by piece, and the page beside it shows the words and the cards."""
from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from desk_pages import CARDS, PASSWORD, DeskPage, with_agent
from support import ROOT

NAME = "郑接线"
SAID = (("caller", 0, 1.0, "喂你好我是中原区的"), ("agent", 0, 2.0, "您好请讲，药店可以开的"), ("caller", 1, 2.4, "我想问下理发"),
        ("caller", 1, 3.0, "我想问下理发店现在能开门吗"))


@pytest.fixture(scope="module")
def console(sample_city):
    return with_agent(sample_city, NAME)


def heard(speaker: str, index: int, end: float, text: str, is_last: bool = True) -> str:
    """A line as a recogniser's stream gives it."""
    result = {"slice_type": 2 if is_last else 1, "index": index, "start_time": int(end * 1000) - 900,
              "end_time": int(end * 1000), "voice_text_str": text}
    return json.dumps({"code": 0, "voice_id": f"v-{speaker}", "result": result, "speaker": speaker}, ensure_ascii=False)


def replay(sample_city, console: str, *arguments: str, **streams) -> subprocess.Popen:
    command = [sys.executable, "-m", "bot.cli", "hotline", "replay", *arguments, "--by", NAME, "--url", console]
    environment = {**sample_city.environment, **streams.pop("environment", {}), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **streams
    )


def test_a_recorded_call_is_told_again_with_its_cards_and_their_times(sample_city, console, tmp_path):
    file = tmp_path / "call.jsonl"
    file.write_text("\n".join(heard(*one) for one in SAID), encoding="utf-8")
    told, _ = replay(sample_city, console, str(file), "--speed", "2").communicate(PASSWORD + "\n", timeout=60)
    assert re.search(r"3\.0 s  caller final    我想问下理发店现在能开门吗\n +\d+ ms  \w+ \d\.\d\d \S*理发店", told), told
    assert re.search(r"Piece to card: median \d+ ms, 99th percentile \d+ ms, \d+ changes of cards\.", told)
    assert "药店" not in "".join(line for line in told.splitlines() if " ms  " in line)


def test_what_a_recogniser_hears_now_stands_on_the_page_that_shows_the_call(sample_city, console, browser):
    talking = replay(sample_city, console, "-", environment={"HOTLINE_PASSWORD": PASSWORD})
    call = talking.stdout.readline().split()[1]
    context = browser.new_context()
    page = DeskPage(context, console, NAME).open(f"?call={call}").page
    for speaker, index, end, text in SAID:
        talking.stdin.write(heard(speaker, index, end, text, text.endswith(("的", "吗"))) + "\n")
        talking.stdin.flush()
    page.wait_for_selector(CARDS)
    lines = page.eval_on_selector_all("#said > li", "lines => lines.map(line => line.textContent)")
    assert lines == ["来电 喂你好我是中原区的", "坐席 您好请讲，药店可以开的", "来电 我想问下理发店现在能开门吗"]
    talking.communicate(timeout=30)
    context.close()


@pytest.mark.parametrize(("name", "written", "word", "why"), [
    ("call.yml", "- {segment: s1}", PASSWORD, "call.yml: piece 1: revision is None."),
    ("none.yml", None, PASSWORD, "none.yml: No such file or directory"),
    ("call.jsonl", heard(*SAID[0]), "wrong", f"The desk does not let '{NAME}' in (status 403)."),
], ids=["no_piece", "no_file", "password"])
def test_what_cannot_be_told_ends_in_a_sentence(sample_city, console, tmp_path, name, written, word, why):
    if written:
        (tmp_path / name).write_text(written, encoding="utf-8")
    process = replay(sample_city, console, str(tmp_path / name), stderr=subprocess.PIPE)
    _, said = process.communicate(word + "\n", timeout=60)
    assert process.returncode == 1 and why in said and "Traceback" not in said
