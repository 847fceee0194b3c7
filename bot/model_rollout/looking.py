"""Inspection of a model file without loading it: complete, and made by this version of Rasa and this project."""
from __future__ import annotations

import gzip
import json
import tarfile
import zlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.model_rollout.files import CHUNK, ModelRefused

METADATA = "metadata.json"
OURS = "bot."


def look_at(file: Path) -> None:
    """Takes a tenth of a second. Raises ModelRefused with what is wrong."""
    if fault := fault_of(file):
        raise ModelRefused(f"{file.name} cannot be loaded: {fault}.")


def fault_of(file: Path) -> str:
    """What is wrong with a file; empty if it may be tried."""
    try:
        read_through(file)
        metadata = metadata_of(file)
        made_by = metadata["rasa_open_source_version"]
        uses = [node["uses"] for node in metadata["predict_schema"]["nodes"].values()]
    except OSError as error:
        return error.strerror or "it is no model file"
    except EOFError:
        return "it ends too soon"
    except (tarfile.TarError, zlib.error):
        return "it is no model file"
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"its {METADATA} is missing or says nothing of a model"
    if made_by != version("rasa"):
        return f"Rasa {made_by} made it, and this is Rasa {version('rasa')}"
    if not any(name.startswith(OURS) for name in uses):
        return "it was trained without the components of this project"
    return ""


def read_through(file: Path) -> None:
    """Unpack all of it; the sums at its end must be right."""
    with gzip.open(file) as packed:
        while packed.read(CHUNK):
            pass


def metadata_of(file: Path) -> dict[str, Any]:
    """What Rasa wrote of the model. Raises KeyError if it did not."""
    with tarfile.open(file) as archive:
        for member in archive:
            if Path(member.name).name == METADATA and member.isfile():
                return json.load(archive.extractfile(member))
    raise KeyError(METADATA)
