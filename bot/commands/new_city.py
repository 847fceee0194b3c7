"""`jumin content new`: a city's folder to begin with."""
from __future__ import annotations

import shutil
from pathlib import Path

import typer

from bot.commands.cli_errors import stop
from knowledge.city.folder import ROOT, VARIABLE

TEMPLATE = ROOT / "templates" / "city"
# What the template's city is called in all of its files.
ITS_NAME = "示例市"


def new_city(
    folder: Path, name: str = typer.Option(ITS_NAME, help="What the city is called, such as 洛阳市.")
) -> None:
    """Write a small city's folder that serves, with comments that say what goes where."""
    whole = folder if folder.is_absolute() else Path.cwd() / folder
    if whole.exists() and (not whole.is_dir() or any(whole.iterdir())):
        raise stop(f"{folder} is there already and not empty; name a folder that is not.")
    try:
        shutil.copytree(TEMPLATE, whole, dirs_exist_ok=True)
        for file in sorted(each for each in whole.rglob("*") if each.is_file()):
            file.write_text(file.read_text(encoding="utf-8").replace(ITS_NAME, name), encoding="utf-8")
    except OSError as error:
        raise stop(f"{folder} cannot be written: {error.strerror}.") from None
    typer.echo(f"{folder} holds a small city. Serve it: {VARIABLE}={whole} make run")
