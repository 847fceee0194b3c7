"""`jumin model ...`: see, change and take back the dialogue model of all serving processes."""
from __future__ import annotations

import time
from pathlib import Path

import typer

from bot.commands.cli_errors import settings_or_exit, stop
from bot.commands.conversation_store import conversations
from bot.model_rollout.files import ModelRefused, digest_of, find_same, model_files, name_of, take_in
from bot.model_rollout.looking import fault_of
from bot.model_rollout.proving import BROKEN, prove
from bot.model_rollout.store import ChangeUnderWay, ModelStore
from bot.model_rollout.vote import CURRENT, PROPOSED, REFUSED, ROLLBACK, USE, Change
from knowledge import clock
from knowledge.settings import Settings

app = typer.Typer(help="See, change and take back the dialogue model, without a gap.", no_args_is_help=True)
LOOKS_EVERY_SECONDS = 0.2
# After the decision each process switches within a second.
SWITCHED_WITHIN_SECONDS = 15.0


@app.command("list")
def list_models() -> None:
    """The models of this machine, the newest first; * marks the current one."""
    settings = settings_or_exit()
    store, models = opened(settings)
    current, files = store.change(CURRENT), model_files(models)
    if not files:
        raise stop(f"There is no model in {models}; `jumin train` makes one.")
    for file in files:
        mark = "*" if current and current.name == name_of(file) else " "
        fault = fault_of(file)
        typer.echo(
            f"{mark} {name_of(file)}  {file.stat().st_size / 1e6:.1f} MB" + (
                f"; it cannot be used: {fault}" if fault else ""
            )
        )


@app.command()
def status() -> None:
    """The current model, every serving process with the model it answers with, and what is proposed."""
    store, _ = opened(settings_or_exit())
    current, proposed = store.change(CURRENT), store.change(PROPOSED)
    typer.echo(f"current: {current.name if current else 'none yet'}")
    for process in store.living():
        typer.echo(
            f"  {process.label} answers with {process.model}" + (f"; {process.trouble}" if process.trouble else "")
        )
    if proposed:
        typer.echo(f"proposed: {proposed.name}")
        for vote in store.votes(proposed.id):
            typer.echo(f"  {vote.label}: {vote.outcome} {vote.reason}".rstrip())


@app.command()
def use(
    model: str = typer.Argument(..., help="A model's name, or a file, which is copied into the folder of models.")
) -> None:
    """Load MODEL beside the present one in all serving processes, probe it, and switch when all are ready."""
    settings = settings_or_exit()
    store, models = opened(settings)
    try:
        change_to(store, models, proven(models, model), USE)
    except (ModelRefused, ChangeUnderWay) as error:
        raise stop(str(error)) from None


@app.command()
def rollback() -> None:
    """Go back to the model before the current one."""
    store, models = opened(settings_or_exit())
    current = store.change(CURRENT)
    former = store.before(current) if current else None
    if former is None:
        raise stop("There is no model to go back to: none was current before this one.")
    try:
        file = find_same(models, former.name, former.digest)
        prove(file)
        change_to(store, models, file, ROLLBACK)
    except (ModelRefused, ChangeUnderWay) as error:
        raise stop(str(error)) from None


@app.command("try", hidden=True)
def try_alone(file: Path) -> None:
    """Load FILE and ask it the golden questions, here and now; `use`, `jumin train` and every start do so by
    themselves, in a process that may end over it."""
    from bot.commands.model_trial import hold_trial

    try:
        hold_trial(file)
    except ModelRefused as refusal:
        typer.echo(str(refusal))
        raise typer.Exit(BROKEN) from None


def proven(models: Path, wanted: str) -> Path:
    """The model in ``models``, proven; a broken one from elsewhere does not stay there. Raises ModelRefused."""
    before = set(model_files(models))
    file = take_in(models, wanted)
    try:
        prove(file)
    except ModelRefused as refusal:
        if file not in before:
            file.unlink()
        raise ModelRefused(f"{name_of(file)} is refused and nothing has changed: {refusal}") from None
    return file


def opened(settings: Settings) -> tuple[ModelStore, Path]:
    """The store, named in the first line, and the folder of models."""
    return ModelStore(conversations(settings)), settings.var / "models"


def change_to(store: ModelStore, models: Path, file: Path, kind: str) -> None:
    """Propose the model of ``file``, wait, and say what came of it; exit 1 if it was refused."""
    from bot.model_rollout.choosing import present_sources

    free_the_way(store)
    if not store.living():
        raise stop(
            "No process serves, so that nobody can probe the model; start one, or name the model with JUMIN_MODEL."
        )
    change = store.propose(name_of(file), digest_of(file), present_sources(settings_or_exit(), store.engine), kind)
    outcome = decided(store, change)
    for vote in store.votes(change):
        typer.echo(f"{vote.label}: {vote.outcome}" + (f": {vote.reason}" if vote.reason else ""))
    if outcome.state == REFUSED:
        raise stop(f"{outcome.name} is refused and nothing has changed: {outcome.reason}")
    say_switched(store, outcome)


def free_the_way(store: ModelStore) -> None:
    """End a change whose processes have all gone."""
    if proposed := store.change(PROPOSED):
        store.decide(proposed.id)


def decided(store: ModelStore, change_id: int) -> Change:
    """The change when it is decided; it is refused by itself when nobody answers."""
    while (change := store.find(change_id)).state == PROPOSED:
        time.sleep(LOOKS_EVERY_SECONDS)
        store.decide(change_id)
    return change


def say_switched(store: ModelStore, change: Change) -> None:
    """Wait until every living process answers with the model; exit 1 naming those that do not."""
    until = clock.machine_seconds() + SWITCHED_WITHIN_SECONDS
    while (others := [one for one in store.living() if one.model != change.name]) and clock.machine_seconds() < until:
        time.sleep(LOOKS_EVERY_SECONDS)
    if others:
        told = " ".join(f"{one.label} still answers with {one.model}. {one.trouble}".strip() for one in others)
        raise stop(f"{change.name} is current, but {told}")
    typer.echo(f"{change.name} is current; all {len(store.living())} serving processes answer with it.")
