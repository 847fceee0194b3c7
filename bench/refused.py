"""What refused WeChat pushes cost a resident: python -m bench.refused. Prints a Markdown table, one row a mode and
kind.

A real `jumin serve` with an official account. One resident asks, waits for the answer and asks again, in windows that
take turns: alone, and while a process of its own sends refused bodies over eight connections as fast as they are
refused. The ratio is that of the medians of all windows with and without.
"""
from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.refused_load import KINDS
from bench.sides import ours
from bot.training.train import ROOT
from knowledge.clock import machine_seconds
from labs.wechat.simulator.official_server import OfficialServer
from labs.wechat.simulator.pushes import Identity

QUESTIONS = ("核酸几点", "低风险区的药店能开吗", "志愿者怎么报名", "去医院要核酸证明吗")
KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
CONNECTIONS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description="What refused WeChat pushes cost a resident.")
    parser.add_argument("--modes", nargs="+", default=["plain", "safe"])
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--windows", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    chosen = parser.parse_args()
    print(
        "| mode | refused bodies | alone, median ms | beside it, median ms | ratio | refused a second |\n"
        "|---|---|---|---|---|---|"
    )
    for mode in chosen.modes:
        with account(mode) as server:
            for kind in chosen.kinds:
                print(row(mode, kind, server, chosen.windows, chosen.seconds), flush=True)


@contextmanager
def account(mode: str) -> Iterator[OfficialServer]:
    """The official server of an account that `jumin serve` answers; ended when the block ends."""
    identity = Identity("a-token-of-the-bench", "wx0000000000000000", KEY, mode)
    settings = {
        "JUMIN_WECHAT_TOKEN": identity.token, "JUMIN_WECHAT_APPID": identity.appid, "JUMIN_WECHAT_AES_KEY": KEY,
        "JUMIN_WECHAT_MODE": mode
    }
    with tempfile.TemporaryDirectory() as folder, ours(Path(folder), QUESTIONS[0], **settings) as side:
        yield OfficialServer(f"{side.url}/webhooks/wechat/webhook", identity)


def row(mode: str, kind: str, server: OfficialServer, windows: int, seconds: float) -> str:
    alone: list[float] = []
    beside: list[float] = []
    refusals: list[float] = []
    asked(server, 1.0)
    for _ in range(windows):
        alone += asked(server, seconds)
        with attacked(server, kind) as counts:
            beside += asked(server, seconds)
        refusals.append(counts[0])
    before, during = (1000 * statistics.median(waits) for waits in (alone, beside))
    return (
        f"| {mode} | {kind} | {before:.1f} | {during:.1f} | {during / before:.2f} | {statistics.mean(refusals):.0f} |"
    )


def asked(server: OfficialServer, seconds: float) -> list[float]:
    """How long each answer of a resident took, in seconds; raises what went wrong with one."""
    waits, end = [], machine_seconds() + seconds
    with requests.Session() as http:
        while machine_seconds() < end:
            fields = server.say(server.resident(), QUESTIONS[len(waits) % len(QUESTIONS)])
            push, began = server.push_of(fields), machine_seconds()
            answer = http.post(server.url, params=push.params, data=push.body, timeout=server.patience)
            waits.append(machine_seconds() - began)
            if answer.status_code != 200 or answer.text == "success":
                raise RuntimeError(f"A resident was not answered: HTTP {answer.status_code}.")
    return waits


@contextmanager
def attacked(server: OfficialServer, kind: str) -> Iterator[list[float]]:
    """Refused bodies while the block runs; holds how many were refused a second when it has ended."""
    push = server.push_of(server.say(server.resident(), QUESTIONS[0]))
    command = [
        sys.executable, "-m", "bench.refused_load", server.url, kind, str(CONNECTIONS), push.params["timestamp"],
        push.params["nonce"], push.params["signature"]
    ]
    process, counts = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True), []
    process.stdout.readline()
    try:
        yield counts
    finally:
        process.terminate()
        counts.append(float(process.communicate(timeout=20)[0].split()[-1]))


if __name__ == "__main__":
    main()
