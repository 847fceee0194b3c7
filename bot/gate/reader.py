"""Understanding questions by themselves, without Rasa: a topic model, the facts in the text, the thresholds."""
from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ruamel.yaml import YAML

from bot.nlu.content import venue_kinds
from bot.nlu.decision import understand
from bot.nlu.live_gazetteer import LiveGazetteer
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.city_words import city_words
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from bot.nlu.readers.venues import VenueMatcher
from bot.nlu.topic_model import TopicModel
from knowledge.releases.gate.asked import Meaning
from knowledge.settings import ROOT, Settings

# As the component of the pipeline keeps it.
ARRAYS, COMPONENT = "topics.npz", "TopicClassifier"


def thresholds() -> Mapping[str, float]:
    """Those of config.yml."""
    pipeline = YAML(typ="safe").load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return next(entry for entry in pipeline if entry["name"].endswith(COMPONENT))


def topic_model(model: Path) -> TopicModel:
    """The topic model in a model's file."""
    with tarfile.open(model) as archive, tempfile.TemporaryDirectory() as folder:
        member = next(one for one in archive.getmembers() if one.name.endswith(f"/{ARRAYS}"))
        file = Path(folder) / ARRAYS
        file.write_bytes(archive.extractfile(member).read())
        return TopicModel.load(file)


class Reader:
    """What questions say at the civil instant of the settings; each text is looked at once for each model."""

    def __init__(self, settings: Settings) -> None:
        self.gazetteer, self.city = LiveGazetteer(settings.url), city_words()
        self.venues, self.thresholds = VenueMatcher(venue_kinds().values()), thresholds()
        self.now: Callable = settings.instant

    def facts(self, text: str) -> tuple[str, list[Span]]:
        """The normalised text and what is found in it."""
        normalised = normalise(text)
        lexicon = Lexicon(self.gazetteer.get(), self.venues, self.now(), city=self.city)
        return normalised, find_facts(normalised, lexicon)

    def topic(self, model: TopicModel, normalised: str, spans: list[Span]) -> str:
        """What a text is understood as by a model."""
        return understand(model, normalised, spans, self.thresholds).topic


def meaning(topic: str, spans: list[Span]) -> Meaning:
    """A topic with the kinds of venues and the zone that are named."""
    venues = dict.fromkeys(span.value for span in spans if span.entity == "venue_kind")
    zones = [span.value for span in spans if span.entity == "zone_kind"]
    return Meaning(topic, tuple(venues), zones[0] if len(set(zones)) == 1 else None)
