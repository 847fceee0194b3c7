"""Whether documents make a release that can be served: read in a folder of their own and checked like any city's."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.notices import ContentError
from knowledge.releases.document_folder import laid_out
from knowledge.releases.faults import places_of, rule_tables, unreadable
from knowledge.releases.release import Release, load_release
from knowledge.releases.review import faults
from knowledge.text.located_yaml import is_shallow, reader

# More than a city's documents.
LOOKED_AT = 512


@dataclass(frozen=True)
class Soundness:
    """``unreadable``: why no release can be made of the documents; ``faults``: what is off in the release. Each begins
    with the path of its document and a line."""

    unreadable: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def soundness(texts: Mapping[str, str]) -> Soundness:
    """What is wrong with documents. Takes seconds for a whole city."""
    return checked_release(texts)[0]


def checked_release(texts: Mapping[str, str]) -> tuple[Soundness, Release | None]:
    """The same, with the release that the documents make, if they make one."""
    with laid_out(texts) as root:
        release, found = None, []
        try:
            broken, release = no_yaml(texts), load_release(root)
            found = faults(release, rule_tables(root), places_of(root))
        except ContentError:
            broken = [*unreadable(root), *no_yaml(texts)]
        # What a reader did not foresee of a document is a fault of the document all the same.
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            broken = [f"The content cannot be read: {type(error).__name__}: {error}"]
        return Soundness(told(root, broken), told(root, found)), None if broken else release


def told(root: Path, lines: list[str]) -> tuple[str, ...]:
    """Lines without the folder, which is there for a moment only."""
    return tuple(line.replace(f"{root}/", "") for line in lines)


def no_yaml(texts: Mapping[str, str]) -> list[str]:
    """Documents that a release is not made of (examples, cases, a menu) and whose text is no YAML."""
    return [fault for path, text in texts.items() if path.endswith(".yml") and (fault := yaml_fault(path, text))]


def yaml_fault(path: str, text: str) -> str:
    """Why a text is no YAML; empty when it is."""
    problem = problem_of(text)
    return f"{path}:{problem}" if problem else ""


# Of the texts of a draft all but a few were looked at before.
@lru_cache(maxsize=LOOKED_AT)
def problem_of(text: str) -> str:
    """The line where a text is no YAML, and why; empty when it is."""
    try:
        # Quick, but it knows YAML 1.1 alone.
        (YAML(typ="safe") if is_shallow(text) else reader()).load(text)
    except (YAMLError, ValueError, TypeError, RecursionError):
        try:
            reader().load(text)
        except (YAMLError, ValueError, TypeError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            return f"{mark.line + 1 if mark else 1}: not YAML: {getattr(error, 'problem', None) or error}."
    return ""
