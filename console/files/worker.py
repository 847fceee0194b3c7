"""The process that reads one file: bytes on its standard input, JSON on its standard output. Its limits are its own, so
that whatever is in the file harms nobody else."""
from __future__ import annotations

import json
import resource
import sys

from console.files.reading import read
from console.files.unreadable import TOO_LARGE, Unreadable

MOST_MEMORY, MOST_SECONDS = 768 * 1024 * 1024, 20


def main() -> None:
    """{"text": …} or {"why": …}, a key of console/web/words.yml."""
    limit()
    try:
        answer = {"text": read(sys.stdin.buffer.read())}
    except Unreadable as error:
        answer = {"why": str(error)}
    except MemoryError:
        answer = {"why": TOO_LARGE}
    sys.stdout.write(json.dumps(answer))


def limit() -> None:
    """Memory, seconds of work, and no file to be written."""
    limits = {
        resource.RLIMIT_AS: MOST_MEMORY, resource.RLIMIT_CPU: MOST_SECONDS, resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
