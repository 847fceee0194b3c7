"""What goes between a process and its store: pickles, each behind its size."""
from __future__ import annotations

import pickle
from typing import Any, BinaryIO

SIZE_BYTES = 4


def framed(value: Any) -> bytes:
    """A value as it goes through the pipe."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(SIZE_BYTES, "big") + data


def read_frame(pipe: BinaryIO) -> Any:
    """The next value; waits for it. Raises EOFError when the other side is gone."""
    size = int.from_bytes(exactly(pipe, SIZE_BYTES), "big")
    return pickle.loads(exactly(pipe, size))


def exactly(pipe: BinaryIO, count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError("the other side is gone")
    return data
