"""`jumin serve` as a whole: which processes there are, how they take each other's places, and that none is left
behind."""
from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from pathlib import Path

import psutil
import pytest
import requests
from faults.town import Serving, environment, is_called, wait_until

from bot.model_rollout.files import name_of
from bot.model_rollout.present import present_model
from knowledge import clock

NAMES = {"jumin", "jumin-template", "jumin-actions", "jumin-serving", "jumin-console"}
GONE_WITHIN_SECONDS = 2.0


@pytest.fixture(scope="module")
def serving(tmp_path_factory, models):
    folder = tmp_path_factory.mktemp("whole")
    # Named, so that it is never trained anew when a test breaks it.
    model = name_of(present_model(models))
    serving = Serving(folder, environment(folder, models, JUMIN_MODEL=model))
    try:
        yield serving
    finally:
        serving.stop()


def has_said_all(serving: Serving) -> bool:
    """Whether all stands in its log that is said after a start."""
    _, _, since = serving.log.read_text(encoding="utf-8").rpartition("Demonstration:")
    return f"127.0.0.1:{serving.port}/webhooks/web" in since and "jumin user add" in since


@pytest.fixture
def up(serving) -> Serving:
    if not serving.is_running:
        serving.start()
    wait_until(serving.is_ready, 60, "becoming ready")
    # It answers a moment before it says where; the console's process says by itself where it is.
    wait_until(lambda: has_said_all(serving), 60, "saying its addresses")
    return serving


