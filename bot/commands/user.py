"""`jumin user`: accounts of the content team and the hotline desk."""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.store_access import existing_store
from knowledge import clock

user = typer.Typer(help="Accounts of the content team and the hotline desk.", no_args_is_help=True)
NAME = typer.Argument(..., help="The account's name.")
ROLE = typer.Option(..., "--role", help="agent, supervisor, editor, approver or administrator; may be given again.")
MORE = typer.Argument(None, metavar="[ROLE]...", help="Further roles.")
AS_JSON = typer.Option(False, "--json", help="Print one JSON object.")
# Who stands in the audit where somebody with a shell on the machine did it.
SHELL = "shell"


@user.command()
def add(name: str = NAME, more: list[str] = MORE, role: list[str] = ROLE, as_json: bool = AS_JSON) -> None:
    """A new account; its password is the first line of standard input."""
    from knowledge.accounts.accounts import add_account

    with changing() as session:
        account = add_account(session, name, [*role, *(more or ())], password(), clock.machine_utc(), SHELL)
    say(account, f"{account.name} is {' and '.join(sorted(account.roles))}.", as_json)


@user.command("list")
def list_accounts(as_json: bool = AS_JSON) -> None:
    """All accounts with their roles."""
    from knowledge.accounts.accounts import all_accounts

    with changing() as session:
        accounts = all_accounts(session)
    if as_json:
        typer.echo(json.dumps({"accounts": [told(account) for account in accounts]}, ensure_ascii=False))
        return
    for account in accounts:
        typer.echo(f"{account.name}  {' '.join(sorted(account.roles))}{'  disabled' * account.is_disabled}")
    if not accounts:
        typer.echo("There is no account yet; `jumin user add NAME --role administrator` makes one.")


@user.command("roles")
def roles(name: str = NAME, more: list[str] = MORE, role: list[str] = ROLE, as_json: bool = AS_JSON) -> None:
    """The roles that an account has from now on, in place of those it had."""
    from knowledge.accounts.accounts import set_roles

    on_account(name, set_roles, as_json, [*role, *(more or ())])


@user.command("password")
def new_password(name: str = NAME, as_json: bool = AS_JSON) -> None:
    """Another password, the first line of standard input; a lock and all sessions end."""
    from knowledge.accounts.accounts import set_password

    on_account(name, set_password, as_json, password())


@user.command()
def disable(name: str = NAME, as_json: bool = AS_JSON) -> None:
    """Nothing is possible with the account any more; its sessions end at once."""
    from knowledge.accounts.accounts import disable

    on_account(name, disable, as_json)


@user.command()
def enable(name: str = NAME, as_json: bool = AS_JSON) -> None:
    """An account that was disabled may be used again."""
    from knowledge.accounts.accounts import enable

    on_account(name, enable, as_json)


def on_account(name: str, work, as_json: bool, *values) -> None:
    """Do something to an account and tell how it stands then."""
    from knowledge.accounts.accounts import account_of

    with changing() as session:
        work(session, name, *values, clock.machine_utc(), SHELL)
        account = account_of(session, name)
    say(account, f"Done: {account.name}, {' and '.join(sorted(account.roles))}.", as_json)


@contextmanager
def changing() -> Iterator:
    """A transaction on the store with its newest tables. One sentence and exit 1 for what is refused."""
    engine = existing_store(settings_or_exit())
    from knowledge.accounts.model import AccountRefused
    from knowledge.database import migrate, transaction

    migrate(engine)
    try:
        with transaction(engine) as session:
            yield session
    except AccountRefused as error:
        raise stop(str(error)) from None


def password() -> str:
    """The first line of standard input; at a terminal it is asked for and not shown. One sentence and exit 1 for what
    is no text."""
    if sys.stdin.isatty():
        return getpass("Password: ")
    try:
        return sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError:
        raise stop("The password on standard input is not UTF-8 text.") from None


def say(account, sentence: str, as_json: bool) -> None:
    typer.echo(json.dumps(told(account), ensure_ascii=False) if as_json else sentence)


def told(account) -> dict:
    """An account as JSON."""
    return {"name": account.name, "roles": sorted(account.roles), "disabled": account.is_disabled}
