"""The sample city in this process, with a store of its own and the model that all tests share."""
from __future__ import annotations

import pytest
from conversation_play import Askers
from support import MORNING

from bot.cli import make_asker, quiet_logs


@pytest.fixture(scope="session")
def askers(tmp_path_factory, models) -> Askers:
    var = tmp_path_factory.mktemp("conversations") / "var"
    var.mkdir()
    (var / "models").symlink_to(models)
    quiet_logs()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUMIN_VAR", str(var))
        patch.setenv("JUMIN_NOW", MORNING)
        yield Askers(make_asker)
