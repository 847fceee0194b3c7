"""The measurements of one running side. Each is bounded in time and leaves plain figures."""
from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from statistics import median
from time import sleep
from typing import Any

import psutil
import requests

from bench.acted import events_after, last_event, share_computed, share_with_action
from bench.load import Plan, in_own_process
from bench.records import ANSWERED, Record, figures, percentile
from bench.sides import Side
from bot.training.train import ROOT
from knowledge.clock import machine_seconds

WARM_UP, SPEED_SECONDS, SPEED_PATIENCE = 1.5, 5.0, 20.0
LONG_TALK_TURNS, LONG_TALK_SECONDS = 1000, 45.0
# Turn 10 is the median of turns 6 to 15, and so with the thousandth: one message alone says little.
AROUND = 5
CHANGE_RATE, CHANGE_SECONDS, CHANGE_AFTER = 5.0, 18.0, 3.0
MB = 2**20
# What the action server of this project is called.
ACTIONS = "jumin-actions"


def speed(side: Side, questions: Sequence[str], clients: int) -> dict[str, Any]:
    """A closed loop: messages a second, median and 99th percentile in ms, processor time a message in ms (serving
    process and action server together; other work on the machine disturbs it least), share handed to an action."""
    plan = Plan(side.channel, [side.url], list(questions), WARM_UP + SPEED_SECONDS, clients, patience=SPEED_PATIENCE)
    before, seen = processor_seconds(side), last_event(side)
    records = in_own_process(plan)
    used = processor_seconds(side) - before
    answered = sum(record.outcome == ANSWERED for record in records)
    acted = share_with_action(events_after(side, seen)) if side.channel == "rest" else share_computed(records)
    return {**asdict(figures(records, WARM_UP, plan.seconds)), "cpu_ms": 1000 * used / max(answered, 1), "acted": acted}


def floor_speed(port: int, clients: int) -> float:
    """Messages a second of the least server there can be (bench/floor.py)."""
    command = [sys.executable, "-m", "bench.floor_load", str(port), str(clients), str(WARM_UP + SPEED_SECONDS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90)
    if done.returncode:
        raise RuntimeError(f"The load on the floor failed: {done.stderr[-500:].strip()}")
    return float(done.stdout)


def processor_seconds(side: Side) -> float:
    """What the serving process and its action server have used so far."""
    times = [process.cpu_times() for process in family(side)]
    return sum(time.user + time.system for time in times)


def family(side: Side) -> Iterable[psutil.Process]:
    """Every process of a side."""
    return [process for child in (side.serving, *side.others) for process in child.family()]


def memory(side: Side) -> dict[str, float]:
    """Megabytes of all processes of the side together, as proportional set size: what several share counts once; and
    how much of that is there for serving, which is all but what the action server alone has: of this project the
    supervisor, the process that others are forked from, the one that answers and the one that writes the database."""
    sizes = {process: process.memory_full_info() for process in family(side)}
    acting = {process for child in side.others for process in child.family()}
    acting |= {process for process in sizes if process.name() == ACTIONS}
    everything = sum(size.pss for size in sizes.values()) / MB
    return {"serving_mb": everything - sum(sizes[process].uss for process in acting) / MB, "all_mb": everything}


def bare_import() -> float:
    """Megabytes, proportional set size, of a process that has only imported Rasa's agent."""
    program = "import rasa.core.agent, psutil; print(psutil.Process().memory_full_info().pss)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    return int(done.stdout.splitlines()[-1]) / MB


def long_talk(side: Side, questions: Sequence[str]) -> dict[str, float]:
    """One conversation: ms of turn 10 and of the last turn that the time allowed, at most the thousandth."""
    plan = Plan(
        side.channel, [side.url], list(questions), LONG_TALK_SECONDS, turns=LONG_TALK_TURNS + AROUND + 1,
        messages=LONG_TALK_TURNS + AROUND,
    )
    return turn_figures(in_own_process(plan))


def turn_figures(records: Sequence[Record]) -> dict[str, float]:
    """Median ms around turn 10 and around the last one. Pure. Raises ValueError when it was too short to tell."""
    by_turn = sorted((record for record in records if record.outcome == ANSWERED), key=lambda record: record.turn)
    if len(by_turn) < 10 + AROUND:
        raise ValueError(f"The conversation ended after {len(by_turn)} answered turns; 15 are needed to tell anything.")
    last = len(by_turn) - AROUND
    early, late = by_turn[10 - AROUND:10 + AROUND], by_turn[-2 * AROUND:]
    return {"turn_10_ms": median(r.ms for r in early), "last_turn": last, "last_turn_ms": median(r.ms for r in late)}


def model_change(side: Side, questions: Sequence[str]) -> dict[str, Any]:
    """Messages at a steady rate while the model is changed: how long that took, how long anybody had to wait, and what
    became of the messages."""
    plan = Plan(side.channel, [side.url], list(questions), CHANGE_SECONDS, rate=CHANGE_RATE, patience=30)
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(in_own_process, plan)
        sleep(CHANGE_AFTER)
        began = machine_seconds()
        failed = change_model(side)
        took = machine_seconds() - began
        records = loading.result()
    ms = [record.ms for record in records]
    counted = figures(records, 0, CHANGE_SECONDS + plan.patience)
    return {
        "failed": failed, "seconds": took, "longest_ms": max(ms), "p99": percentile(ms, 99),
        "outcomes": counted.outcomes
    }


def change_model(side: Side) -> str:
    """A copy of the model under another name takes its place; why it did not, or nothing."""
    copy = side.database.with_name(f"other-{side.model.name}")
    copy.write_bytes(side.model.read_bytes())
    try:
        if side.channel == "rest":
            requests.put(f"{side.url}/model", json={"model_file": str(copy)}, timeout=120).raise_for_status()
            return ""
        command = [sys.executable, "-m", "bot.cli", "model", "use", str(copy)]
        environment = side.serving.options["env"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=150)
        return done.stderr[-300:].strip() if done.returncode else ""
    except (requests.RequestException, subprocess.TimeoutExpired) as error:
        return f"{type(error).__name__}: {error}"


def can_change_models() -> bool:
    """Whether this project's command line has the command for it."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "model", "--help"], cwd=ROOT, capture_output=True, timeout=60
    )
    return done.returncode == 0
