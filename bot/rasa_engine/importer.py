"""Rasa's training data importer: reads data/ and derives what would otherwise be written twice.

From each topic's two files (data/nlu/faq/TOPIC.yml and data/answers/topics/TOPIC.yml; those of any city stand in
language/nlu/faq and language/topics) come the intent, a textless
response and, unless a rule in data/rules mentions the intent, the rule that says the answer.
"""
from __future__ import annotations

from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from knowledge.releases import Release, load_release

ROOT = Path(__file__).resolve().parents[2]
FAQ_FOLDERS = ("data/nlu/faq", "language/nlu/faq")
ASIDE_FOLDER = "language/nlu/aside"
NLU_FOLDERS = (*FAQ_FOLDERS, "data/nlu/dialogue", ASIDE_FOLDER)
TRAINING_FOLDERS = ("data/nlu", "data/rules", "data/stories")


# Words that a written rule says itself.
SAID_BY_RULES = ("which_topic",)
# The action that answers a topic of this role; words are said by themselves.
ACTIONS = {"danger": "action_emergency"}


class MissingExamples(ValueError):
    """A topic has an answer but no examples, or examples but no answer; the message says which file to write."""


class JuminImporter(RasaFileImporter):
    """Only nlu, rules and stories are read as training data, whatever folder Rasa was given."""

    def __init__(self, config_file=None, domain_path=None, training_data_paths=None) -> None:
        folders = [str(ROOT / folder) for folder in TRAINING_FOLDERS]
        super().__init__(str(config_file or ROOT / "config.yml"), str(ROOT / "domain"), folders)
        self.release = load_release()
        self._nlu_data: TrainingData | None = None
        check_topics(self.release)

    def get_domain(self) -> Domain:
        return super().get_domain().merge(Domain.from_dict(derived_domain(self.release)))

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        """All examples, read once and straight: Rasa's reader merges file by file, which takes longer than training."""
        if self._nlu_data is None:
            files = sorted(file for folder in NLU_FOLDERS for file in (ROOT / folder).glob("*.yml"))
            self._nlu_data = TrainingData([message for file in files for message in read_examples(file)])
        return self._nlu_data

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        reader = YAMLStoryReader(self.get_domain())
        steps = reader.read_from_parsed_yaml({"version": "3.1", "rules": derived_rules(self.release)})
        return super().get_stories(exclusion_percentage).merge(StoryGraph(steps))


class Example(Message):
    """An example that nobody changes once it is read: its copies are itself, and its text and intent tell it apart.
    Rasa copies and compares all examples a dozen times, which took longer than learning from them."""

    def __deepcopy__(self, memo: dict) -> Example:
        return self

    def __hash__(self) -> int:
        return hash((self.get(TEXT), self.get(INTENT)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.data == other.data


def read_examples(file: Path) -> list[Message]:
    """The examples of one file in Rasa's format; plain lines without annotations."""
    entries = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["nlu"]
    return [
        Example.build(text=line.removeprefix("- ").strip(), intent=entry["intent"])
        for entry in entries for line in entry["examples"].splitlines() if line.startswith("- ")
    ]


def derived_domain(release: Release) -> dict:
    """Intents of all topics and dialogue acts (entities do not steer rules), and a response for each text that a
    rule says itself; what only actions say is looked up in the release and needs none."""
    names = [*sorted(release.answers), *sorted(dialogue_intents())]
    said = [topic for topic in release.answers if topic not in intents_with_rules()] + list(SAID_BY_RULES)
    return {
        "intents": [{name: {"use_entities": []}} for name in names],
        "responses": {f"utter_{name}": [{"custom": {"words": name}}] for name in sorted(said)},
    }


def derived_rules(release: Release) -> list[dict]:
    """The rule of each topic that no file in data/rules mentions: the question, then its answer."""
    ruled = intents_with_rules()
    return [
        {
            "rule": f"answer {topic}",
            "steps": [{"intent": topic}, {"action": ACTIONS.get(answer.role.name, f"utter_{topic}")}]
        }
        for topic, answer in sorted(release.answers.items())
        if topic not in ruled
    ]


def intents_with_rules() -> set[str]:
    """Intents that the written rules speak of."""
    found: set[str] = set()
    for file in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in YAML(typ="safe").load(file.read_text(encoding="utf-8")).get("rules", ()):
            found.update(step["intent"] for step in rule["steps"] if "intent" in step)
    return found


def dialogue_intents() -> set[str]:
    """What residents say that is no question of its own, and what is set aside: it only looks like a topic."""
    folders = ("data/nlu/dialogue", ASIDE_FOLDER)
    return {file.stem for folder in folders for file in (ROOT / folder).glob("*.yml")}


def check_topics(release: Release) -> None:
    """Each topic has both of its files. Raises MissingExamples."""
    asked = {file.stem for folder in FAQ_FOLDERS for file in (ROOT / folder).glob("*.yml")}
    for topic in sorted(set(release.answers) - asked):
        raise MissingExamples(f"data/nlu/faq/{topic}.yml is missing: topic {topic} has an answer but no examples.")
    for topic in sorted(asked - set(release.answers)):
        raise MissingExamples(f"data/answers/topics/{topic}.yml is missing: {topic} has examples but no answer.")
