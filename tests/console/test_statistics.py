"""What residents ask, counted: the page, its charts, CSV and Excel tell the same."""
from __future__ import annotations

import asyncio
import csv
import io
import re
from datetime import datetime

import pytest
from console_desk import Town
from content_folder import EVENT, real_release
from openpyxl import load_workbook

from bot.answering.rendering import Receipt, Reply
from bot.residents.sending import corrected
from bot.residents.told import Told
from bot.stores.feedback import Feedback
from bot.stores.inbox import InboxItem
from bot.stores.turn_rows import Finished
from bot.stores.turn_store import TurnStore
from console.statistics import figures
from console.statistics.tables import table, workbook
from knowledge import clock
from knowledge.asked.model import AskedTurn


def asks(town: Town, number: int, question: str, topic: str, unanswered: str = "", helpful: bool | None = None) -> None:
    store = TurnStore(town.engine)
    receipt = Receipt(topic, None, (), EVENT.isoformat(), "r", "m", 1)
    reply = Reply(({"text": "……", "buttons": [], "card": None},), receipt)
    items = (InboxItem(unanswered, topic, question, EVENT),) if unanswered else ()

    async def leave() -> None:
        turn = await store.receive(f"web:{number}", "1", {"channel": "web", "text": question})
        await store.finish(turn, Finished(reply.as_json(), [], items))
        if helpful is not None:
            await store.judge(turn, Feedback(helpful), None)
    asyncio.run(leave())


@pytest.fixture(scope="module", autouse=True)
def asked(town):
    town.browser("李编").get("/")
    asks(town, 1, "金水区饭店能堂食吗", "dine_in", helpful=True)
    asks(town, 2, "饭店开了没", "dine_in", helpful=False)
    asks(town, 3, "从金水区去洛阳行吗", "gap_travel", "not_stated")
    asks(town, 4, "转人工", "hand_over", "hand_over")
    corrected(town.engine, real_release(), Told("web:1", "dine_in", "", "", clock.machine_utc()), 2, "李编", EVENT)


def test_the_page_counts_what_was_asked_and_what_was_not_answered(town):
    page = town.browser("郑班长").get("/statistics")
    facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))
    assert facts["提问"] == "4" and facts["没有得到答复"] == "1（25%）" and facts["转人工"] == "1"
    assert facts["说有帮助"] == "1，在作了评价的 2 次里占 50%"
    assert page.count("<svg") == 4 and "饭店能堂食吗" in page
    row = re.search(r'按话里提到的区.*?金水区</th><td>(\d+)</td><td>(\d+)</td>', page, re.DOTALL)
    assert row.groups() == ("2", "1")


def test_csv_and_excel_hold_the_same_tables(town):
    leader = town.browser("郑班长")
    rows = list(csv.reader(io.StringIO(leader.client.get("/statistics.csv").text.removeprefix("\ufeff"))))
    book = load_workbook(io.BytesIO(leader.client.get("/statistics.xlsx").content))
    assert {"按日", "按话题", "通告没有写的", "按小时"} <= set(book.sheetnames)
    topics = rows[rows.index(["按话题"]) + 1:]
    assert topics[0][:3] == ["话题", "提问", "没有得到答复"] and topics[1][:3] == ["饭店能堂食吗", "2", "0"]
    assert [str(cell.value) for cell in book["按话题"][2]][:3] == topics[1][:3]


def test_days_without_questions_and_days_that_are_none_are_still_a_page(town):
    li = town.browser("李编")
    assert "没有人提问" in li.get("/statistics?from=2020-01-01&to=2020-01-02")
    assert "居民问了什么" in li.get("/statistics?from=x&to=9999-12-31")


def test_a_title_that_is_a_formula_stays_text():
    turns = [AskedTurn(datetime(2022, 11, 7, 9, tzinfo=clock.SHANGHAI), "web", "=1+1")]
    rows = table("话题", ["提问"], figures.most_asked(turns, lambda one: (one.topic,)))
    assert load_workbook(io.BytesIO(workbook({"按话题": rows})))["按话题"]["A2"].value == "'=1+1"


def test_what_a_publication_did_is_told_and_hours_are_those_here():
    at = datetime(2022, 11, 7, 23, 30, tzinfo=clock.SHANGHAI)
    turns = [AskedTurn(at, "web", "a", ("not_stated",), publication=1), AskedTurn(at, "web", "a", publication=2)]
    assert [(seq, one.unanswered_share) for seq, one in figures.by_release(turns)] == [(2, 0.0), (1, 1.0)]
    assert figures.by_hour(turns)[23] == (23, 2)
