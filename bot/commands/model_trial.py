"""The trial of a model file, in the process of `jumin model try`: on a sample city of its own, whatever stands in the
store."""
from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from bot.model_rollout.loading import load_beside
from bot.model_rollout.smoke_questions import probe, read_golden
from bot.rasa_engine.agent import Agent
from knowledge.releases import load_release
from knowledge.settings import load_settings

# What belongs to the service and not to the model.
ITS_OWN = ("JUMIN_DATABASE_URL", "JUMIN_REDIS_URL", "JUMIN_LOG_FILE", "JUMIN_MODEL")


def hold_trial(file: Path) -> None:
    """Load the model and ask it the golden questions. Raises ModelRefused if it is broken, and whatever else is wrong
    as it comes."""
    from bot.rasa_engine.actions_here import LocalActions
    from bot.serve.bootstrap import prepare_store

    with tempfile.TemporaryDirectory() as folder:
        for name in ITS_OWN:
            os.environ.pop(name, None)
        os.environ["JUMIN_VAR"] = folder
        settings = load_settings()
        prepare_store(settings)
        cases = read_golden(load_release().answers)
        actions = LocalActions()
        talker = load_beside(lambda model: Agent(model, settings, actions), file)
        asyncio.run(probe(talker, talker, cases))
