"""Below a path of the city's own site, behind nginx as docs/tasks/put-on-a-website.md configures it."""
from __future__ import annotations

import re

import pytest
import requests
from faults.topology import nginx_for
from host_sites import BUTTON
from support import ROOT

from bench.services import ServiceMissing, Services, free_port

PAGE = ROOT / "docs/tasks/put-on-a-website.md"


@pytest.fixture(scope="module")
def ask(sample_city):
    """The address of the pages behind nginx."""
    found = re.search(r"\n(    location = /ask .*?\n    }\n)", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    port, serving = free_port(), int(sample_city.url.rpartition(":")[2])
    whole = nginx_for(port, [serving, serving]).replace("location / {", f"{found[1]}\nlocation / {{", 1)
    with Services() as services:
        try:
            yield f"{services.nginx(whole, port).url}/ask/"
        except ServiceMissing as error:
            pytest.skip(str(error))


def test_pages_files_and_the_channel_are_there_and_operators_things_are_not(ask):
    for path in ("", "chat/", "about", "loader.js", "manifest.webmanifest", "live"):
        assert requests.get(f"{ask}{path}", timeout=10).ok, path
    assert requests.get(ask.rstrip("/"), allow_redirects=False, timeout=10).status_code == 301
    assert {requests.get(f"{ask}{path}", timeout=10).status_code for path in ("ready", "metrics")} == {404}
    assert requests.head(f"{ask}chat/", timeout=10).headers["Cache-Control"] == "no-cache"


def test_the_tag_opens_it_and_a_question_is_answered(ask, visit):
    host = visit("without")
    host.page.add_script_tag(url=f"{ask}loader.js")
    host.page.wait_for_selector(BUTTON)
    host.open_by_keyboard()
    host.ask("四定是哪四定")
    assert host.page.evaluate("Object.keys(localStorage)") == [f"jumin.session {ask}"]
