"""Keeps final pieces: all that came while one transaction was written are the next, so that many calls share a flush to
disk and a connection."""
from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from knowledge.calls.pieces import Piece
from knowledge.calls.store import PieceOfCall, keep_pieces
from knowledge.database import transaction


@dataclass
class Keeping:
    """``mask`` takes out of a text what tells who somebody is."""

    engine: Engine
    mask: Callable[[str], str]
    _waiting: list[tuple[PieceOfCall, asyncio.Future[None]]] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def keep(self, call: str, piece: Piece, at: datetime) -> None:
        """Returns when the piece is kept, masked. Raises what the store says."""
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((PieceOfCall(call, piece, at), kept))
        if self._writing is None or self._writing.done():
            # A task of its own: whoever hangs up leaves those who wait with it alone.
            self._writing = asyncio.create_task(self._write_all())
        await kept

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            error = await run_in_threadpool(self._written, [one for one, _ in batch])
            for _, kept in batch:
                if not kept.done():
                    kept.set_exception(error) if error else kept.set_result(None)

    def _written(self, pieces: list[PieceOfCall]) -> Exception | None:
        """Why they are not kept; None where they are. Blocks."""
        try:
            masked = [replace(one, piece=replace(one.piece, text=self.mask(one.piece.text))) for one in pieces]
            with transaction(self.engine) as session:
                keep_pieces(session, masked)
        except Exception as error:
            return error
        return None
