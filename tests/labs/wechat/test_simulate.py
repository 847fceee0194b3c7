"""The simulator finds nothing in a right bot and each wrong thing in a wrong one."""
from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support import ROOT
from tiny_bot import TinyBot, serving
from wechat_api import APPID, SECRET, official

from labs.wechat.simulator.official_server import OfficialServer
from labs.wechat.simulator.pushes import MODES, Identity
from labs.wechat.simulator.simulate import all_trials, simulate
from labs.wechat.simulator.talk import talk

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
TOKEN = "a-token-of-the-tests"
# What the bot does wrong -> the trial that finds it and a piece of the sentence that says it.
WRONG = {
    "echo_wrapped": ("address check", "bare"),
    "signature_unchecked": ("address check, unsigned", "accepted"),
    "unsigned_accepted": ("unsigned", "not refused"),
    "old_accepted": ("signed eleven minutes ago", "not refused"),
    "stamp_reused": ("another message under a used stamp", "not refused"),
    "entities_expanded": ("entities in the XML", "not refused"),
    "large_taken": ("more than 64 KB", "not refused"),
    "other_appid": ("another account's appid", "not refused"),
    "plain_in_safe": ("plain text in safe mode", "not refused"),
    "status_200_json_error": ("a changed cipher", "not refused"),
    "server_error": ("text", "HTTP 500"),
    "wrong_reader": ("text", "somebody else"),
    "empty_reply": ("text", "empty"),
    "not_xml": ("text", "no XML"),
    "too_long": ("text", "2000"),
    "control_characters": ("text", "no XML"),
    "cdata_torn": ("text with odd characters", "no XML"),
    "unencrypted_reply": ("text", "must be encrypted"),
    "too_slow": ("text", "no answer within"),
    "doubled": ("delivered three times, one stamp", "more than once"),
    "late_twice": ("text", "given twice"),
    "late_and_passive": ("text", "given twice"),
    "lost": ("text", "nothing was said"),
    "silent_to_pictures": ("picture", "nothing was said"),
    "lost_with_connection": ("the connection drops, then retries", ""),
    "answers_view": ("menu opens a page", "asks nothing"),
    "chatty_about_place": ("place reported", "asks nothing"),
}


def identity(mode: str) -> Identity:
    return Identity(TOKEN, APPID, KEY, mode)


@pytest.fixture(scope="module")
def api():
    with official() as running:
        yield running.url


def findings(
    mode: str, api: str, names: tuple[str, ...] = (), wrong: str = "", late: bool = False, as_json: bool = False
):
    """What the simulator finds in the tiny bot, impatient as tests are."""
    bot = TinyBot(identity(mode), wrong, api, late, SECRET)
    with serving(bot) as url:
        server = OfficialServer(url, identity(mode), api, patience=2.0, retries=1, as_json=as_json, late_within=4.0)
        trials = [trial for trial in all_trials(mode) if not names or trial.name in names]
        return list(simulate(server, trials))


@pytest.mark.parametrize("mode", MODES)
def test_守规矩的机器人_什么错也挑不出(mode, api):
    found = findings(mode, api)
    assert [(line.name, line.faults) for line in found if line.faults] == []
    assert len(found) == len(all_trials(mode)) >= 28


def test_守规矩的机器人_用JSON也一样(api):
    assert [(line.name, line.faults) for line in findings("safe", api, as_json=True) if line.faults] == []


def test_回得晚但只回一次_也守规矩(api):
    names = ("text", "location", "menu", "three deliveries at once", "the connection drops, then retries")
    found = findings("safe", api, names, late=True)
    assert [(line.name, line.faults) for line in found if line.faults] == [] and len(found) == 5


@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_每种不守规矩_都挑得出来(wrong, api):
    name, sentence = WRONG[wrong]
    (found,) = findings("safe", api, (name,), wrong)
    assert found.faults and any(sentence in fault for fault in found.faults)


def test_每次投递都重新运行_三种投递法都看得出(api):
    names = ("delivered three times, new stamps", "event delivered three times", "three deliveries at once")
    assert all(line.faults for line in findings("plain", api, names, "doubled"))


def command(url: str, *more: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("JUMIN_")}
    known = {
        "JUMIN_WECHAT_TOKEN": TOKEN, "JUMIN_WECHAT_APPID": APPID, "JUMIN_WECHAT_AES_KEY": KEY,
        "JUMIN_WECHAT_MODE": "safe"
    }
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "wechat", "simulate", url, *more], cwd=ROOT,
        env={**clean, **known, **environment},
        capture_output=True, text=True, timeout=120)


def test_命令行打出一张表_没有错就以零结束():
    with serving(TinyBot(identity("safe"))) as url:
        done = command(url)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "entity bomb" in done.stdout and "fault" not in done.stdout
    lines = [line for line in done.stdout.splitlines() if line.endswith("ok │")]
    assert len(lines) == len(all_trials("safe"))


def test_命令行有错就以一结束_错处写成句子():
    with serving(TinyBot(identity("safe"), "old_accepted")) as url:
        done = command(url)
    assert done.returncode == 1
    assert "signed eleven minutes ago: it was not refused (HTTP 200)." in done.stdout


def test_命令行可以只说一句话_看机器人怎么答():
    with serving(TinyBot(identity("safe"))) as url:
        done = command(url, "--say", "附近哪里能做核酸", "--say", "我们小区呢")
    assert done.stdout.splitlines() == ["> 附近哪里能做核酸", "答附近哪里能做核酸，第1遍", "> 我们小区呢", "答我们小区呢，第1遍"]
    assert done.returncode == 0


def test_一个人说几句_每句各有各的答复_回得晚也不混(api):
    with serving(TinyBot(identity("safe"), "", api, True, SECRET)) as url:
        server = OfficialServer(url, identity("safe"), api, patience=2.0, late_within=4.0)
        found = list(talk(server, ["你好", "采样屋"]))
    assert [(line.answered, line.faults) for line in found] == [("答你好，第1遍", ()), ("答采样屋，第1遍", ())]


@pytest.mark.parametrize(("environment", "named"), [
    ({"JUMIN_WECHAT_TOKEN": ""}, "JUMIN_WECHAT_TOKEN"), ({"JUMIN_WECHAT_AES_KEY": "short"}, "JUMIN_WECHAT_AES_KEY"),
])
def test_命令行缺了设置_说出是哪一个(environment, named):
    done = command("http://127.0.0.1:9/", **environment)
    assert done.returncode == 1 and named in done.stderr and "Traceback" not in done.stderr
