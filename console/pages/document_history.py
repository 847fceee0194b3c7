"""One document through all publications: who changed what, by character."""
from __future__ import annotations

from starlette.responses import Response

from console.web.answering import page
from console.web.asking import Ask
from knowledge.desk import reading


def show(ask: Ask) -> Response:
    """Of the document that is asked for (``path``), or the list of all."""
    path = ask.asked("path")
    paths = sorted(reading.texts(ask.console.engine, ask.at)[1])
    versions = reading.versions_of(ask.console.engine, path, ask.at) if path else []
    return page(ask, "document_history.html", path=path, paths=paths, versions=versions)
