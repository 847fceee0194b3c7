"""The load generator against a little server that loses messages on purpose: it must find every one."""
from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bench.load import Plan, in_own_process, run_plan
from bench.records import ANSWERED, EMPTY, REFUSED, UNANSWERED

HOW = [ANSWERED, ANSWERED, "broken", EMPTY, ANSWERED, "refused", "mute", "bare error"]
FATES = {"broken": UNANSWERED, "mute": UNANSWERED, "refused": REFUSED, "bare error": UNANSWERED}
QUESTIONS = [f"第{number}个问题" for number in range(1000)]


class LossyServer:
    """Speaks both channels; what it does to the nth message stands in HOW. ``seen`` is what came, in order."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.busy: set[str] = set()
        self.pending: set[str] = set()
        self.overlaps = 0

    async def rest(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        return await self.treat(request, body["sender"], body["message"], lambda text: [{"text": text}] if text else [])

    async def sessions(self, _request: web.Request) -> web.Response:
        return web.json_response({"session": f"s{len(self.seen)}-{id(_request)}"}, status=201)

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """The first time each message is only taken; the second time it is answered."""
        body = await request.json()
        key = body["session"] + body["id"]
        if key not in self.pending:
            self.pending.add(key)
            return web.json_response({"id": body["id"], "messages": [], "pending": True}, status=202)
        return await self.treat(request, body["session"], body["text"], reply)

    async def treat(self, request: web.Request, conversation: str, text: str, shape) -> web.StreamResponse:
        how = HOW[len(self.seen) % len(HOW)]
        self.seen.append((conversation, text))
        self.overlaps += conversation in self.busy
        self.busy.add(conversation)
        await asyncio.sleep({"mute": 30}.get(how, 0.002))
        self.busy.discard(conversation)
        if how == "broken":
            request.transport.close()
        if how in ("refused", "bare error"):
            return web.json_response({"error": "not_stored"} if how == "refused" else {}, status=503)
        return web.json_response(shape(f"答：{text}" if how == ANSWERED else ""))


def reply(text: str) -> dict:
    """A reply in the shape of the web channel."""
    return {"messages": [{"text": text}] if text else [], "receipt": {"topic": "greet"}}


@asynccontextmanager
async def lossy():
    server, app = LossyServer(), web.Application()
    app.add_routes([
        web.post("/webhooks/rest/webhook", server.rest), web.post("/webhooks/web/sessions", server.sessions),
        web.post("/webhooks/web/messages", server.messages),
    ])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield server, f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
    await runner.cleanup()


def run(channel: str, **options):
    async def both():
        async with lossy() as (server, url):
            return server, await run_plan(Plan(channel, [url], QUESTIONS, **{"patience": 3.0, **options}))

    return asyncio.run(both())


@pytest.mark.parametrize("channel", ["rest", "web"])
@pytest.mark.parametrize(
    "loop", [{"clients": 4, "messages": 24, "seconds": 60}, {"rate": 40.0, "seconds": 2.4}], ids=["closed", "open"]
)
def test_every_lost_message_is_found_and_every_refusal_has_its_reason(channel, loop):
    server, records = run(channel, **loop)
    expected = Counter(FATES.get(HOW[number % len(HOW)], HOW[number % len(HOW)]) for number in range(len(server.seen)))
    assert Counter(record.outcome for record in records) == expected
    assert len(records) == 96 and sorted(record.text for record in records) == sorted(QUESTIONS[:96])
    assert {record.reason for record in records if record.outcome == REFUSED} == {"not_stored"}
    assert all(record.said == (f"答：{record.text}",) for record in records if record.outcome == ANSWERED)


def test_nobody_says_two_things_at_once_and_conversations_end_after_their_turns():
    server, records = run("rest", rate=50.0, seconds=2.0, turns=5)
    assert server.overlaps == 0
    assert max(Counter(conversation for conversation, _ in server.seen).values()) <= 5
    assert len({record.conversation for record in records}) >= 100 / 5


def test_in_an_open_loop_the_wait_is_counted_from_when_a_message_was_due():
    _, records = run("rest", rate=50.0, seconds=1.0)
    dues = sorted(record.sent for record in records)
    assert dues == pytest.approx([number / 50 for number in range(50)])


def test_no_server_at_all_is_no_answer_and_no_crash():
    records = in_own_process(Plan("web", ["http://127.0.0.1:9"], QUESTIONS, 1.0, clients=2, messages=3, patience=2.0))
    assert [record.outcome for record in records] == [UNANSWERED] * 6
