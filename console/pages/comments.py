"""Comments on the parts of a draft, beside what they are about."""
from __future__ import annotations

from starlette.responses import Response

from console.web.answering import go_to
from console.web.asking import Ask
from knowledge.desk import comments
from knowledge.desk.draft import StepRefused


def write(ask: Ask) -> Response:
    """Something is said of a part."""
    comments.comment(ask.console.engine, ask.number, ask.given("about"), ask.given("text"), ask.by, ask.at)
    return go_to(f"/drafts/{ask.number}#documents")


def resolve(ask: Ask) -> Response:
    """It was dealt with."""
    number = ask.given("comment")
    if not number.isdecimal() or len(number) > 9:
        raise StepRefused(f"Draft {ask.number} has no comment {number}.")
    comments.resolve(ask.console.engine, ask.number, int(number), ask.by, ask.at)
    return go_to(f"/drafts/{ask.number}#documents")
