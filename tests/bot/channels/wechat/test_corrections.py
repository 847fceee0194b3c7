"""A correction goes out by itself while the official quota leaves two messages beside it, else with the next reply; it
holds up nothing that was asked, and its button asks the question anew."""
from __future__ import annotations

import asyncio

import pytest
from content_folder import EVENT, real_release
from sqlalchemy import insert, update
from wechat import fields_of, push
from wechat_bot import Answering, Bot, Sender, run

from bot.channels.wechat.late import LATE
from bot.residents.sending import corrected
from bot.residents.told import Told
from knowledge import clock
from knowledge.database import transaction

TOPIC = "booth_location"
TITLE = real_release().answers[TOPIC].title


@pytest.fixture
def make(tmp_path):
    def bot(sender=None):
        return Bot(tmp_path / "bot.db", Answering(), sender=sender)
    return bot


def correct(bot: Bot, conversation: str = "wechat:oA") -> bool:
    """An editor sends it; it is due at once."""
    told = Told(conversation, TOPIC, "哪里能做核酸", "", clock.machine_utc())
    is_new = corrected(bot.store.engine, real_release(), told, 7, "李编", EVENT)
    with transaction(bot.store.engine) as session:
        session.execute(update(LATE).values(not_before=clock.machine_utc()))
    return is_new


def written_to(bot: Bot, times: int) -> None:
    """The account has used so many messages of its quota."""
    with transaction(bot.store.engine) as session:
        for number in range(times):
            session.execute(insert(LATE).values(
                conversation="wechat:oA", client_id=f"before-{number}", turn=1, part=0, state="sent", text="前", tries=0,
                not_before=clock.machine_utc(), called_at=clock.machine_utc(),
            ))


async def looked(bot: Bot) -> None:
    """Two looks as the watch takes them, the second for what the first one wrote."""
    for _ in range(2):
        await bot.delivery.look()
        await asyncio.sleep(0.2)


def test_within_the_window_it_is_sent_once_and_its_button_asks_again(make):
    bot = make(sender := Sender())

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        assert correct(bot) and not correct(bot)
        await looked(bot)
        assert len(sender.delivered()) == 1 and f"问过“{TITLE}”" in sender.delivered()[0]
        await bot.say(push(fields_of("oA", Content=TITLE)))
    run(story())
    assert bot.answering.asked[-1].payload == f"topic:{TOPIC}"


@pytest.mark.parametrize(("used", "delivered"), [(2, 1), (3, 0)])
def test_it_leaves_two_messages_of_the_quota_for_what_is_asked(make, used, delivered):
    bot = make(sender := Sender())

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        written_to(bot, used)
        correct(bot)
        await looked(bot)
        assert len(sender.delivered()) == delivered
        said = await bot.say(push(fields_of("oA", Content="乙")))
        assert (f"问过“{TITLE}”" in said) is (not delivered) and "「乙」" in said
    run(story())


def test_without_an_api_it_comes_with_the_next_reply(make):
    bot = make()

    async def story():
        await bot.say(push(fields_of("oA", Content="甲")))
        correct(bot)
        await looked(bot)
        said = await bot.say(push(fields_of("oA", Content="乙")))
        assert f"问过“{TITLE}”" in said and "「乙」" in said
        assert f"问过“{TITLE}”" not in await bot.say(push(fields_of("oA", Content="丙")))
    run(story())
