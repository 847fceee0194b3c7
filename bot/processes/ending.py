"""A process that ends with the one that started it, however that one ends, and that can be told from others by name."""
from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading

from setproctitle import setproctitle

# <linux/prctl.h>
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
LONGEST_NAME = 15
# Under this name the supervisor leaves its process id in the environment of the template.
SUPERVISOR = "SUPERVISOR_PID"
# The process that imported this module: in the template, and in all that are forked from it, the template.
IMPORTED_BY = os.getpid()


def end_with(parent: int) -> None:
    """SIGKILL to this process when the one that started it, ``parent``, ends; at once when that one has ended
    before."""
    end_by_kernel()
    if os.getppid() != parent:
        os._exit(1)


def end_by_kernel() -> None:
    """SIGKILL to this process when the one that started it ends from now on, even while this one is stopped. Linux
    only;
    elsewhere nothing."""
    if sys.platform == "linux":
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def end_with_supervisor() -> None:
    """End this process, which was forked from the template for a supervisor, with either of them: the pipe that
    multiprocessing handed over closes with the supervisor, whenever that was."""
    # Others who use this module have no need of it.
    from multiprocessing import connection, parent_process

    end_with(IMPORTED_BY)
    supervisor = parent_process().sentinel
    if connection.wait([supervisor], 0):
        os._exit(1)
    threading.Thread(target=lambda: (connection.wait([supervisor]), os._exit(1)), daemon=True).start()


def name_process(name: str, about: str = "") -> None:
    """What `top` and `ps -o comm` call this process, and, with what is said ``about`` it, `ps -o args`. Raises
    ValueError for a name that would be cut off."""
    if len(name) > LONGEST_NAME:
        raise ValueError(f"{name!r} is longer than the {LONGEST_NAME} characters of a process's name.")
    setproctitle(f"{name} {about}".strip())
    if sys.platform == "linux":
        prctl(PR_SET_NAME, ctypes.create_string_buffer(name.encode()))


def prctl(option: int, argument) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(option, argument, 0, 0, 0)
