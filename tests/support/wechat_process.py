"""The WeChat channel as a process of its own, to be killed: `python tests/support/wechat_process.py DB PORT API`.

A question 「慢0.7」 is answered after 0.7 seconds; "success" is said after 0.3, and a call that was marked two seconds
ago and never settled counts as lost.
"""
from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from sanic import Sanic
from wechat import APPID
from wechat_bot import Answering, Bot

from bot.channels.wechat import answers as answers_module
from bot.channels.wechat.api import WeChatApi
from bot.channels.wechat.token import Credentials, TokenSource
from bot.channels.wechat.token_rows import WeChatTokens
from bot.turns import recovery


class AsAsked(Answering):
    async def __call__(self, question, _events=None):
        await asyncio.sleep(float(question.text.removeprefix("慢")) if question.text.startswith("慢") else 0)
        return await super().__call__(question)


def main(file: str, port: str, api: str) -> None:
    answers_module.OWED_AFTER, answers_module.REPLY_WITHIN = 0.1, 0.3
    recovery.OLDER_THAN_SECONDS = 1.0
    bot = Bot(Path(file), AsAsked(), beside=True)
    tokens = TokenSource(WeChatTokens(bot.store.engine, APPID), api, Credentials(APPID, "secret"))
    bot.delivery.sender = WeChatApi(api, tokens)
    app = Sanic("killed", configure_logging=False)
    app.blueprint(bot.channel.blueprint(), url_prefix="/webhooks/wechat")

    @app.listener("after_server_start")
    async def watch(app, _loop):
        app.add_task(recovery.sweep(bot.turns))
        app.add_task(bot.delivery.watch(0.3, timedelta(seconds=2)))

    app.run(host="127.0.0.1", port=int(port), access_log=False, debug=False, motd=False, single_process=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