@pytest.fixture
def told_to_systemd(tmp_path, serving):
    """What systemd would be told, by a socket such as systemd's."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.settimeout(30)
        serving.environment["NOTIFY_SOCKET"] = str(tmp_path / "notify")
        yield heard
    del serving.environment["NOTIFY_SOCKET"]


def left_of(family: list[psutil.Process], within: float = GONE_WITHIN_SECONDS) -> list[str]:
    """Those of a family that have not ended in time."""
    _gone, alive = psutil.wait_procs(family, timeout=within)
    return [f"{process.pid} {process.name()}" for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def log_since(serving: Serving, position: int) -> str:
    return serving.log.read_text(encoding="utf-8")[position:]


def size_of(file: Path) -> int:
    return len(file.read_text(encoding="utf-8"))


def test_each_process_can_be_told_by_its_name_and_only_those_who_need_it_have_rasa(up):
    assert {process.name() for process in up.family()} >= NAMES
    supervisor = up.family()[0]
    assert is_called(supervisor, "jumin")
    assert not any("tensorflow" in mapped.path for mapped in supervisor.memory_maps())
    loaded = [mapped.path for mapped in up.answering()[0].memory_maps()]
    # Nothing that serves multiplies with TensorFlow; half of the time of a start went there.
    assert any("scipy" in path for path in loaded) and not any("tensorflow" in path for path in loaded)


def test_what_was_killed_is_counted_and_back_within_ten_seconds(up):
    took = []
    for _ in range(3):
        started = clock.machine_seconds()
        up.kill_answering()
        took.append(clock.machine_seconds() - started)
    # The quickest: a machine that does much else may be slow once, Rasa is never imported in so short a time there.
    assert min(took) < 10
    up.kill(up.action_server())
    wait_until(lambda: restarts_of(up) == {"serving": 3, "actions": 1, "console": 0}, 20, "counting the restarts")
    wait_until(lambda: len(up.action_server()) == 1 and up.is_ready(), 20, "starting another action server")


def test_the_console_stands_beside_and_is_back_when_it_was_killed(up):
    address = re.findall(r"Console: +(http://\S+)", up.log.read_text(encoding="utf-8"))[-1]
    assert "内容台" in requests.get(f"{address}login", timeout=10).text
    before = up.answering()
    up.kill([process for process in up.family() if is_called(process, "jumin-console")])
    wait_until(lambda: any(is_called(process, "jumin-console") for process in up.family()), 20, "starting the console")
    assert "内容台" in requests.get(f"{address}login", timeout=20).text
    assert up.answering() == before


def restarts_of(serving: Serving) -> dict[str, float]:
    """What the metrics tell of restarts, by part."""
    metrics = requests.get(f"{serving.url}/metrics", timeout=10).text
    return {
        part: float(count) for part, count in re.findall(r'^jumin_restarts_total{part="(\w+)"} (.*)$', metrics, re.M)
    }


def test_without_the_template_everything_is_started_anew_and_nothing_serves_twice(up):
    before = up.answering()
    up.kill([process for process in up.family() if is_called(process, "jumin-template")])
    assert left_of(before) == []
    wait_until(lambda: len(up.answering()) == 1 and up.is_ready(), 60, "starting everything anew")


def test_a_template_that_is_stopped_is_replaced_when_it_is_needed(up):
    # What it has just forked is called like it for a moment.
    template = next(process for process in psutil.Process(up.pid).children() if is_called(process, "jumin-template"))
    template.suspend()
    for process in up.answering():
        process.kill()
    assert left_of([template], within=20) == []
    wait_until(lambda: len(up.answering()) == 1 and up.is_ready(), 60, "starting everything anew")


def test_one_that_cannot_come_up_is_tried_with_growing_pauses_and_callers_are_refused_meanwhile(up):
    model = next((Path(up.environment["JUMIN_VAR"]) / "models").glob("*.tar.gz"))
    kept, position = model.resolve(), size_of(up.log)
    model.unlink()
    model.write_bytes(b"no model")
    try:
        up.kill(up.answering())
        # The first pause may lie before: one that is killed before its supervisor has heard it has not come up either.
        wait_until(lambda: "again in 4 seconds" in log_since(up, position), 40, "failing three times")
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{up.url}/live", timeout=2)
    finally:
        model.unlink()
        model.symlink_to(kept)
    wait_until(up.is_ready, 60, "coming up again")
    tried = [line for line in log_since(up, position).splitlines() if "is started again in" in line]
    assert len(tried) >= 2 and "Traceback" not in log_since(up, position)


def test_a_killed_supervisor_leaves_nobody_not_even_who_is_stopped_and_can_be_started_at_once(up):
    family = up.family()
    for process in up.answering():
        process.suspend()
    up.process.kill()
    up.process.wait(10)
    up.launch()
    assert left_of(family[1:]) == []
    up.wait()


def test_ctrl_c_which_a_terminal_sends_to_all_ends_them_once_and_quietly(up):
    family, position = up.family(), size_of(up.log)
    os.killpg(up.pid, signal.SIGINT)
    assert up.process.wait(15) == 0 and left_of(family) == []
    assert log_since(up, position) == ""


def test_a_sigterm_to_the_whole_group_breaks_nothing_off(up):
    session = requests.post(f"{up.url}/webhooks/web/sessions", timeout=10).json()["session"]
    message = json.dumps({"session": session, "id": "1", "text": "你好"}).encode()
    head = (
        f"POST /webhooks/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: {len(message)}\r\nConnection: close\r\n"
        f"\r\n"
    )
    family, position = up.family(), size_of(up.log)
    with socket.create_connection(("127.0.0.1", up.port), 15) as under_way:
        under_way.sendall(head.encode())
        # A busy machine takes its time to read it.
        time.sleep(1.5)
        os.killpg(up.pid, signal.SIGTERM)
        time.sleep(0.5)
        under_way.sendall(message)
        assert under_way.recv(100).startswith(b"HTTP/1.1 200")
    assert up.process.wait(20) == 0 and left_of(family) == []
    assert "Warning" not in log_since(up, position)


def test_whenever_a_supervisor_is_killed_nobody_is_left(serving):
    serving.stop()
    for seconds in (0.2, 0.5, 0.8, 1.1, 1.5, 2.0):
        serving.launch()
        time.sleep(seconds)
        family = serving.family()
        serving.process.kill()
        serving.process.wait(10)
        assert left_of(family[1:]) == [], f"killed after {seconds} seconds"


def test_who_is_stopped_is_woken_to_end_with_the_others_and_systemd_is_told(serving, told_to_systemd):
    serving.stop()
    serving.start()
    assert [told_to_systemd.recv(100) for _ in range(2)] == [b"READY=1", b"WATCHDOG=1"]
    family = serving.family()
    for process in (*serving.answering(), *(one for one in family if is_called(one, "jumin-template"))):
        process.suspend()
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(15) == 0 and left_of(family) == []
    told_to_systemd.setblocking(False)
    assert b"STOPPING=1" in iter_told(told_to_systemd)


def iter_told(heard: socket.socket) -> list[bytes]:
    told = []
    while True:
        try:
            told.append(heard.recv(100))
        except BlockingIOError:
            return told
