"""The sample city in this process, with a store of its own and the model that all tests share."""
from __future__ import annotations

import pytest
from conversation_play import Askers
from support import MORNING

from actions.context import context
from bot.commands.ask import local_bot
from bot.commands.cli_errors import quiet_logs
from bot.serve.bootstrap import prepare_store
from knowledge.settings import Settings


@pytest.fixture(scope="session")
def made(tmp_path_factory, models) -> tuple[Askers, str]:
    """The askers and the folder of their store; the model is loaded once for each instant."""
    var = tmp_path_factory.mktemp("conversations") / "var"
    var.mkdir()
    (var / "models").symlink_to(models)
    prepare_store(Settings(var=var))
    quiet_logs()
    return Askers(local_bot), str(var)


@pytest.fixture(scope="module")
def askers(made) -> Askers:
    """The askers, while environment and actions are theirs; tests of other modules find both as they were."""
    mine, var = made
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUMIN_VAR", var)
        patch.setenv("JUMIN_NOW", MORNING)
        mine.now = None
        yield mine
    context.cache_clear()
