"""Who did what, when: the newest links of the chain, and whether the whole of it is sound."""
from __future__ import annotations

from starlette.responses import Response

from console.web.answering import page
from console.web.asking import Ask
from knowledge.audit.log import audited, newest_links
from knowledge.database import transaction

MOST_SHOWN = 100


def show(ask: Ask) -> Response:
    """The newest first; ``before`` behind the question mark: those before that number."""
    head, fault = audited(ask.console.engine)
    asked = ask.asked("before")
    before = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    with transaction(ask.console.engine) as session:
        links = newest_links(session, MOST_SHOWN, before)
    return page(ask, "audit.html", head=head, fault=fault, links=links, before=before)
