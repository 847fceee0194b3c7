"""After publishing: who was told the old answer is found, counted and told so once, without a fact that could be wrong
again."""
from __future__ import annotations

import asyncio
import re

import pytest
from console_desk import Town, filled, parts_of
from content_folder import real_release
from sqlalchemy import select

from bot.answering.rendering import Receipt, Reply
from bot.channels.wechat.tables import WeChatLateRow
from bot.stores.corrections import mark_given
from bot.stores.tables import TurnRow
from bot.stores.turn_rows import Finished
from bot.stores.turn_store import TurnStore
from knowledge import clock
from knowledge.database import transaction
from knowledge.desk import reading
from knowledge.releases.comparison.said import said_to

TOPIC, NOON = "hospital_entry", clock.parse_instant("2022-11-07T12:00:00+08:00")


def current(town: Town):
    return reading.current(town.engine, clock.machine_utc())


def is_told(town: Town, conversation: str, question: str, topic: str = TOPIC, language: str = "") -> None:
    """A resident asks and is answered from what is current, as a turn leaves it."""
    publication = current(town)
    release = real_release()
    origins = said_to(release, topic, NOON, conversation.partition(":")[0]).origins
    receipt = Receipt(topic, None, (), NOON.isoformat(), release.identifier, "m", publication.seq)
    reply = Reply(({"text": "……", "buttons": [], "card": None},), receipt, origins=origins)
    store = TurnStore(town.engine)

    async def leave() -> None:
        request = {"channel": conversation.partition(":")[0], "text": question, "language": language}
        turn = await store.receive(conversation, f"{question}-{publication.seq}", request)
        await store.finish(turn, Finished(reply.as_json(), [], publication=None, origins=tuple(map(tuple, origins))))
    asyncio.run(leave())


def publish(town: Town, **changed) -> int:
    """An answer is changed by its form, approved by another and published."""
    li, zhao = town.browser("李编"), town.browser("赵审")
    fields = filled(li.get(f"/answers/{TOPIC}")) | {"note": "改时限"} | changed
    number = int(re.search(r"<h1>(\d+) 号草稿", li.post(f"/answers/{TOPIC}/write", **fields))[1])
    li.post(f"/drafts/{number}/submit")
    page = zhao.get(f"/drafts/{number}")
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    zhao.post(f"/drafts/{number}/approve", seen=seen, part=parts_of(page))
    zhao.post(f"/drafts/{number}/publish")
    return current(town).seq


def corrections(town: Town) -> list[TurnRow]:
    with transaction(town.engine) as session:
        rows = select(TurnRow).where(TurnRow.client_id.startswith("correction:")).order_by(TurnRow.id)
        return [(row.conversation, row.request, row.reply) for row in session.execute(rows).scalars()]


@pytest.fixture(scope="module")
def published(town) -> int:
    town.browser("李编").get("/")
    for conversation, question in {
        "web:a": "进医院要核酸吗", "web:b": "我叫王小明，电话13912345678，进医院要核酸吗", "wechat:o1": "看病要什么证明",
        "hotline:c": "进医院带啥",
    }.items():
        is_told(town, conversation, question)
    is_told(town, "web:other", "四定是什么", "four_fixed")
    number = publish(town, **{
        "text-1": "要提前一天预约。", "sms-1": "提前一天预约。", "english-1": "Book an appointment one day ahead.",
    })
    is_told(town, "web:b", "现在进医院要核酸吗")
    return number


def test_who_heard_the_old_answer_is_counted_by_channel_and_who_asked_again_is_not(town, published):
    page = town.browser("李编").get(f"/corrections/{published}")
    assert "进医院要带什么：3 个会话" in page and "进医院要核酸吗" in page and "四定" not in page
    assert "13912345678" not in page and "王小明" not in page
    assert "<del>" in page and "提前一天" in page
    assert f"/corrections/{published}" in town.browser("李编").get("/history")
    assert "以前没有别的内容" in town.browser("李编").get("/corrections/1", 409)


def test_a_correction_goes_out_once_states_nothing_and_its_fate_is_shown(town, published):
    li = town.browser("李编")
    li.get(f"/corrections/{published}")
    assert "没有勾选话题" in li.post(f"/corrections/{published}/send", 409)
    page = li.post(f"/corrections/{published}/send", topic=TOPIC)
    sent = corrections(town)
    assert [conversation for conversation, _, _ in sent] == ["web:a", "wechat:o1"]
    (message,) = sent[0][2]["messages"]
    assert "进医院要带什么" in message["text"] and "预约" not in message["text"]
    assert message["buttons"] == [{"title": "进医院要带什么", "payload": f"topic:{TOPIC}"}]
    assert "都在不能主动联系的渠道上" in page
    li.post(f"/corrections/{published}/send", topic=TOPIC)
    assert corrections(town) == sent
    with transaction(town.engine) as session:
        late = session.execute(select(WeChatLateRow)).scalars().all()
        assert [(one.conversation, one.state, one.text) for one in late] == [("wechat:o1", "waiting", None)]
        mark_given(session.connection(), "web:a")
    row = re.search(r"网页</th>(.*?)</tr>", li.get(f"/corrections/{published}"))[1]
    assert re.findall(r"<td>(\d+)</td>", row) == ["0", "0", "1", "0"]
    assert "发更正" in town.browser("周管").get("/audit")


def test_whoever_may_not_change_anything_sees_it_and_sends_nothing(town, published):
    leader = town.browser("郑班长")
    assert "给选中的发更正" not in leader.get(f"/corrections/{published}")
    leader.post(f"/corrections/{published}/send", 403, topic=TOPIC)
