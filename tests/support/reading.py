"""One message as a reader of bot/nlu/readers reads it, with the sample city's places and the release's venues."""
from __future__ import annotations

import tarfile
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import ModuleType

from content_folder import EVENT, real_release

from bot.model_rollout.present import present_model
from bot.nlu.normalise import normalise
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from bot.nlu.readers.tagger import Tagger
from bot.nlu.readers.venues import VenueMatcher
from bot.nlu.sample_places import sample_gazetteer


@lru_cache(maxsize=1)
def sample_lexicon() -> Lexicon:
    """During the sampling event of notice 2022-153."""
    return Lexicon(sample_gazetteer(), VenueMatcher(real_release().rulebook.kinds.values()), EVENT)


def read(reader: ModuleType, text: str, **known) -> list[Span]:
    """What the reader finds in the normalised text; ``known`` replaces fields of the lexicon."""
    return reader.find(normalise(text), replace(sample_lexicon(), **known))


@lru_cache(maxsize=1)
def trained_tagger(models: Path) -> Tagger:
    """The tagger of mentions of the model that all tests share; models: the folder of the model."""
    with tarfile.open(present_model(models)) as archive:
        (member,) = [name for name in archive.getnames() if name.endswith("/mentions.npz")]
        return Tagger.load(BytesIO(archive.extractfile(member).read()))
