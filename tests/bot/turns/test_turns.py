"""What is received is answered once, in order, and kept until it is."""
from __future__ import annotations

import asyncio
import logging

import pytest
from content_folder import EVENT
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.exc import OperationalError

from bot.answering.rendering import Receipt, Reply
from bot.rasa_engine.agent import Question
from bot.stores.group_commit import StoreTooSlow
from bot.stores.turn_store import TurnStore
from bot.stores.worker_client import StoreWorker
from bot.turns import turns as turns_module
from bot.turns.turns import Busy, Turns
from knowledge.database import open_engine

RECEIPT = Receipt("greet", None, (), EVENT.isoformat(), "release", "model")


def says(text: str) -> Reply:
    return Reply(({"text": text, "buttons": [], "card": None},), RECEIPT, ())


class Answerer:
    """Repeats the question and counts; waits for ``gate`` and fails as often as it is told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.before: list[int] = []
        self.called = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.failures = 0

    async def __call__(self, question: Question, before: list[dict]) -> tuple[Reply, list[dict]]:
        self.called.set()
        await self.gate.wait()
        self.asked.append(question.text)
        self.before.append(sum(one["event"] == "user" for one in before))
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the actions do not answer")
        return says(question.text), [{"event": "user", "text": question.text}]


@pytest.fixture(params=["thread", "process"])
def store(tmp_path, request):
    """With its work done in a thread, or in a process as what serves has it."""
    url = f"sqlite:///{tmp_path / 'turns.db'}"
    return TurnStore(open_engine(url), batches=StoreWorker(url) if request.param == "process" else None)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(turns_module, "PAUSES", (0.0, 0.0, 0.0))


def ask(text: str, conversation: str = "web:a") -> Question:
    return Question(conversation, "web", text)


def run(store: TurnStore, story, deadline: float = 5) -> Answerer:
    """Tell a story to turns over the store; gives the answerer back."""
    async def told() -> Answerer:
        answerer = Answerer()
        await story(Turns(store, answerer, lambda: says("对不起"), deadline), answerer)
        await store.batches.close()
        return answerer
    return asyncio.run(told())


def text_of(reply) -> str:
    return reply["messages"][0]["text"]


def test_the_same_id_gets_the_same_reply_and_is_answered_once(store):
    async def story(turns, answerer):
        replies = await asyncio.gather(*(turns.submit(ask("甲"), "1") for _ in range(20)))
        assert all(reply == replies[0] for reply in [*replies, await turns.submit(ask("甲"), "1")])
    assert run(store, story).asked == ["甲"]


def test_a_conversation_is_answered_in_the_order_of_receipt_and_each_turn_sees_those_before(store):
    async def story(turns, answerer):
        answerer.gate.clear()
        waiting = []
        for number in range(30):
            waiting.append(asyncio.create_task(turns.submit(ask(str(number)), str(number))))
            await asyncio.sleep(0)
        await asyncio.sleep(0.2)
        answerer.gate.set()
        assert [text_of(reply) for reply in await asyncio.gather(*waiting)] == [str(number) for number in range(30)]
    answerer = run(store, story)
    assert answerer.asked == [str(number) for number in range(30)]
    # From the twelfth turn on early turns are folded into the snapshot.
    assert answerer.before[:12] == list(range(12)) and max(answerer.before) < 12


def test_conversations_do_not_wait_for_each_other(store):
    async def story(turns, answerer):
        answerer.gate.clear()
        slow = asyncio.create_task(turns.submit(ask("慢"), "1"))
        await asyncio.sleep(0.1)
        answerer.gate.set()
        assert text_of(await turns.submit(ask("快", "web:b"), "1")) == "快" and text_of(await slow) == "慢"
    run(store, story)


def test_after_the_deadline_the_turn_goes_on_and_its_reply_is_kept(store):
    async def story(turns, answerer):
        answerer.gate.clear()
        assert await turns.submit(ask("甲"), "1", deadline=0.05) is None
        answerer.gate.set()
        assert text_of(await turns.wait("web:a", "1")) == "甲"
        assert text_of(await turns.submit(ask("甲"), "1")) == "甲"
    assert run(store, story).asked == ["甲"]


def test_a_client_who_hangs_up_loses_nothing(store):
    async def story(turns, answerer):
        answerer.gate.clear()
        client = asyncio.create_task(turns.submit(ask("甲"), "1"))
        await answerer.called.wait()
        client.cancel()
        answerer.gate.set()
        assert text_of(await turns.wait("web:a", "1")) == "甲"
    run(store, story)


def test_what_a_stopped_process_left_is_answered_before_the_next_message(store):
    async def story(turns, answerer):
        await store.receive("web:a", "1", {"channel": "web", "text": "甲", "payload": None, "location": None})
        assert text_of(await turns.submit(ask("乙"), "2")) == "乙"
        assert text_of(await turns.submit(ask("甲"), "1")) == "甲"
    assert run(store, story).asked == ["甲", "乙"]


def test_after_a_restart_unfinished_turns_are_taken_up(store):
    async def story(turns, answerer):
        for number in range(3):
            await store.receive("web:a", str(number), {
                "channel": "web", "text": str(number), "payload": None, "location": None
            })
        assert await turns.resume() == 3
        assert text_of(await turns.wait("web:a", "2")) == "2"
        assert await turns.store.unfinished() == []
    assert run(store, story).asked == ["0", "1", "2"]


def test_a_failed_try_leaves_nothing_and_three_get_an_apology(store, caplog):
    async def story(turns, answerer):
        answerer.failures = 2
        assert text_of(await turns.submit(ask("甲"), "1")) == "甲"
        answerer.failures = 3
        assert text_of(await turns.submit(ask("乙"), "2")) == "对不起"
        assert text_of(await turns.submit(ask("丙"), "3")) == "丙"
    with caplog.at_level(logging.CRITICAL):
        answerer = run(store, story)
    assert answerer.asked == ["甲"] * 3 + ["乙"] * 3 + ["丙"]
    assert answerer.before == [0, 0, 0, 1, 1, 1, 1]


def test_who_wants_to_know_is_told_once_and_after_the_commit(store):
    told = []

    async def listener(turn, reply):
        stored = await store.find(turn.conversation, turn.client_id)
        told.append((turn.client_id, stored.reply == reply))

    async def story(turns, answerer):
        turns.on_done.append(listener)
        await turns.submit(ask("甲"), "1")
        await turns.submit(ask("甲"), "1")
        while not told:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
    run(store, story)
    assert told == [("1", True)]


def test_a_turn_that_cannot_be_stored_is_refused_and_one_that_cannot_be_finished_is_kept(tmp_path):
    store, broken = TurnStore(open_engine(f"sqlite:///{tmp_path / 'turns.db'}")), set()

    def fail(connection, cursor, statement, *_):
        if any(statement.startswith(word) for word in broken):
            raise OperationalError(statement, {}, Exception("disk full"))
    sqlalchemy_event.listen(store.engine, "before_cursor_execute", fail)

    async def story(turns, answerer):
        broken.add("INSERT INTO turn ")
        with pytest.raises(OperationalError):
            await turns.submit(ask("甲"), "1")
        assert await turns.store.find("web:a", "1") is None and not answerer.asked
        broken.clear()
        broken.add("UPDATE turn ")
        assert await turns.submit(ask("甲"), "1") is None
        assert [turn.client_id for turn in await turns.store.unfinished()] == ["1"]
        broken.clear()
        assert await turns.resume() == 1
        assert text_of(await turns.wait("web:a", "1")) == "甲"
    run(store, story)


def test_two_processes_on_one_store_answer_each_turn_once_and_in_order(tmp_path):
    url = f"sqlite:///{tmp_path / 'turns.db'}"
    stores = [TurnStore(open_engine(url)), TurnStore(open_engine(url))]

    async def both():
        answerers = [Answerer(), Answerer()]
        sides = [
            Turns(store, answerer, lambda: says("对不起"), 30) for store, answerer in zip(stores, answerers, strict=True)
        ]
        jobs = [side.submit(ask(f"{c}-{n}", f"web:{c}"), f"{n}") for n in range(6) for c in range(10) for side in sides]
        replies = await asyncio.gather(*jobs)
        for one, other in zip(replies[::2], replies[1::2], strict=True):
            assert one == other
    asyncio.run(both())
    with stores[0].engine.connect() as connection:
        rows = connection.exec_driver_sql("select conversation, turn, count(*) from tracker_event group by 1, 2").all()
    assert len(rows) == 60 and all(count == 1 for _, _, count in rows)


def test_who_was_told_that_nothing_is_stored_has_nothing_stored(tmp_path):
    url = f"sqlite:///{tmp_path / 'turns.db'}"
    store, other = TurnStore(open_engine(url), within=0.5), open_engine(url)

    async def story(turns, answerer):
        with other.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with pytest.raises(StoreTooSlow):
                await turns.submit(ask("甲"), "1")
            connection.rollback()
        await asyncio.sleep(1)
        assert await turns.store.find("web:a", "1") is None
    assert run(store, story).asked == []


def test_in_a_rush_who_comes_too_late_is_told_so_at_once_and_nothing_is_kept_of_it(store, monkeypatch):
    monkeypatch.setattr(turns_module, "MOST_UNDER_WAY", 2)
    answerer = Answerer()
    turns = Turns(store, answerer, lambda: says("sorry"), deadline=5)

    async def story():
        answerer.gate.clear()
        first = [asyncio.create_task(turns.submit(ask(text, f"web:{text}"), "1")) for text in "甲乙"]
        while len(turns._running) < 2:
            await asyncio.sleep(0.01)
        with pytest.raises(Busy):
            await turns.submit(ask("丙", "web:丙"), "1")
        again = asyncio.create_task(turns.submit(ask("甲", "web:甲"), "1"))
        await asyncio.sleep(0.05)
        answerer.gate.set()
        said = [reply["messages"][0]["text"] for reply in await asyncio.gather(*first, again)]
        return said, await turns.submit(ask("丙", "web:丙"), "1"), await store.after("web:丙", None)
    said, late, kept = asyncio.run(story())
    assert said == ["甲", "乙", "甲"] and late["messages"][0]["text"] == "丙"
    assert [turn.number for turn in kept] == [1]
