"""The model of the present sources: trained if there is none, and trained anew if its file is broken."""
from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.model_rollout.files import ModelRefused, readable_digest
from bot.model_rollout.proving import NotTried, proof_of, prove, remember
from bot.training.train import model_file, train

log = logging.getLogger(__name__)
ASIDE = ".broken"


def present_model(models: Path, anew: bool = False) -> Path:
    """The file, proven; ``anew`` trains it whatever is there. Raises ModelRefused, TrainingFailed."""
    with one_at_a_time(models):
        file = model_file(models)
        if anew or not is_usable(file):
            train(models)
            prove_trained(file)
        return file


def is_usable(file: Path) -> bool:
    """Whether the model is there and proven; a broken one is set aside. Raises NotTried."""
    if not os.path.lexists(file):
        return False
    try:
        prove(file)
    except NotTried:
        raise
    except ModelRefused as refusal:
        set_aside(file, refusal)
        return False
    return True


def set_aside(file: Path, refusal: ModelRefused) -> None:
    """Keep a broken file under another name, in place of the last one that was. Raises ModelRefused."""
    aside = file.with_name(f"{file.name}{ASIDE}")
    try:
        file.replace(aside)
    except OSError as error:
        raise ModelRefused(
            f"{refusal} It cannot be set aside as {aside.name} ({error.strerror}); remove both and start again."
        ) from None
    log.warning("%s It is set aside as %s, and a model of the present sources is trained.", refusal, aside.name)


def prove_trained(file: Path) -> None:
    """Prove what was just trained. If it fails, training it again would end in the same; that is remembered until the
    sources change."""
    try:
        prove(file)
    except NotTried:
        raise
    except ModelRefused as refusal:
        told = (
            f"The model of the present sources is useless: {refusal} Mend the sources, or name another model with "
            f"JUMIN_MODEL."
        )
        remember(proof_of(file, readable_digest(file)), told)
        raise NotTried(told) from None


@contextmanager
def one_at_a_time(models: Path) -> Iterator[None]:
    """Two processes that start at once must neither train twice nor set aside what the other one has just trained."""
    models.mkdir(parents=True, exist_ok=True)
    if not os.access(models, os.W_OK):
        # Where nothing can be written nothing is trained.
        yield
        return
    with (models / ".training").open("w") as claim:
        fcntl.flock(claim, fcntl.LOCK_EX)
        yield
