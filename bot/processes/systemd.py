"""Telling systemd how it goes (sd_notify): READY=1, WATCHDOG=1, STOPPING=1. Without systemd nothing is told."""
from __future__ import annotations

import os
import socket
from contextlib import suppress


def notify(state: str) -> None:
    """Tell systemd; a name that begins with @ is one of Linux's abstract ones."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.connect("\0" + address[1:] if address.startswith("@") else address)
        told.send(state.encode())
