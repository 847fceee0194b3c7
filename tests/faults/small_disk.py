"""A disk of a few megabytes, where this machine lets us mount one."""
from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoSmallDisk(RuntimeError):
    """A small disk cannot be made here; the message says why."""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """An empty file system of its own at ``folder``, gone when the block ends. Raises NoSmallDisk."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m,mode=0755"
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "jumin-faults", str(folder)], check=True, capture_output=True, text=True,
            timeout=20,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        raise NoSmallDisk(f"A small disk cannot be mounted here: {reason.strip()}") from None
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True, timeout=20)
