"""Python's collector of circles, kept out of the way: of the imports, and of all that was imported."""
from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is collected in this block. An import makes ever more objects and frees next to none of them; looking
    through all of them again and again takes a fifth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """Put all that was imported out of the collector's sight, before any model is loaded: a full collection then takes
    a few milliseconds and not a quarter of a second in which nothing is answered."""
    gc.collect()
    gc.freeze()
