"""One console for a whole file of tests."""
from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import uvicorn
from console_desk import CHROMIUM, Town, town_in
from playwright.sync_api import Browser, sync_playwright
from support import ROOT

from bench.services import free_port


@pytest.fixture(scope="module")
def town(request, tmp_path_factory) -> Town:
    """Its store begins with the sample city, or with the CITY of the file: a small one where nothing hangs on what is
    said."""
    return town_in(tmp_path_factory.mktemp("console"), getattr(request.module, "CITY", ROOT / "data"))


@pytest.fixture(scope="module")
def address(town: Town) -> Iterator[str]:
    """Where the console is served."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(town.app, port=port, ws="none", log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
