"""Unpacking a reply piece by piece, never further than was asked for: packed blanks become gigabytes."""
from __future__ import annotations

import zlib

# Either of the two wrappings of the same packing.
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class CannotUnpack(ValueError):
    """The reply is not packed as it says; the message is the rest of a sentence that begins with its address."""


class Plain:
    """A reply that is not packed."""

    is_whole = True

    def next(self, piece: bytes, most: int) -> bytes:
        """The piece itself."""
        return piece


class Packed:
    """A reply packed with gzip or deflate."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)

    @property
    def is_whole(self) -> bool:
        """Whether its end was reached."""
        return self._stream.eof

    def next(self, piece: bytes, most: int) -> bytes:
        """What the next piece holds, up to ``most`` bytes; the rest of a longer one is lost. Raises CannotUnpack."""
        found = bytearray()
        try:
            while piece and len(found) < most:
                if self._stream.eof:
                    self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
                found += self._stream.decompress(piece, most - len(found))
                piece = self._stream.unused_data
        except zlib.error:
            raise CannotUnpack("gives a reply that cannot be unpacked") from None
        return bytes(found)


def unpacker(packing: str) -> Plain | Packed:
    """For the value of the header Content-Encoding. Raises CannotUnpack for one that was not asked for."""
    packing = packing.strip().lower()
    if packing in ("", "identity"):
        return Plain()
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise CannotUnpack(f"packs its reply in a way that was not asked for ({packing[:20]!r})")
    return Packed()
