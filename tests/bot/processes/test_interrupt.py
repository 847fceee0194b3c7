"""Ctrl-C before anything is under way: no traceback of an import."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

JUMIN = Path(sys.executable).with_name("jumin")


def hear_interrupts() -> None:
    """What is started in the background of a shell would hear none."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


# In the order in which they are imported; the last two by the command itself.
@pytest.mark.parametrize("imported", [
    "bot.processes.interrupt", "typer", "sqlalchemy", "bot.cli", "bot.serve.bootstrap", "bot.serve.process"
])
def test_ctrl_c_while_modules_are_imported(tmp_path, imported):
    command = [sys.executable, "-X", "importtime", str(JUMIN), "serve"]
    environment = {**os.environ, "JUMIN_VAR": str(tmp_path / "var"), "JUMIN_PORT": "0"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        preexec_fn=hear_interrupts,
    ) as process:
        said = [next(line for line in process.stderr if line.split("|")[-1].strip() == imported)]
        process.send_signal(signal.SIGINT)
        said += process.stderr
    assert process.returncode != 0
    told = [line for line in said if not line.startswith("import time:")]
    assert "".join(told).strip() in ("", "Aborted.", "Aborted!")
