"""Processes killed for real between "success" and the late reply: never sent twice, never lost.

JUMIN_KILLS says how often the process is killed at a random moment (2; more for a long run).
"""
from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass

import pytest
import requests
from support import ROOT
from wechat import APPID, fields_of, push, reply_text

from labs.wechat.stand_in import running
from labs.wechat.stand_in_account import Account

KILLS = int(os.environ.get("JUMIN_KILLS", "2"))
SEND = "message/custom/send"


@dataclass
class Process:
    """A channel process on one store, started again after each kill, beside one official API."""

    folder: os.PathLike
    api: str
    account: Account
    process: subprocess.Popen | None = None
    port: int = 0

    def start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [
            sys.executable, str(ROOT / "tests/support/wechat_process.py"), str(self.folder / "bot.db"), str(self.port),
            self.api
        ]
        self.process = subprocess.Popen(command, cwd=ROOT, env={
            **os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'support'}"
        })
        end = time.monotonic() + 120
        while time.monotonic() < end:
            assert self.process.poll() is None
            try:
                return requests.get(f"http://127.0.0.1:{self.port}/", timeout=1) and None
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError("the process did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def say(self, openid: str, text: str) -> str | None:
        """The passive reply to a new message."""
        return self.deliver(fields_of(openid, Content=text))

    def deliver(self, fields: dict) -> str | None:
        self.account.act(fields["FromUserName"], "message", time.monotonic())
        delivery = push(fields)
        response = requests.post(f"http://127.0.0.1:{self.port}{delivery.path}", data=delivery.body, timeout=10)
        assert response.status_code == 200
        return reply_text(response.text)

    def break_sending(self, **fault: object) -> None:
        requests.post(f"{self.api}/faults", json={"path": SEND, **fault}, timeout=5)

    def calls(self) -> int:
        return requests.get(f"{self.api}/calls", timeout=5).json()["calls"].get(SEND, 0)

    def sent(self, openid: str) -> str:
        bodies = requests.get(f"{self.api}/sent", params={"openid": openid}, timeout=5).json()
        return "".join(str(body.get("msgmenu") or body.get("text")) for body in bodies)


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    account = Account(APPID, "secret")
    with running(account) as api:
        running_process = Process(tmp_path_factory.mktemp("killed"), api, account)
        running_process.start()
        yield running_process
        running_process.kill()


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to this"
        time.sleep(0.05)


def test_killed_before_the_turn_was_done(process):
    assert process.say("oA", "慢1") is None
    process.kill()
    process.start()
    wait_for(lambda: "慢1" in process.sent("oA"))
    time.sleep(1.5)
    assert process.sent("oA").count("「慢1」") == 1 and "慢1" not in process.say("oA", "好")


def test_killed_during_the_call_before_it_was_taken(process):
    process.break_sending(slow=2, drop="before")
    before = process.calls()
    assert process.say("oB", "慢0.5") is None
    wait_for(lambda: process.calls() > before)
    process.kill()
    process.start()
    time.sleep(3)
    said = process.say("oB", "好")
    assert "慢0.5" not in said and "「好」" in said
    assert process.say("oB", "继续").count("「慢0.5」") == 1
    assert process.sent("oB") == "" and process.calls() == before + 1


def test_killed_after_it_was_taken_and_before_that_was_noted(process):
    process.break_sending(hold=3)
    assert process.say("oC", "慢0.5") is None
    wait_for(lambda: "慢0.5" in process.sent("oC"))
    process.kill()
    process.start()
    time.sleep(3)
    # Nobody can know that it was taken, so it is offered with the next message, but not told again.
    assert "慢0.5" not in process.say("oC", "好")
    time.sleep(1)
    assert process.sent("oC").count("「慢0.5」") == 1
    assert "慢0.5" not in process.say("oC", "再见")


def test_killed_at_any_moment(process):
    dice, asked, passive = random.Random("killed"), {}, Counter()
    for number in range(KILLS):
        for resident in range(8):
            openid = f"o{number}_{resident}"
            asked[openid] = f"慢{dice.uniform(0, 1.5):.2f}"
            passive[openid] += (process.say(openid, asked[openid]) or "").count(f"「{asked[openid]}」")
        time.sleep(dice.uniform(0, 0.8))
        process.kill()
        process.start()
    time.sleep(4)
    for openid, text in asked.items():
        told = process.say(openid, "好") or ""
        if "请回复「继续」" in told:
            told += process.say(openid, "继续") or ""
        passive[openid] += told.count(f"「{text}」")
    time.sleep(1)
    sent = {openid: process.sent(openid).count(f"「{text}」") for openid, text in asked.items()}
    assert max(sent.values()) <= 1 and max(passive.values()) <= 1
    assert all(sent[openid] + passive[openid] >= 1 for openid in asked)
