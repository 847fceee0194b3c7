"""A wire between a browser and a server that can be cut, or fall silent without a word."""
from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """Carries what comes to ``address`` on to a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port, self.ends, self.is_cut = port, [], False
        self.carries = threading.Event()
        self.carries.set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self.take, daemon=True).start()

    def take(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.port))
                self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self.carry, args=(one, other), daemon=True).start()

    def carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self.carries.wait()
                other.sendall(data)
            other.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Every connection ends, and there is no new one."""
        self.is_cut = True
        while self.ends:
            with suppress(OSError):
                self.ends.pop().shutdown(socket.SHUT_RDWR)

    def fall_silent(self) -> None:
        """Nothing gets through, and nobody is told."""
        self.carries.clear()

    def mend(self) -> None:
        self.is_cut = False
        self.carries.set()


@contextmanager
def wire(port: int) -> Iterator[Wire]:
    one = Wire(port)
    yield one
    one.listening.close()
    one.mend()
    one.cut()
