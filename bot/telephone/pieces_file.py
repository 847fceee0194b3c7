"""Pieces out of a file: YAML (a list of pieces, a call with ``pieces``, or a list of calls) or lines of JSON, each a
piece or what a recogniser said with the ``speaker`` of its stream."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.telephone.recogniser import NotRecognised, Recognised

FIELDS = {"segment": str, "revision": int, "speaker": str, "final": bool, "start": (int, float), "end": (int, float),
          "text": str}
Piece = dict[str, Any]


class NoPieces(ValueError):
    """A file holds no call; the message says where and why."""


def calls_in(text: str) -> list[list[Piece]]:
    """The calls of a file, each with its pieces in the order of its lines. Raises NoPieces."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lstrip().startswith("{"):
        return [pieces_of(enumerate(text.splitlines(), 1))]
    try:
        found = YAML(typ="safe").load(text)
    except YAMLError as error:
        raise NoPieces(f"it is neither YAML nor lines of JSON: {' '.join(str(error).split())[:200]}") from None
    calls = found if isinstance(found, list) else [found]
    if calls and all(isinstance(one, Mapping) and "pieces" in one for one in calls):
        return [[checked(piece, f"call {number}") for piece in one["pieces"]] for number, one in enumerate(calls, 1)]
    if not calls or found is None:
        raise NoPieces("it is empty.")
    return [[checked(piece, f"piece {number}") for number, piece in enumerate(calls, 1)]]


def pieces_of(lines) -> list[Piece]:
    """The pieces of numbered lines of JSON; lines without words are left out."""
    recognised = Recognised()
    found = (piece_of(line, recognised, f"line {number}") for number, line in lines if line.strip())
    return [piece for piece in found if piece]


def piece_of(line: str, recognised: Recognised, where: str) -> Piece | None:
    """The piece of one line of JSON; None of a recogniser's message without words. Raises NoPieces."""
    try:
        told = json.loads(line)
    except ValueError:
        raise NoPieces(f"{where}: it is no JSON.") from None
    if isinstance(told, Mapping) and ("result" in told or "code" in told):
        try:
            return recognised.piece(told, told.get("speaker"))
        except NotRecognised as error:
            raise NoPieces(f"{where}: {error}") from None
    return checked(told, where)


def checked(piece: Any, where: str) -> Piece:
    """A piece with all its fields and no other. Raises NoPieces."""
    if not isinstance(piece, Mapping):
        raise NoPieces(f"{where}: a piece has {', '.join(FIELDS)}.")
    for name, kind in FIELDS.items():
        value = piece.get(name)
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise NoPieces(f"{where}: {name} is {value!r}.")
    return {name: piece[name] for name in FIELDS}
