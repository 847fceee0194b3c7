"""The packages that stock Rasa runs with where this project runs with others: the Sanic that Rasa pins."""
from __future__ import annotations

from bot.training.train import ROOT

FOLDER = ROOT / ".venv" / "stock"


class NoStockPackages(RuntimeError):
    """They are not installed; the message is one sentence."""


def python_path(*folders: object) -> str:
    """A PYTHONPATH under which Rasa finds its own Sanic first, and then ``folders``. Raises NoStockPackages."""
    if not (FOLDER / "sanic").is_dir():
        raise NoStockPackages(f"{FOLDER} has no Sanic for stock Rasa; run `make stock`.")
    return ":".join(map(str, (FOLDER, *folders)))
