"""What is stored of residents goes by age and by person, from every table and from the file."""
from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from calls import keep_call
from content_folder import EVENT
from sqlalchemy import text

import bot.serve.daily_retention
import bot.stores.turn_store
import knowledge.places.tables
import knowledge.sites.tables
import knowledge.zones.tables
from bot.channels.registry import personal_tables
from bot.monitoring.metrics import Metrics
from bot.retention import personal_data
from bot.retention.personal_data import erase, retain, retain_calls
from bot.serve.daily_retention import retain_daily
from bot.stores.context import Snapshot
from bot.stores.feedback import Feedback
from bot.stores.inbox import InboxItem
from bot.stores.turn_rows import Finished, StoredTurn
from bot.stores.turn_store import TurnStore
from knowledge.answers import Origin
from knowledge.clock import machine_utc
from knowledge.database import Base, open_engine
from knowledge.tickets import outbox
from knowledge.tickets.model import Ticket

# Tables that hold nothing of residents. A new one stands here, or has a column ``conversation``.
NOT_PERSONAL = {"readiness", "wechat_nonce", "wechat_token", "serving_process", "model_change", "model_vote"}
MODULES = (bot.stores.turn_store, knowledge.places.tables, knowledge.zones.tables, knowledge.sites.tables)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "turns.db"


@pytest.fixture
def store(file):
    return TurnStore(open_engine(f"sqlite:///{file}"))


def talk(store: TurnStore, conversation: str, *said: str, days_ago: float = 0.0) -> None:
    """Turns of a conversation, each with its events, an item, what it came from and what was thought of it, with a new
    snapshot and a new code, received so many days ago."""
    async def turn_of(sentence: str) -> int:
        known = len(await store.after(conversation, None))
        turn = await store.receive(conversation, f"id-{known}", {"text": sentence, "channel": "web"})
        reply = {"messages": [{"text": f"答：{sentence}" * 40, "buttons": [], "card": None}]}
        event = {"event": "user", "text": sentence}
        item = InboxItem("failed", "x", sentence, EVENT)
        origins = (Origin("part", "x/1", "n#c", "m"),)
        await store.finish(turn, Finished(reply, [event], (item,), Snapshot(turn.number, (event,)), origins=origins))
        await store.judge(turn, Feedback(True, None, sentence), None)
        await store.give_code(conversation, "secret")
        return turn.number

    for sentence in said:
        values = {"at": f"{ago(days_ago):%Y-%m-%d %H:%M:%S.%f}", "c": conversation, "n": asyncio.run(turn_of(sentence))}
        with store.engine.begin() as connection:
            connection.execute(
                text("UPDATE turn SET received_at = :at WHERE conversation = :c AND number = :n"), values
            )
            connection.execute(
                text("INSERT OR IGNORE INTO wechat_resident (conversation, lat, lon) VALUES (:c, 34.7, 113.6)"), values
            )
            connection.execute(text(
                "INSERT OR IGNORE INTO ticket (key, conversation, by, body, made_at, tries, state, trouble) "
                "VALUES (:c, :c, 'a', :s, :at, 1, 'given_up', '')"), {**values, "s": sentence})
            connection.execute(text(
                "INSERT INTO wechat_late (conversation, client_id, turn, part, state, text, tries, not_before) "
                "VALUES (:c, 'id-' || :n, :n, 0, 'sent', :s, 0, :at)"), {**values, "s": sentence})


def after(store: TurnStore, conversation: str) -> list[str]:
    """What was said in a conversation, as far as it is stored."""
    return [turn.request["text"] for turn in asyncio.run(store.after(conversation, None))]


def counts(store: TurnStore) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {t.name: connection.execute(text(f"SELECT count(*) FROM {t.name}")).scalar() for t in personal_tables()}


def bytes_on_disk(file) -> bytes:
    return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))


def ago(days: float):
    return machine_utc() - timedelta(days=days)


def test_every_table_says_whether_it_holds_anything_of_residents():
    assert MODULES
    knowledge_tables = {table.name for table in Base.metadata.tables.values() if is_of_knowledge(table)}
    unsaid = set(Base.metadata.tables) - {table.name for table in personal_tables()} - NOT_PERSONAL - knowledge_tables
    assert not unsaid, f"{unsaid}: give it a column conversation, or name it here."
    assert {"turn", "tracker_event", "inbox_item"} <= {table.name for table in personal_tables()}


def is_of_knowledge(table) -> bool:
    owner = next(mapper.class_.__module__ for mapper in Base.registry.mappers if mapper.local_table is table)
    return owner.startswith("knowledge.")


