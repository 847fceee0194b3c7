"""Model files: found by name or path, told apart by their digest."""
from __future__ import annotations

import difflib
import hashlib
import os
import shutil
from pathlib import Path

ENDING = ".tar.gz"
CHUNK = 1 << 20


class ModelRefused(ValueError):
    """A model that cannot be used here; the message is one sentence."""


def name_of(file: Path) -> str:
    """A model's name: its file's without the ending."""
    return file.name.removesuffix(ENDING)


def model_files(models: Path) -> list[Path]:
    """The models in a folder, the newest first; unfinished ones begin with a dot and are left out."""
    files = [file for file in models.glob(f"*{ENDING}") if not file.name.startswith(".") and file.is_file()]
    return sorted(files, key=lambda file: (-file.stat().st_mtime, file.name))


def find_model(models: Path, name: str) -> Path:
    """The file of the model called ``name`` in ``models``. Raises ModelRefused, with the likeliest name meant."""
    known = {name_of(file): file for file in model_files(models)}
    if name.removesuffix(ENDING) in known:
        return known[name.removesuffix(ENDING)]
    likely = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {likely[0]}?" if likely else "`jumin model list` names those there are."
    raise ModelRefused(f"There is no model {name} in {models}; {hint}")


def take_in(models: Path, wanted: str) -> Path:
    """The model named ``wanted``, or the file at that path, copied into ``models`` if it lies elsewhere."""
    file = Path(wanted)
    if not (wanted.endswith(ENDING) and file.is_file()):
        if len(file.parts) > 1:
            raise ModelRefused(f"There is no model file {wanted}; name a file that ends in {ENDING}, or a model.")
        return find_model(models, wanted)
    here = models / file.name
    if here.exists() and not here.samefile(file) and digest_of(here) != digest_of(file):
        raise ModelRefused(f"{here} is another model of the same name; give {wanted} a name of its own.")
    if not here.exists():
        copy_whole(file, here)
    return here


def copy_whole(source: Path, target: Path) -> None:
    """Copy so that the target is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{os.getpid()}-{target.name}")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)


def digest_of(file: Path) -> str:
    """SHA-256 of the file, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def readable_digest(file: Path) -> str:
    """The file's digest. Raises ModelRefused where it cannot be read."""
    try:
        return digest_of(file)
    except OSError as error:
        raise ModelRefused(f"{file.name} cannot be loaded: {error.strerror}.") from None


def find_same(models: Path, name: str, digest: str) -> Path:
    """The file of ``name`` if it is the very one that was proposed. Raises ModelRefused."""
    file = find_model(models, name)
    if readable_digest(file) != digest:
        raise ModelRefused(f"{file} is not the file that was proposed (its contents differ); copy the right one there.")
    return file
