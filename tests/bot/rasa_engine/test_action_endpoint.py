"""The way to the action server: a failure of any kind ends the try in good time and tells nothing of what was asked."""
from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from rasa.utils.endpoints import ClientResponseError

from bot.rasa_engine.action_endpoint import ActionEndpoint, ActionServerAway

CALL = {"tracker": {"latest_message": {"text": "我叫王小明"}}}


def asked(handler, within: float = 4.0, times: int = 1):
    """The answers of a real action server that answers by ``handler``; the connections it saw come last."""
    async def story():
        peers = set()

        async def take(request):
            peers.add(request.transport.get_extra_info("peername"))
            return await handler(request)
        app = web.Application()
        app.add_routes([web.post("/webhook", take)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        endpoint = ActionEndpoint(f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/webhook", within)
        try:
            return [await endpoint.request(json=CALL) for _ in range(times)], len(peers)
        finally:
            await endpoint.close()
            await runner.cleanup()
    return asyncio.run(story())


async def answers(request):
    return web.json_response({"events": [], "said": (await request.json())["tracker"]})


def test_one_connection_is_kept():
    assert asked(answers, times=3) == ([{"events": [], "said": CALL["tracker"]}] * 3, 1)


def test_a_form_that_does_not_take_the_message_is_told_as_rasa_tells_it():
    async def rejects(request):
        return web.json_response({"error": "no", "action_name": "venue_form"}, status=400)
    with pytest.raises(ClientResponseError, match="venue_form"):
        asked(rejects)


@pytest.mark.parametrize("status", [401, 404, 500, 503])
def test_a_failure_ends_the_try_and_quotes_nothing(status):
    async def fails(request):
        return web.Response(status=status, text="我叫王小明")
    with pytest.raises(ActionServerAway) as away:
        asked(fails)
    assert str(status) in str(away.value) and "王小明" not in str(away.value)


def test_an_action_server_that_is_mute_ends_the_try_in_time():
    async def mute(request):
        await asyncio.sleep(5)
    with pytest.raises(ActionServerAway, match="TimeoutError"):
        asked(mute, within=0.2)
