"""`jumin wechat`: the account's menu, the official server played against a bot, and a stand-in of its API."""
from __future__ import annotations

import sys

import typer

from bot.exits import settings_or_exit, stop

wechat = typer.Typer(help="The WeChat official account.", no_args_is_help=True)
menu = typer.Typer(help="The account's menu, data/wechat/menu.yml.", no_args_is_help=True)
wechat.add_typer(menu, name="menu")


def read_menu():
    """The checked menu, or one sentence and exit 1."""
    from bot.channels.wechat.menu import load_menu
    from knowledge.notices import ContentError
    from knowledge.releases import load_release

    try:
        return load_menu(load_release().answers)
    except ContentError as error:
        raise stop(str(error)) from None


@menu.command("check")
def menu_check() -> None:
    """Check the menu file and print the menu; nothing is sent."""
    for entry in read_menu().entries:
        typer.echo(entry["name"])
        for button in entry.get("sub_button", [entry]):
            typer.echo(f"  {button['name']}: {button.get('key') or button['url']}")


@menu.command("push")
def menu_push() -> None:
    """Make the menu file the account's menu."""
    from bot.channels.wechat.connect import make_api
    from bot.channels.wechat.results import Sent

    known, settings = read_menu(), settings_or_exit()
    missing = [f"JUMIN_WECHAT_{name.upper()}" for name in ("appid", "secret") if not getattr(settings, f"wechat_{name}")]
    if missing:
        raise stop(f"{' and '.join(missing)} must be set to push the menu.")
    result = make_api(settings).push_menu(known.official())
    if not isinstance(result, Sent):
        raise stop(f"The menu was not pushed. {result}")
    typer.echo("The menu is pushed. WeChat shows it to residents within five minutes of their next visit.")


@wechat.command("stand-in")
def stand_in(
    port: int = typer.Option(5080, min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one."),
    token_lasts: float = typer.Option(7200.0, help="Seconds an access token is good."),
    any_resident: bool = typer.Option(False, help="Whoever is written to counts as having just written."),
    menus: bool = typer.Option(True, help="Whether the account may send menu messages."),
) -> None:
    """Stand in for the official API on loopback, with the appid and secret of the settings; ends with Ctrl-C."""
    import threading

    from bot.channels.wechat.stand_in import running
    from bot.channels.wechat.stand_in_account import Account

    settings = settings_or_exit()
    account = Account(settings.wechat_appid, settings.wechat_secret, token_lasts, any_resident, menus)
    try:
        with running(account, port) as url:
            typer.echo(f"JUMIN_WECHAT_API={url}  ({url}/sent shows what residents were sent)")
            threading.Event().wait()
    except OSError as error:
        raise stop(f"Port {port} cannot be listened on ({error.strerror}).") from None
    except KeyboardInterrupt:
        return


@wechat.command()
def simulate(
    url: str = typer.Argument(..., help="Where the bot takes pushes, such as http://127.0.0.1:5005/webhooks/wechat/webhook."),
    say: list[str] = typer.Option([], help="Only say this and print the reply; given several times, one resident says it all."),
    api: str = typer.Option("", help="Address of a stand-in of the API that the bot calls: late replies are then checked too."),
    mode: str = typer.Option("", help="plain, compatible or safe; default JUMIN_WECHAT_MODE."),
    patience: float = typer.Option(5.0, help="Seconds after which a delivery is given up and tried again."),
    as_json: bool = typer.Option(False, "--json", help="Push JSON in place of XML."),
) -> None:
    """Play the official server against a running bot, with the token, appid and key of the settings; exit 1 on a fault."""
    from rich.console import Console

    from bot.channels.wechat.simulator.official_server import OfficialServer
    from bot.channels.wechat.simulator.report import table_of
    from bot.channels.wechat.simulator.simulate import simulate as run
    from bot.channels.wechat.simulator.talk import talk

    server = OfficialServer(url, identity(mode), api.rstrip("/"), patience, as_json=as_json)
    findings = []
    for found in talk(server, say) if say else run(server):
        findings.append(found)
        if say:
            typer.echo(f"> {found.asked}\n{found.answered}")
    if not say:
        table_of(findings, Console(width=None if sys.stdout.isatty() else 160))
    for fault in (fault for found in findings if say for fault in found.faults):
        typer.echo(fault, err=True)
    raise typer.Exit(1 if any(found.faults for found in findings) else 0)


def identity(mode: str):
    """The account of the settings, or one sentence and exit 1."""
    from bot.channels.wechat.simulator.pushes import MODES, Identity

    settings = settings_or_exit()
    mode = mode or settings.wechat_mode
    if mode not in MODES:
        raise stop(f"The mode {mode!r} is none of {', '.join(MODES)}.")
    if not settings.wechat_token:
        raise stop("JUMIN_WECHAT_TOKEN must be set to what the bot has.")
    if mode != "plain" and (len(settings.wechat_aes_key) != 43 or not settings.wechat_appid):
        raise stop(f"In {mode} mode JUMIN_WECHAT_APPID and JUMIN_WECHAT_AES_KEY (43 characters) must be set to what the bot has.")
    return Identity(settings.wechat_token, settings.wechat_appid, settings.wechat_aes_key, mode)
