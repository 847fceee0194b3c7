"""A folder of documents: read, written, and laid out for a while so that a release can be made of it."""
from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from knowledge.releases.documents import DocumentRefused, check_path, check_paths, is_document, text_of

# How a folder begins that documents are laid out in.
LAID_OUT = "jumin-release-"


def read_folder(root: Path) -> dict[str, str]:
    """All documents of a city's folder by their paths. Raises DocumentRefused on the first file that cannot be one; a
    link is none, since it may lead anywhere."""
    found = {}
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        # Of a link to a folder, what would be found in it.
        if file.is_symlink() and (is_document(path) or (file.is_dir() and is_document(f"{path}/x.yml"))):
            raise DocumentRefused(f"{path!r} is a link; put the file itself there.")
        if file.is_file() and is_document(path):
            found[check_path(path)] = text_of(path, file.read_bytes())
    check_paths(found)
    if "city.yml" not in found:
        raise DocumentRefused(f"{root} is no city's folder: it has no city.yml.")
    return found


def write_folder(texts: Mapping[str, str], root: Path) -> None:
    """The documents as files, byte for byte, in a folder that is new or empty: it is there whole or not at all. Raises
    DocumentRefused where something is in the way."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise DocumentRefused(f"{root} is not empty; name a folder that is new.")
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent, prefix=f".{root.name}-") as beside:
        whole = Path(beside) / "whole"
        whole.mkdir()
        lay_out(texts, whole)
        os.replace(whole, root)


def lay_out(texts: Mapping[str, str], root: Path) -> None:
    """Write the documents below a folder."""
    for path, text in texts.items():
        file = root / check_path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))


@contextmanager
def laid_out(texts: Mapping[str, str]) -> Iterator[Path]:
    """The documents in a folder of their own for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix=LAID_OUT) as folder:
        root = Path(folder)
        lay_out(texts, root)
        yield root
