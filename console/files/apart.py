"""Reading a file in a process of its own, which is ended where it takes too long."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from console.files.unreadable import BROKEN, TOO_SLOW, Unreadable
from console.files.worker import MOST_SECONDS

ROOT = Path(__file__).parents[2]
NICE = 10
# Nothing of ours, above all no secret, is given to it.
GIVEN = ("PATH", "LANG", "LD_LIBRARY_PATH")


def read_apart(data: bytes, seconds: float = MOST_SECONDS) -> str:
    """The paragraphs of a file, one a line. Raises Unreadable. Blocks."""
    given = {name: os.environ[name] for name in GIVEN if name in os.environ} | {"PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "console.files.worker"], input=data, capture_output=True, timeout=seconds, cwd=ROOT,
            env=given, preexec_fn=lambda: os.nice(NICE),
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(TOO_SLOW) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        # Ended by its limits, or by a fault of a library that nobody foresaw.
        raise Unreadable(TOO_SLOW if done.returncode < 0 else BROKEN) from None
    if "why" in answer:
        raise Unreadable(answer["why"])
    return answer["text"]
