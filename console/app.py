"""The console as one application on a store."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from console.documents.contents import Contents
from console.routes import routes_of
from console.web.asking import Console, Inbox
from console.web.doors import HEADERS
from knowledge import clock
from knowledge.desk import Desk
from knowledge.serving.preparing import prepare
from knowledge.settings import Settings


def make_console(
    settings: Settings, engine: Engine, served_model: Callable[[Session], str], inbox: Inbox
) -> Starlette:
    """All pages. ``settings`` has a secret, the store its newest tables. ``served_model`` names the model that goes
    with a publication, empty for none; ``inbox`` has the open questions."""
    contents = Contents(engine)
    # What a page has checked already, a step need not check again.
    desk = Desk(engine, contents.check, partial(prepare, engine), clock.machine_utc, served_model)
    console = Console(settings, engine, desk, contents, inbox)
    handlers = {404: not_found, 405: not_found, 500: broken}
    app = Starlette(routes=routes_of(console), exception_handlers=handlers)
    app.add_route("/live", live, methods=["GET"])
    return app


async def live(_request: Request) -> Response:
    """For the supervisor."""
    return PlainTextResponse("ok", headers=HEADERS)


async def not_found(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("没有这一页。请退回首页：/", 404, headers=HEADERS)


async def broken(_request: Request, _error: Exception) -> Response:
    """Nothing of what went wrong is told; it stands in the log."""
    return PlainTextResponse("这一页出错了，已记入日志，没有改动任何内容。请退回上一页再试。", 500, headers=HEADERS)
