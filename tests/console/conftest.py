"""One console for a whole file of tests: its store begins with the sample city."""
from __future__ import annotations

import pytest
from console_desk import Town, town_in


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Town:
    return town_in(tmp_path_factory.mktemp("console"))
