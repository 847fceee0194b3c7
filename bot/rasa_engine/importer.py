"""Rasa's training data importer: reads the folder of the city and derives what would otherwise be written twice.

From each topic's two files (nlu/faq/TOPIC.yml and answers/topics/TOPIC.yml of the city's folder; those of any city
stand in language/nlu/faq and language/topics) come the intent, a textless response and, unless a rule in rules/ speaks
of the topic or its role, the rule that says the answer.
"""
from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.nlu.components import AFTER
from bot.rasa_engine.rules import intents_of, written_rules
from knowledge.city.folder import LANGUAGE, ROOT, city_folder
from knowledge.releases import Release, load_release

# What is only set aside looks like a topic and is none.
FAQ, DIALOGUE, ASIDE, FOLLOW_UPS = "nlu/faq", "nlu/dialogue", "nlu/aside", "nlu/follow_ups"
# Words that a written rule says itself.
SAID_BY_RULES = ("which_topic",)


class MissingExamples(ValueError):
    """A topic has an answer but no examples, or examples but no answer; the message says which file to write."""


class JuminImporter(RasaFileImporter):
    """The served city's examples and rules are the training data, whatever folder Rasa was given."""

    def __init__(self, config_file=None, domain_path=None, training_data_paths=None) -> None:
        super().__init__(str(config_file or ROOT / "config.yml"), str(ROOT / "domain"), [])
        self.release = load_release()
        self._nlu_data: TrainingData | None = None
        check_topics(self.release)

    def get_domain(self) -> Domain:
        return super().get_domain().merge(Domain.from_dict(derived_domain(self.release)))

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        """All examples, read once and straight: Rasa's reader merges file by file, which takes longer than training."""
        if self._nlu_data is None:
            files = asked_here(self.release, example_files())
            self._nlu_data = TrainingData([message for file in files for message in read_examples(file)])
        return self._nlu_data

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        reader = YAMLStoryReader(self.get_domain())
        rules = [*written_rules(self.release), *derived_rules(self.release)]
        return StoryGraph(reader.read_from_parsed_yaml({"version": "3.1", "rules": rules}))


class Example(Message):
    """An example that nobody changes once it is read: its copies are itself, and its text and intent tell it apart.
    Rasa copies and compares all examples a dozen times, which took longer than learning from them."""

    def __deepcopy__(self, memo: dict) -> Example:
        return self

    @cached_property
    def _told_apart_by(self) -> int:
        return hash((self.get(TEXT), self.get(INTENT), self.get(AFTER)))

    def __hash__(self) -> int:
        return self._told_apart_by

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Message) and self.data == other.data)

    def fingerprint(self) -> str:
        """Rasa goes through all that a message may hold, of each, twice."""
        return "\0".join((self.get(TEXT), self.get(INTENT), self.get(AFTER) or ""))


def read_examples(file: Path) -> list[Message]:
    """The examples of one file in Rasa's format; plain lines without annotations. Those of follow_ups/TOPIC.yml follow
    an answer to that topic, which stands beside them as ``after``."""
    entries = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["nlu"]
    examples = [
        Example.build(text=line.removeprefix("- ").strip(), intent=entry["intent"])
        for entry in entries for line in entry["examples"].splitlines() if line.startswith("- ")
    ]
    if file.parent.name == Path(FOLLOW_UPS).name:
        for example in examples:
            example.set(AFTER, file.stem)
    return examples


def derived_domain(release: Release) -> dict:
    """Intents of all topics and dialogue acts (entities do not steer rules), and a response for each text that a
    rule says itself; what only actions say is looked up in the release and needs none."""
    names = [*sorted(release.answers), *sorted(dialogue_intents())]
    ruled = intents_with_rules(release)
    said = [topic for topic in release.answers if topic not in ruled] + list(SAID_BY_RULES)
    return {
        "intents": [{name: {"use_entities": []}} for name in names],
        "responses": {f"utter_{name}": [{"custom": {"words": name}}] for name in sorted(said)},
    }


def derived_rules(release: Release) -> list[dict]:
    """The rule of each topic that no written rule speaks of: the question, then its answer."""
    ruled = intents_with_rules(release)
    return [
        {"rule": f"answer {topic}", "steps": [{"intent": topic}, {"action": f"utter_{topic}"}]}
        for topic in sorted(release.answers)
        if topic not in ruled
    ]


def intents_with_rules(release: Release) -> set[str]:
    """Intents that the written rules speak of."""
    return intents_of(written_rules(release))


def example_files(*kinds: str) -> list[Path]:
    """The files of examples, of any city and then of the one that is served; of questions (FAQ), of what is no question
    of its own (DIALOGUE), of what only looks like a question (ASIDE), of what follows an answer (FOLLOW_UPS), by
    default of all. In the order of their topics, whichever folder a topic stands in."""
    folders = (LANGUAGE, city_folder())
    kinds = kinds or (DIALOGUE, FAQ, ASIDE, FOLLOW_UPS)
    files = (file for folder in folders for kind in kinds for file in (folder / kind).glob("*.yml"))
    return sorted(files, key=lambda file: (file.parent.name, file.name, file.is_relative_to(LANGUAGE)))


def asked_here(release: Release, files: Iterable[Path]) -> list[Path]:
    """The files without examples of any city for a topic that this one does not have."""
    of_any = LANGUAGE / FAQ
    return [file for file in files if file.parent != of_any or file.stem in release.answers]


def dialogue_intents() -> set[str]:
    """What residents say that is no question of its own, and what only looks like a topic."""
    return {file.stem for file in example_files(DIALOGUE, ASIDE)}


def check_topics(release: Release) -> None:
    """Each topic has both of its files. Raises MissingExamples."""
    asked = {file.stem for file in asked_here(release, example_files(FAQ))}
    for topic in sorted(set(release.answers) - asked):
        raise MissingExamples(f"nlu/faq/{topic}.yml is missing: topic {topic} has an answer but no examples.")
    for topic in sorted(asked - set(release.answers)):
        raise MissingExamples(f"answers/topics/{topic}.yml is missing: {topic} has examples but no answer.")