def test_one_person_goes_from_all_tables_and_nobody_else(store):
    talk(store, "web:a", "甲问", "甲又问")
    talk(store, "web:ab", "乙问")
    assert erase(store.engine, "web:a", personal_tables()) == {
        "inbox_item": 2, "snapshot": 1, "tracker_event": 2, "turn": 2, "wechat_late": 2, "wechat_resident": 1,
        "feedback": 2, "talk_code": 1, "ticket": 1,
    }
    assert set(counts(store).values()) == {1} and after(store, "web:ab") == ["乙问"]
    assert set(erase(store.engine, "web:a", personal_tables()).values()) == {0}


def test_nothing_of_the_person_stays_in_the_file(store, file):
    talk(store, "web:a", *(f"我叫张三第{i}问" for i in range(20)))
    talk(store, "web:b", "李四问")
    assert "张三".encode() in bytes_on_disk(file)
    erase(store.engine, "web:a", personal_tables())
    left = bytes_on_disk(file)
    assert "张三".encode() not in left and b"web:a" not in left and "李四".encode() in left


def test_while_somebody_reads_the_rows_go_and_the_file_is_known_to_hold_them_still(store, file):
    talk(store, "web:a", "我叫张三")
    with store.engine.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.execute(text("SELECT * FROM turn")).fetchall()
        assert erase(store.engine, "web:a", personal_tables())["turn"] == 1
        assert not personal_data.forget_free_pages(store.engine)
    assert personal_data.forget_free_pages(store.engine) and "张三".encode() not in bytes_on_disk(file)


def test_what_is_too_old_goes_and_the_rest_stays(store):
    talk(store, "web:a", "旧", "旧二", days_ago=31)
    talk(store, "web:a", "新", days_ago=29)
    talk(store, "web:b", "旧", days_ago=400)
    assert retain(store.engine, ago(30), personal_tables()) == {
        "inbox_item": 3, "snapshot": 2, "tracker_event": 3, "turn": 3, "wechat_late": 3, "wechat_resident": 2,
        "feedback": 3, "talk_code": 2, "ticket": 2,
    }
    assert (after(store, "web:a"), after(store, "web:b")) == (["新"], [])
    context, waiting = asyncio.run(store.load(StoredTurn("web:a", "3", 3, {}, None), anew=True))
    assert [event["text"] for event in context.events] == ["新"] and waiting == []
    assert set(retain(store.engine, ago(30), personal_tables()).values()) == {0}


def test_a_conversation_goes_on_behind_what_was_deleted(store):
    talk(store, "web:a", "旧", days_ago=31)
    talk(store, "web:a", "新")
    retain(store.engine, ago(30), personal_tables())
    assert asyncio.run(store.receive("web:a", "later", {"text": "再问", "channel": "web"})).number == 3


def test_more_conversations_than_go_at_once(store, monkeypatch):
    monkeypatch.setattr(personal_data, "AT_ONCE", 3)
    for number in range(8):
        talk(store, f"web:{number}", "旧", days_ago=31)
    assert retain(store.engine, ago(30), personal_tables())["turn"] == 8 and counts(store)["turn"] == 0


def test_a_call_that_is_too_old_takes_what_waits_for_the_ticket_system_with_it(store):
    at = machine_utc()
    for call in ("old", "new"):
        keep_call(store.engine, call, f"{at - timedelta(days=31 if call == 'old' else 1)}")
        outbox.put(store.engine, Ticket(call, f"hotline:{call}", "a", "小结", at, next_at=at))
    assert retain_calls(store.engine, ago(30), personal_tables()) == {"hotline": 2}
    assert not outbox.of_call(store.engine, "hotline:old") and outbox.of_call(store.engine, "hotline:new")


def test_a_running_server_deletes_by_itself(store):
    talk(store, "web:a", "旧", days_ago=31)
    metrics = Metrics()

    async def serve():
        task = asyncio.ensure_future(retain_daily(store.engine, 30, 30, metrics, first=0.0))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if metrics.retained_at._value.get():
                break
        task.cancel()

    asyncio.run(serve())
    assert counts(store)["turn"] == 0
    assert metrics.registry.get_sample_value("jumin_retention_deleted_rows_total") == 9
    assert abs(
        metrics.registry.get_sample_value("jumin_retention_last_success_timestamp_seconds") - machine_utc().timestamp()
    ) < 60


def test_a_store_that_is_away_is_tried_again_the_next_day(store, caplog):
    metrics = Metrics()
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE tracker_event"))
    talk_stays_alive = bot.serve.daily_retention.retain_once(store.engine, 0.0, 0.0, metrics)
    with store.engine.begin() as connection:
        connection.execute(text("INSERT INTO turn (conversation, client_id, number, request, state, received_at) "
                                "VALUES ('web:a', '1', 1, '{}', 'received', '2020-01-01 00:00:00.000000')"))
    asyncio.run(talk_stays_alive)
    assert (
        "retention_failed" in caplog.text
        and metrics.registry.get_sample_value("jumin_retention_last_success_timestamp_seconds") == 0
    )
