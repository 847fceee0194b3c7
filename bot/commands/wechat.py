"""`jumin wechat`: the account's menu."""
from __future__ import annotations

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.plugins import PluginGroup

wechat = typer.Typer(cls=PluginGroup, help="The WeChat official account.", no_args_is_help=True)
menu = typer.Typer(help="The account's menu, wechat/menu.yml of the city's folder.", no_args_is_help=True)
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
    from bot.channels.wechat.factory import make_api
    from bot.channels.wechat.results import Sent

    known, settings = read_menu(), settings_or_exit()
    missing = [
        f"JUMIN_WECHAT_{name.upper()}" for name in ("appid", "secret") if not getattr(settings, f"wechat_{name}")
    ]
    if missing:
        raise stop(f"{' and '.join(missing)} must be set to push the menu.")
    result = make_api(settings).push_menu(known.official())
    if not isinstance(result, Sent):
        raise stop(f"The menu was not pushed. {result}")
    typer.echo("The menu is pushed. WeChat shows it to residents within five minutes of their next visit.")
