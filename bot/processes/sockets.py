"""The sockets that parts listen on. The supervisor keeps them, so that callers wait for a moment and are not refused
while a part that ended is started again. Nobody listens before the first one is ready: a proxy goes on to another
process."""
from __future__ import annotations

import socket

HOST = "127.0.0.1"
# As many as may wait to be let in.
BACKLOG = 1024


class PortTaken(RuntimeError):
    """Something else listens there; the message is a sentence."""


def bind(port: int, setting: str = "JUMIN_PORT") -> socket.socket:
    """A socket on loopback that does not listen yet; port 0 is any that is free. Raises PortTaken, which names the
    setting to change."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError:
        bound.close()
        raise PortTaken(f"Port {port} is taken; stop what listens there or set {setting} to another.") from None
    return bound


def address_of(bound: socket.socket) -> str:
    """Its address as a URL without a path."""
    return f"http://{HOST}:{port_of(bound)}"


def port_of(bound: socket.socket) -> int:
    return bound.getsockname()[1]
