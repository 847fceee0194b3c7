"""A disk that is full: a few megabytes mounted and filled, or, where nothing may be mounted, a limit on a process."""
from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

# Any file of the store is longer than this.
FIRST_BYTES = 512


class NoSmallDisk(RuntimeError):
    """A small disk cannot be made here; the message says why."""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """An empty file system of its own at ``folder``, gone when the block ends. Raises NoSmallDisk."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m,mode=0755"
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "jumin-faults", str(folder)], check=True, capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        raise NoSmallDisk(f"A small disk cannot be mounted here: {reason.strip()}") from None
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True, timeout=20)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Every free byte of a small disk taken, until the block ends."""
    file = folder / "filling"
    try:
        with file.open("wb", buffering=0) as filling:
            fill(filling.fileno())
        yield
    finally:
        file.unlink(missing_ok=True)


def fill(descriptor: int) -> None:
    """Write until nothing more fits, in ever smaller pieces."""
    for size in (1 << 20, 1 << 12, 1):
        with suppress(OSError):
            while True:
                if os.write(descriptor, b"\0" * size) < size:
                    raise OSError(errno.ENOSPC, "full")


@contextmanager
def unable_to_write(pids: list[int]) -> Iterator[None]:
    """Running processes that can write to no file behind its first bytes, until the block ends."""
    limits = [(psutil.Process(pid), psutil.Process(pid).rlimit(psutil.RLIMIT_FSIZE)) for pid in pids]
    for process, (_soft, hard) in limits:
        process.rlimit(psutil.RLIMIT_FSIZE, (FIRST_BYTES, hard))
    try:
        yield
    finally:
        for process, limit in limits:
            process.rlimit(psutil.RLIMIT_FSIZE, limit)
