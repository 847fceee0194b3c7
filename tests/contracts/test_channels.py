"""The contract that every channel passes."""
from __future__ import annotations

import asyncio

import pytest
from channel_residents import CHANNELS
from wechat_bot import Answering, Bot, run


@pytest.fixture
def bot(tmp_path):
    return Bot(tmp_path / "bot.db", Answering())


@pytest.fixture(params=sorted(CHANNELS))
def come(request, bot):
    """come("oA") -> a resident at the channel."""
    return lambda name="oA": CHANNELS[request.param](bot, name)


def test_the_same_message_twice_gives_the_identical_reply(bot, come):
    resident = come()
    first, again = run(resident.say("核酸几点", "1")), run(resident.say("核酸几点", "1"))
    assert first and first == again and len(bot.answering.asked) == 1 and bot.trace()[0] == 1


def test_the_same_message_many_times_at_once_is_one_turn(bot, come):
    bot.answering.slow = 0.1

    async def story():
        resident = come()
        return await asyncio.gather(*(resident.say("核酸几点", "1") for _ in range(5)))
    replies = run(story())
    assert replies[0] and all(reply == replies[0] for reply in replies) and len(bot.answering.asked) == 1


def test_messages_of_one_conversation_are_answered_in_their_order(bot, come):
    bot.answering.slow = 0.02

    async def story():
        resident = come()
        for number in range(5):
            asyncio.get_running_loop().create_task(resident.say(f"问题{number}", f"{number}"))
            await asyncio.sleep(0.02)
        await resident.say("最后", "9")
    run(story())
    assert [question.text for question in bot.answering.asked] == [*(f"问题{n}" for n in range(5)), "最后"]


def test_who_hangs_up_loses_nothing(bot, come):
    bot.answering.slow = 0.2

    async def story():
        resident = come()
        task = asyncio.get_running_loop().create_task(resident.say("核酸几点", "1"))
        await asyncio.sleep(0.1)
        task.cancel()
        return await resident.say("核酸几点", "1")
    assert "核酸几点" in str(run(story())) and len(bot.answering.asked) == 1


def test_bad_input_changes_nothing(bot, come):
    resident = come()
    run(resident.say("核酸几点", "1"))
    before = bot.trace()
    run(resident.misbehave())
    assert bot.trace() == before and len(bot.answering.asked) == 1


def test_two_residents_have_two_conversations(bot, come):
    run(come("oA").say("甲", "1")), run(come("oB").say("乙", "1"))
    assert all(question.conversation.startswith(f"{question.channel}:") for question in bot.answering.asked)
    assert len({question.conversation for question in bot.answering.asked}) == 2


def test_a_button_works_while_it_stands(bot, come):
    resident = come()
    offered = resident.buttons(run(resident.say("核酸几点", "1")))
    assert len(offered) == 2 and run(resident.press(offered[1], "2"))
    assert bot.answering.asked[-1].payload == "topic:venue_open"


def test_a_button_of_somebody_else_or_of_long_ago_is_none(bot, come):
    resident, other = come("oA"), come("oB")
    offered = resident.buttons(run(resident.say("核酸几点", "1")))
    run(other.press(offered[0], "1"))
    bot.answering.buttons = ()
    for number in range(25):
        run(resident.say(f"问题{number}", f"n{number}"))
    run(resident.press(offered[0], "last"))
    assert all(question.payload is None for question in bot.answering.asked)


@pytest.mark.parametrize("text", [
    "/restart", "topic:greet", "say:核酸", '/intent{"slot":"x"}', "😀\u202e]]>", "{hotline}"
])
def test_what_is_typed_is_text(bot, come, text):
    assert run(come().say(text, "1"))
    assert (bot.answering.asked[0].text, bot.answering.asked[0].payload) == (text, None)
