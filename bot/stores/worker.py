"""The process that writes the database for the one that serves: python -m bot.stores.worker, started by
worker_client.py."""
from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from bot.processes.ending import end_by_kernel
from bot.stores.framing import framed, read_frame
from bot.stores.group_commit import Job, commit_together
from bot.stores.looking import look_again_and_again
from knowledge.database import open_engine


def main() -> None:
    """Serve until the process that started this one is gone: its pipe tells, whenever that was, and the kernel ends
    this one even while it is stopped. A signal to the whole group is not for this one: what is under way there has
    still to be written."""
    end_by_kernel()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the answers.
    os.dup2(2, 1)
    with suppress(EOFError, BrokenPipeError):
        serve(sys.stdin.buffer, answers)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer one list of jobs after another. Raises EOFError when there are no more, BrokenPipeError when nobody
    reads."""
    url, known = read_frame(questions)
    engine = open_engine(url)
    look_again_and_again(engine, known)
    while True:
        jobs: list[Job] = read_frame(questions)
        commit_together(engine, jobs)
        answers.write(framed([(job.outcome, sendable(job.error)) for job in jobs]))
        answers.flush()


def sendable(error: BaseException | None) -> Any:
    """The error if it bears the way, otherwise what kind it was."""
    try:
        pickle.loads(pickle.dumps(error))
        return error
    except Exception:
        return RuntimeError(f"{type(error).__name__} in the store's process")


if __name__ == "__main__":
    main()
