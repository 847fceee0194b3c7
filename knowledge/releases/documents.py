"""The documents of a city: the texts of its folder by their paths, what is taken as one, and the hashes that name
them. Pure."""
from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

# What is a document; all else in a folder (tables of places, pictures, a README) is not content.
SUFFIXES = (".yml", ".txt")
# Tables of places, zones and sites are loaded as data.
NOT_CONTENT = ("sample",)
LONGEST_PATH, LONGEST_TEXT = 200, 1_000_000
PART = re.compile(r"\w[\w.\-]*")
# Path to the SHA-256 of its text.
Manifest = Mapping[str, str]


class DocumentRefused(ValueError):
    """A file cannot be a document; the message says which and why."""


def is_document(path: str) -> bool:
    """Whether a file of this path below a city's folder is content. Raises DocumentRefused where it is meant to be and
    would not be read."""
    first, *rest = path.split("/")
    if (rest and first in NOT_CONTENT) or any(part.startswith(".") for part in path.split("/")):
        return False
    if path.endswith(SUFFIXES):
        return True
    if path.lower().endswith((*SUFFIXES, ".yaml")):
        raise DocumentRefused(f"{path!r} would not be read; call it .yml or .txt in small letters.")
    return False


def check_path(path: str) -> str:
    """A path that means the same file on every machine. Raises DocumentRefused."""
    parts = path.split("/")
    if len(path) > LONGEST_PATH:
        raise DocumentRefused(f"{path[:LONGEST_PATH]!r}... has more than {LONGEST_PATH} characters; shorten it.")
    if not all(PART.fullmatch(part) for part in parts) or unicodedata.normalize("NFC", path) != path:
        raise DocumentRefused(
            f"{path!r} is no path of a document: names of letters, digits, . - _, parted by /, none beginning with a "
            "dot, and letters put together (NFC)."
        )
    return path


def check_paths(paths: Iterable[str]) -> None:
    """Paths of one folder. Raises DocumentRefused where two are the same file on a machine that does not tell small
    letters from large ones."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(check_path(path).casefold(), path)
        if other != path:
            raise DocumentRefused(f"{path!r} and {other!r} differ in the size of letters only; rename one.")


def text_of(path: str, data: bytes) -> str:
    """The text of a file, every character of it. Raises DocumentRefused where it would not come back byte for byte."""
    if len(data) > LONGEST_TEXT:
        raise DocumentRefused(f"{path} has {len(data)} bytes; a document has at most {LONGEST_TEXT}.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise DocumentRefused(f"{path}:{line}: not UTF-8 text; save the file as UTF-8.") from None
    if "\0" in text:
        line = text[:text.index("\0")].count("\n") + 1
        raise DocumentRefused(f"{path}:{line}: holds a NUL character, which no store keeps; take it out.")
    return text


def check_text(path: str, text: str) -> str:
    """A text that comes from elsewhere than a file. Raises DocumentRefused as ``text_of`` does."""
    return text_of(path, text.encode("utf-8", "surrogatepass"))


def sha(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def manifest_of(texts: Mapping[str, str]) -> dict[str, str]:
    """The manifest of texts."""
    return {path: sha(texts[path]) for path in sorted(texts)}


def identify(manifest: Manifest) -> str:
    """The identifier of a release: of the same texts under the same paths, wherever they stand, the same one."""
    lines = "".join(f"{path}\0{manifest[path]}\n" for path in sorted(manifest))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()[:12]


def kind_of(path: str) -> str:
    """What a document is, by its folder: notices, rulebook, answers, nlu, or "city" for what lies beside them."""
    first, mark, _ = path.partition("/")
    return first if mark else "city"
