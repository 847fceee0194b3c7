"""The laboratory's commands: `jumin eval`, `jumin wechat simulate` and `jumin wechat stand-in`. They are entry points
of the package (pyproject.toml)."""
from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import typer

from bot.commands.ask import local_bot
from bot.commands.cli_errors import quiet_logs, settings_or_exit, stop

evaluation, simulation, stand_in = typer.Typer(), typer.Typer(), typer.Typer()


@evaluation.command("eval")
def evaluate(
    files: list[Path] = typer.Argument(..., help="Files of cases; a folder stands for all *.yml below it."),
    url: str = typer.Option(
        None, help="Ask a running server there, such as http://127.0.0.1:5005, in place of this process."
    ),
    page: Path = typer.Option(None, help="A folder to write the outcome to as a page, index.html."),
    record: bool = typer.Option(False, "--record", help="Record the present figures as those not to be undercut."),
    recorded: Path = typer.Option(None, help="Where figures are recorded; default: beside the city's cases."),
) -> None:
    """Ask every case of files and print right, refused and wrong by topic; exit 1 below the recorded figures."""
    if not url:
        settings_or_exit()
    quiet_logs()
    from labs.evaluation import EvaluationError, Wanted, ask_here, ask_over_http, beside_cases
    from labs.evaluation import evaluate as run

    wanted = Wanted(tuple(files), recorded or beside_cases("recorded.yml"), page, record, bool(url))
    ask = partial(ask_over_http, url) if url else partial(ask_here, local_bot)
    try:
        passed = run(wanted, ask, typer.echo, partial(typer.echo, err=True))
    except EvaluationError as error:
        raise stop(str(error)) from None
    raise typer.Exit(0 if passed else 1)


@stand_in.command("stand-in")
def stand_in_for_the_api(
    port: int = typer.Option(5080, min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one."),
    token_lasts: float = typer.Option(7200.0, help="Seconds an access token is good."),
    any_resident: bool = typer.Option(False, help="Whoever is written to counts as having just written."),
    menus: bool = typer.Option(True, help="Whether the account may send menu messages."),
) -> None:
    """Stand in for the official API on loopback, with the appid and secret of the settings; ends with Ctrl-C."""
    import threading

    from labs.wechat.stand_in import running
    from labs.wechat.stand_in_account import Account

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


@simulation.command("simulate")
def simulate(
    url: str = typer.Argument(
        ..., help="Where the bot takes pushes, such as http://127.0.0.1:5005/webhooks/wechat/webhook."
    ),
    say: list[str] = typer.Option(
        [], help="Only say this and print the reply; given several times, one resident says it all."
    ),
    api: str = typer.Option(
        "", help="Address of a stand-in of the API that the bot calls: late replies are then checked too."
    ),
    mode: str = typer.Option("", help="plain, compatible or safe; default JUMIN_WECHAT_MODE."),
    patience: float = typer.Option(5.0, help="Seconds after which a delivery is given up and tried again."),
    as_json: bool = typer.Option(False, "--json", help="Push JSON in place of XML."),
) -> None:
    """Play the official server against a running bot, with the token, appid and key of the settings; exit 1 on a
    fault."""
    from rich.console import Console

    from labs.wechat.simulator.official_server import OfficialServer
    from labs.wechat.simulator.report import table_of
    from labs.wechat.simulator.simulate import simulate as run
    from labs.wechat.simulator.talk import talk

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
    from labs.wechat.simulator.pushes import MODES, Identity

    settings = settings_or_exit()
    mode = mode or settings.wechat_mode
    if mode not in MODES:
        raise stop(f"The mode {mode!r} is none of {', '.join(MODES)}.")
    if not settings.wechat_token:
        raise stop("JUMIN_WECHAT_TOKEN must be set to what the bot has.")
    if mode != "plain" and (len(settings.wechat_aes_key) != 43 or not settings.wechat_appid):
        raise stop(
            f"In {mode} mode JUMIN_WECHAT_APPID and JUMIN_WECHAT_AES_KEY (43 characters) must be set to what the bot "
            f"has."
        )
    return Identity(settings.wechat_token, settings.wechat_appid, settings.wechat_aes_key, mode)
