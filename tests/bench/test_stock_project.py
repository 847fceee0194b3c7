"""The stock project: what Rasa itself says of its files, and that its action does the work that our pipeline does."""
from __future__ import annotations

from copy import deepcopy

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bench.stock.actions import ActionFindFacts
from bench.stock.project import constants, fingerprint, lay_out, project_files
from bot.rasa_engine.importer import intents_with_rules
from knowledge.releases import load_release


@pytest.fixture(scope="module")
def files():
    return project_files()


def test_rasa_finds_nothing_wrong_with_the_project(tmp_path):
    folder = lay_out(tmp_path)
    importer = TrainingDataImporter.load_from_config(
        str(folder / "config.yml"), str(folder / "domain.yml"), [str(folder / "data")]
    )
    validator = Validator.from_importer(importer)
    assert validator.verify_intents_in_stories() and validator.verify_actions_in_stories_rules()
    assert validator.verify_forms_in_stories_rules() and validator.verify_domain_validity()
    assert validator.verify_story_structure()


def test_every_topic_with_fixed_words_is_said_by_its_response(files):
    responses, release = files["domain.yml"]["responses"], load_release()
    said = [topic for topic in release.answers if topic not in intents_with_rules(release)]
    assert len(said) > 40
    for topic in said:
        named = [name for name in responses if name.endswith(f"/{topic}")]
        assert len(named) == 1 and responses[named[0]][0]["text"]


def test_no_response_is_left_with_a_placeholder_that_settings_fill(files):
    texts = [response["text"] for group in files["domain.yml"]["responses"].values() for response in group]
    assert not [text for text in texts for name in constants() if f"{{{name}}}" in text]


def test_each_rule_that_begins_with_a_question_has_its_story(files):
    begun = {
        rule["rule"] for rule in files["data/rules.yml"]["rules"]
        if "condition" not in rule and "intent" in rule["steps"][0]
    }
    assert {story["story"] for story in files["data/stories.yml"]["stories"]} == begun


def test_other_words_keep_the_model_and_another_example_does_not(files):
    reworded, retaught = deepcopy(files), deepcopy(files)
    next(iter(reworded["domain.yml"]["responses"].values()))[0]["text"] = "另一句话。"
    retaught["data/nlu.yml"]["nlu"][0]["examples"] += "- 再问一句\n"
    assert fingerprint(reworded) == fingerprint(files) != fingerprint(retaught)


def test_the_action_finds_what_our_pipeline_finds(monkeypatch, tmp_path):
    monkeypatch.setenv("JUMIN_DATABASE_URL", f"sqlite:///{tmp_path / 'city.db'}")
    events = find_facts("金水区理发店能开门吗", tmp_path)
    assert (events["open_question"], events["venue_kind"], events["venue_name"]) == ("venue_open", "barber", "理发店")
    assert events["place"]["candidates"][0]["district"] == "金水区"


def find_facts(text: str, folder) -> dict:
    """The slots that stock's action sets for a message, on the sample city."""
    from actions.context import context
    from bench.stock import actions
    from bot.serve.bootstrap import prepare_store
    from knowledge.settings import load_settings

    for kept in (context, actions.gazetteer, actions.venues):
        kept.cache_clear()
    prepare_store(load_settings())
    message = {"text": text, "intent": {"name": "venue_open"}, "entities": []}
    tracker = Tracker("somebody", {}, message, [{"event": "user", "text": text}], False, None, {}, None)
    events = ActionFindFacts().run(CollectingDispatcher(), tracker, {})
    context.cache_clear()
    return {event["name"]: event["value"] for event in events}
