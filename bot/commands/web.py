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


class Form(str, Enum):
    """What a scanned code opens; the values are those of the address."""

    CHAT = "chat"
    WECHAT = "h5"
    KIOSK = "kiosk"
    ELDER = "elder"


@web.callback()
def _web() -> None:
    """Its commands are typed with their names, were there but one."""


@web.command()
def qr(
    out: Path = typer.Option(None, help="The file, .svg or .png; without it the code is drawn in the terminal."),
    mode: Form = typer.Option(Form.CHAT, help="What it opens: the page, in WeChat, at a kiosk, in large type."),
) -> None:
    """A QR code of the chat's address (JUMIN_PUBLIC_ADDRESS)."""
    import segno

    address = address_of(settings_or_exit().public_address, mode)
    code = segno.make(address, error=CORRECTS, micro=False)
    if out is None:
        code.terminal(compact=True, border=BORDER)
    elif out.suffix not in (".svg", ".png"):
        raise stop(f"{out} is neither .svg nor .png.")
    else:
        save(code, out)
    typer.echo(address)


def address_of(public: str, mode: Form) -> str:
    """What residents open. One sentence and exit 1 without a public address."""
    if not public:
        raise stop("Set JUMIN_PUBLIC_ADDRESS to the address at which residents find the pages, then make the code.")
    return f"{public}chat/" + ("" if mode is Form.CHAT else f"?mode={mode.value}")


def save(code, out: Path) -> None:
    try:
        code.save(str(out), scale=10, border=BORDER)
    except OSError as error:
        raise stop(f"{out} cannot be written: {error.strerror}.") from None
