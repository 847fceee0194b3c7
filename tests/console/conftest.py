"""One console for a whole file of tests."""
from __future__ import annotations

import pytest
from console_desk import Town, town_in
from support import ROOT


@pytest.fixture(scope="module")
def town(request, tmp_path_factory) -> Town:
    """Its store begins with the sample city, or with the CITY of the file: a small one where nothing hangs on what is
    said."""
    return town_in(tmp_path_factory.mktemp("console"), getattr(request.module, "CITY", ROOT / "data"))
