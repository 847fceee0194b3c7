"""The machine and the versions that figures were measured with, so that nobody compares what cannot be compared."""
from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

PACKAGES = ("rasa", "rasa-sdk", "tensorflow", "sanic", "SQLAlchemy")


def machine() -> dict[str, Any]:
    """Cores, how many tasks waited for them in the last minute, processor, memory in GB, operating system, Python and
    the packages that matter."""
    return {
        "cores": psutil.cpu_count(logical=True),
        "load": round(psutil.getloadavg()[0], 1),
        "processor": processor(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def processor(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The processor as the kernel names it; on systems without /proc as Python does."""
    if not cpuinfo.exists():
        return platform.processor() or platform.machine()
    lines = (line.partition(":") for line in cpuinfo.read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == "model name"), platform.machine())
