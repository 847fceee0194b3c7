"""A site that may show the chat, and visits to its pages."""
from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from host_sites import HostPage, HostSite, host_site


@pytest.fixture(scope="module")
def site(sample_city) -> Iterator[HostSite]:
    with host_site(sample_city.environment["JUMIN_FRAME_ANCESTORS"], sample_city.url) as site:
        yield site


@pytest.fixture()
def visit(browser, site) -> Iterator[Callable[..., HostPage]]:
    """visit("none") -> that page of the site in a browser of its own. At the end no page may have complained."""
    pages: list[HostPage] = []

    def visited(name: str, script: str = "", **context) -> HostPage:
        made = browser.new_context(**context)
        if script:
            made.add_init_script(script)
        pages.append(HostPage(made, site, name))
        return pages[-1]
    yield visited
    for page in pages:
        page.page.context.close()
    assert not [fault for page in pages for fault in page.faults]
