"""A turn that something newer overtakes is answered again from that, and never from what is older."""
from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace

from content_folder import EVENT
from desks import approved, desk_of

from bot.answering.rendering import Receipt, Reply
from bot.model_rollout.current import NotHeld
from bot.rasa_engine.agent import Question
from bot.stores.turn_store import TurnStore
from bot.turns import turns as turns_module
from bot.turns.turns import EDITIONS, Turns
from knowledge import clock
from knowledge.database import migrate, open_engine
from knowledge.desk import Desk
from knowledge.desk.reading import current

RECEIPT = Receipt("greet", None, (), EVENT.isoformat(), "release", "model")


class City:
    """Answers from what is current at the beginning of a turn; ``publishes`` times something is published before its
    end."""

    def __init__(self, file, publishes: int) -> None:
        engine = open_engine(f"sqlite:///{file}")
        migrate(engine)
        seeded = desk_of(engine, at=clock.machine_utc())
        self.desk = Desk(engine, seeded.check, clock=clock.machine_utc, gate=seeded.gate)
        self.store, self.publishes, self.pinned, self.looks = TurnStore(engine), publishes, [], 0

    async def answer(self, question: Question, before: list[dict]) -> tuple[Reply, list[dict]]:
        self.pinned.append(current(self.desk.engine, clock.machine_utc()).seq)
        if self.publishes:
            self.publishes -= 1
            await asyncio.to_thread(self.publish)
        said = {"text": str(self.pinned[-1]), "buttons": [], "card": None}
        return Reply((said,), replace(RECEIPT, publication=self.pinned[-1])), [{"event": "user", "text": question.text}]

    def publish(self) -> None:
        now = clock.machine_utc()
        number = approved(self.desk, "answers/topics/t.yml", f"topic: t\ntitle: {uuid.uuid4().hex}\n", at=now)
        self.desk.publish(number, "zhao", now)

    async def look(self) -> None:
        self.looks += 1

    def ask(self):
        async def told():
            turns = Turns(self.store, self.answer, lambda: Reply((), RECEIPT), 20, look=self.look)
            reply = await turns.submit(Question("web:a", "web", "甲"), "1")
            return reply, await self.store.after("web:a", None)
        return asyncio.run(told())


def test_a_turn_is_answered_again_from_what_was_published_meanwhile(tmp_path):
    city = City(tmp_path / "turns.db", publishes=2)
    reply, stored = city.ask()
    assert city.pinned == [1, 2, 3] and city.looks == 2
    assert reply["receipt"]["publication"] == 3 and [turn.reply for turn in stored] == [reply]


def test_a_turn_that_is_overtaken_without_end_stays_received(tmp_path):
    city = City(tmp_path / "turns.db", publishes=100)
    reply, stored = city.ask()
    assert reply is None and [turn.reply for turn in stored] == [None]
    assert len(city.pinned) == EDITIONS


def test_while_what_is_current_is_not_held_nothing_is_said_and_the_turn_stays_received(tmp_path, monkeypatch):
    monkeypatch.setattr(turns_module, "PAUSES", (0.0, 0.0, 0.0))
    city = City(tmp_path / "turns.db", publishes=0)

    async def not_held(question, before):
        raise NotHeld("Publication 2 is current and its release is not held here.")

    def no_apology():
        raise NotHeld("Publication 2 is current and its release is not held here.")

    async def told():
        turns = Turns(city.store, not_held, no_apology, 20, look=city.look)
        reply = await turns.submit(Question("web:a", "web", "甲"), "1")
        return reply, await city.store.after("web:a", None)
    reply, stored = asyncio.run(told())
    assert reply is None and [turn.reply for turn in stored] == [None] and city.looks == 3
