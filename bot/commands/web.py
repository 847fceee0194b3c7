"""`jumin web`: what leads residents to the pages."""
from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from bot.commands.cli_errors import settings_or_exit, stop

web = typer.Typer(help="The web pages.", no_args_is_help=True)
# Printed on a door, scanned from some distance, perhaps scratched.
CORRECTS = "q"
BORDER = 4
# What a scanned code opens, as the address names it; the first is the page by itself.
MODES = ("chat", "h5", "kiosk", "elder")
Mode = Enum("Mode", [(mode, mode) for mode in MODES], type=str)


@web.command()
def qr(
    out: Path = typer.Option(None, help="The file, .svg or .png; without it the code is drawn in the terminal."),
    mode: Mode = typer.Option(MODES[0], help="What it opens: the page, in WeChat, at a kiosk, in large type."),
) -> None:
    """A QR code of the chat's address (JUMIN_PUBLIC_ADDRESS)."""
    import segno

    address = address_of(settings_or_exit().public_address, mode.value)
    code = segno.make(address, error=CORRECTS, micro=False)
    if out is None:
        code.terminal(compact=True, border=BORDER)
    elif out.suffix not in (".svg", ".png"):
        raise stop(f"{out} is neither .svg nor .png.")
    else:
        save(code, out)
    typer.echo(address)


def address_of(public: str, mode: str) -> str:
    """What residents open. One sentence and exit 1 without a public address."""
    if not public:
        raise stop("Set JUMIN_PUBLIC_ADDRESS to the address at which residents find the pages, then make the code.")
    return f"{public}chat/" + ("" if mode == MODES[0] else f"?mode={mode}")


def save(code, out: Path) -> None:
    try:
        code.save(str(out), scale=10, border=BORDER)
    except OSError as error:
        raise stop(f"{out} cannot be written: {error.strerror}.") from None
