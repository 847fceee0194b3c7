"""`jumin wechat`: the account's menu, the official server played against a bot, and a stand-in of its API."""
from __future__ import annotations

import typer

from knowledge.settings import Settings, SettingsError, load_settings

wechat = typer.Typer(help="The WeChat official account.", no_args_is_help=True)
menu = typer.Typer(help="The account's menu, data/wechat/menu.yml.", no_args_is_help=True)
wechat.add_typer(menu, name="menu")


def stop(sentence: str) -> typer.Exit:
    """Print one sentence on standard error; raise what is returned to exit with 1."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def settings_or_exit() -> Settings:
    """The settings, or one sentence and exit 1."""
    try:
        return load_settings()
    except SettingsError as error:
        raise stop(str(error)) from None


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
    port: int = typer.Option(5080, help="Port on 127.0.0.1; 0 takes a free one."),
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
