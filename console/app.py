"""The console as one application on a store."""
from __future__ import annotations

from functools import partial

from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from console.documents.contents import Contents
from console.hotline.doors import Hotline
from console.hotline.routes import hotline_routes
from console.routes import routes_of
from console.web.asking import Console, Inbox, Residents
from console.web.policy import HEADERS
from knowledge import clock
from knowledge.calls.talking import Talking
from knowledge.desk import Desk
from knowledge.desk.gate import Gate
from knowledge.desk.publications import ModelOf
from knowledge.serving.preparing import prepare
from knowledge.settings import Settings


def make_console(
    settings: Settings, engine: Engine, served_model: ModelOf, inbox: Inbox,
    gate: Gate | None = None, talking: Talking | None = None, channels: tuple[str, ...] = (),
    residents: Residents | None = None,
) -> Starlette:
    """All pages. ``settings`` has a secret, the store its newest tables. ``served_model`` names the model that goes
    with a publication, empty for none; ``inbox`` has the open questions; ``gate`` holds drafts against what is current,
    by default here and over the test questions alone; ``talking`` makes suggestions for calls, without it there are no
    calls; ``channels`` are those on which residents are answered, ``residents`` knows what they asked and were told."""
    contents = Contents(engine)
    # What a page has checked already, a step need not check again.
    gate = gate or Gate(engine, settings.instant, release=contents.release, days=settings.gate_days)
    desk = Desk(engine, contents.check, partial(prepare, engine), clock.machine_utc, gate, served_model)
    console = Console(settings, engine, desk, contents, inbox, talking, channels, residents)
    handlers = {404: not_found, 405: not_found, 500: broken}
    calls = hotline_routes(Hotline(console, talking)) if talking else []
    app = Starlette(routes=[*calls, *routes_of(console)], exception_handlers=handlers)
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
