"""Trial of a model in a process of its own before it answers anybody: it is loaded and asked the smoke questions. A
crash there ends nothing here. The result is kept beside the file."""
from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from bot.model_rollout.files import ModelRefused, readable_digest
from bot.model_rollout.looking import look_at
from bot.training.train import ROOT, hash_sources
from knowledge.city.folder import city_folder

GOLDEN = "golden.yml"
COMMAND = (sys.executable, "-m", "bot.cli", "model", "try")
# The code that the trial ends with when the file is to blame.
BROKEN = 3
WITHIN_SECONDS = 180
# What ends a process from outside; the file cannot do that.
FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def golden_file() -> Path:
    """The golden questions of the city's folder, which need not have any."""
    return city_folder() / GOLDEN


class NotTried(ModelRefused):
    """Whether the model is good could not be found out, or is known already of one that was trained here; another of
    the same sources would fare no better."""


def prove(file: Path) -> None:
    """Return if the model may answer: at once when this very file was proven before, else after some seconds. Raises
    ModelRefused if it is broken, NotTried."""
    digest = readable_digest(file)
    proof = proof_of(file, digest)
    known = remembered(proof)
    if known is None:
        look_at(file)
        try_beside(file)
        remember(proof)
    elif known:
        raise NotTried(known)


def proof_of(file: Path, digest: str) -> Path:
    """Where it is remembered, for this file with these sources and these questions."""
    asked = golden_file().read_text("utf-8") if golden_file().exists() else ""
    about = hash_sources(f"{digest} {asked}")
    return file.resolve().with_name(f".{about[:16]}.proven")


def remembered(proof: Path) -> str | None:
    """None if it was never tried, "" if it is good, else why not."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return str(json.loads(proof.read_text("utf-8"))["refused"])
    return None


def remember(proof: Path, refused: str = "") -> None:
    """Where nothing can be written it is tried again the next time."""
    with suppress(OSError):
        proof.write_text(json.dumps({"refused": refused}), "utf-8")


def try_beside(file: Path) -> None:
    """Raises ModelRefused, NotTried."""
    try:
        tried = subprocess.run(
            [*COMMAND, str(file.resolve())], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=WITHIN_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NotTried(
            f"{file.name} was not loaded within {WITHIN_SECONDS} seconds; is the machine overloaded? Start again."
        ) from None
    code, said = tried.returncode, last_line(tried.stdout) or last_line(tried.stderr)
    if code == BROKEN:
        raise ModelRefused(said)
    if code < 0 and -code not in FROM_OUTSIDE:
        raise ModelRefused(
            f"{file.name} cannot be loaded: it ended the process that loaded it with {signal.Signals(-code).name}."
        )
    if code:
        raise NotTried(f"{file.name} could not be tried: {said or f'the trial ended with code {code}'}")


def last_line(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "")
