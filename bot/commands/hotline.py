"""`jumin hotline`: the telephone system's side of the desk."""
from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import typer

from bot.commands.cli_errors import a_number, settings_or_exit, stop

hotline = typer.Typer(help="The telephone system's side of the hotline's desk.", no_args_is_help=True)
PASSWORD = "HOTLINE_PASSWORD"
FILE = typer.Argument(
    ..., help="YAML or lines of JSON: pieces, or what a recogniser said; - posts lines of standard input as they come."
)
BY = typer.Option(..., "--by", help="An account with the role agent.")
URL = typer.Option("", "--url", help="The console's address; by default that of this machine.")
SPEED = typer.Option(1.0, "--speed", min=0.1, max=1000, callback=a_number, help="2 is twice as fast as it was spoken.")


@hotline.callback()
def group() -> None:
    """A single command would else stand in the place of its group."""


@hotline.command()
def replay(file: str = FILE, by: str = BY, url: str = URL, speed: float = SPEED) -> None:
    """Tell calls again, each at the pace at which it was spoken; print the cards as they change and how long each took.
    The password is the first line of standard input, or HOTLINE_PASSWORD of the environment."""
    import aiohttp

    from bot.telephone.desk_client import DeskRefuses
    from bot.telephone.pieces_file import NoPieces

    settings = settings_or_exit()
    address = url or f"http://127.0.0.1:{settings.console_port}"
    try:
        asyncio.run(calls(file, by, password(file), address, speed))
    except (DeskRefuses, NoPieces) as error:
        raise stop(f"{file}: {error}" if isinstance(error, NoPieces) else str(error)) from None
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        raise stop(f"{address} does not answer ({type(error).__name__}).") from None


async def calls(file: str, by: str, word: str, address: str, speed: float) -> None:
    """All calls of a file, one after another."""
    import aiohttp

    from bot.telephone.desk_client import DeskClient
    from bot.telephone.replaying import at_their_times
    from bot.telephone.replaying import replay as told_again

    told = [lines()] if file == "-" else [at_their_times(pieces, speed) for pieces in calls_of(file)]
    # Cookies of an address without a name too.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=30)) as http:
        desk = DeskClient(http, address)
        await desk.sign_in(by, word)
        for pieces in told:
            await told_again(desk, pieces, typer.echo)


def calls_of(file: str) -> list[list[dict[str, Any]]]:
    """The calls of a file; one sentence and exit 1 where it cannot be read."""
    from bot.telephone.pieces_file import NoPieces, calls_in

    try:
        return calls_in(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NoPieces(getattr(error, "strerror", None) or "it is not UTF-8 text.") from None


async def lines() -> AsyncIterator[dict[str, Any]]:
    """The pieces of standard input, each when its line is there."""
    from bot.telephone.pieces_file import piece_of
    from bot.telephone.recogniser import Recognised

    recognised, number = Recognised(), 0
    while line := await asyncio.to_thread(sys.stdin.readline):
        number += 1
        piece = piece_of(line, recognised, f"line {number}") if line.strip() else None
        if piece:
            yield piece


def password(file: str) -> str:
    """Out of the environment, else the first line of standard input; that is where pieces come from when ``file`` is
    -."""
    if word := os.environ.get(PASSWORD, ""):
        return word
    if file == "-":
        raise stop(f"Pieces come from standard input; set {PASSWORD}.")
    from bot.commands.user import password as first_line

    return first_line()
