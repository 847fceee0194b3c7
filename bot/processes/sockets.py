"""The listening sockets. The supervisor keeps them, so that callers wait a second and are not refused while a process is
started anew."""
from __future__ import annotations

import socket

HOST = "127.0.0.1"
BACKLOG = 1024


class PortTaken(RuntimeError):
    """Something else listens there; the message is a sentence."""


def listen_on(port: int) -> socket.socket:
    """A socket that listens on loopback; port 0 is any that is free. Raises PortTaken."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise PortTaken(f"Port {port} is taken; stop what listens there or set JUMIN_PORT to another.") from None
    return listening


def address_of(listening: socket.socket) -> str:
    """Its address as a URL without a path."""
    return f"http://{HOST}:{port_of(listening)}"


def port_of(listening: socket.socket) -> int:
    return listening.getsockname()[1]
