"""A turn is answered by one model from beginning to end; a model is freed after its last turn."""
from __future__ import annotations

import asyncio
import gc
import weakref

from bot.model_rollout.current import CurrentAgent
from bot.rasa_engine.agent import Agent, Question


def ask(number: int) -> Question:
    return Question(f"web:{number}", "web", "四定是哪四定")


def test_a_turn_under_way_finishes_on_the_model_it_began_with(folder, make_agent):
    async def change_meanwhile():
        begun, go_on = asyncio.Event(), asyncio.Event()
        current = CurrentAgent(slow_talker(make_agent(folder / "one.tar.gz"), begun, go_on))
        former = weakref.ref(current.agent)
        turn = asyncio.create_task(current.answer(ask(1), []))
        await begun.wait()
        current.use(make_agent(folder / "other.tar.gz"))
        later, _ = await current.answer(ask(2), [])
        held = current.let_go()
        go_on.set()
        first, _ = await turn
        del turn
        await asyncio.sleep(0)
        return first.receipt.model, later.receipt.model, held, current.let_go(), former()

    assert asyncio.run(change_meanwhile()) == ("one", "other", 1, 0, None)


def test_a_turn_speaks_of_the_instant_at_which_it_began(folder, make_agent):
    before, after = "2022-11-07T12:59:59+08:00", "2022-11-07T13:00:00+08:00"

    async def become_later_meanwhile():
        begun, go_on = asyncio.Event(), asyncio.Event()
        agent = slow_talker(make_agent(folder / "one.tar.gz"), begun, go_on)
        agent.settings = agent.settings.copy(update={"now": before})
        turn = asyncio.create_task(CurrentAgent(agent).answer(ask(1), []))
        await begun.wait()
        agent.settings = agent.settings.copy(update={"now": after})
        go_on.set()
        return (await turn)[0].receipt.as_of

    assert asyncio.run(become_later_meanwhile()) == before


def slow_talker(agent: Agent, begun: asyncio.Event, go_on: asyncio.Event) -> Agent:
    """The agent, whose turns wait for ``go_on`` before the conversation is read."""
    retrieve = agent.store.retrieve

    async def retrieve_slowly(conversation: str):
        begun.set()
        await go_on.wait()
        return await retrieve(conversation)

    agent.store.retrieve = retrieve_slowly
    return agent


def test_everything_that_belongs_to_a_model_is_freed(folder, make_agent):
    current = CurrentAgent(make_agent(folder / "one.tar.gz"))
    asyncio.run(current.answer(ask(1), []))
    parts = [weakref.ref(part) for part in parts_of(current.agent)]
    current.use(make_agent(folder / "other.tar.gz"))
    assert current.let_go() == 0 and [part() for part in parts] == [None] * len(parts)


def parts_of(agent: Agent) -> list:
    """The agent, what it is made of, and the weights of its model."""
    processor = agent.processor
    weights = [one for one in gc.get_objects() if type(one).__name__ == "TopicModel"]
    assert weights
    return [agent, processor, processor.graph_runner, processor.domain, agent.store, weights[-1]]


def test_to_use_the_same_one_again_changes_nothing(folder, make_agent):
    agent = make_agent(folder / "one.tar.gz")
    current = CurrentAgent(agent)
    current.use(agent)
    assert current.agent is agent and current.let_go() == 0
