"""`jumin inbox` as the content team types it, over a store that conversations have left."""
from __future__ import annotations

import asyncio
import json
import re

import pytest
from content_folder import EVENT
from desks import add_people
from typer.testing import CliRunner

from bot.cli import app
from bot.stores import inbox
from bot.stores.inbox import InboxItem
from bot.stores.turn_rows import Finished
from bot.stores.turn_store import TurnStore
from knowledge.database import migrate, open_engine


class Town:
    """Residents who get no answer, and a content team."""

    def __init__(self, folder) -> None:
        self.store, self.asked = TurnStore(open_engine(f"sqlite:///{folder / 'jumin.db'}")), 0

    def asks(self, *questions: str, kind: str = "not_stated", topic: str = "out_of_scope") -> None:
        for question in questions:
            self.asked += 1
            asyncio.run(self.leave(f"web:{self.asked}", InboxItem(kind, topic, question, EVENT)))

    async def leave(self, conversation: str, item: InboxItem) -> None:
        turn = await self.store.receive(conversation, "1", {"text": item.question})
        await self.store.finish(turn, Finished({"messages": []}, [], (item,)))

    def inbox(self, *arguments: str, code: int = 0):
        """What a command prints; with --json read as the one object it is."""
        done = CliRunner().invoke(app, ["inbox", *arguments])
        assert done.exit_code == code, done.output
        if code:
            return done.stderr
        return json.loads(done.stdout) if "--json" in arguments else done.stdout


@pytest.fixture
def town(tmp_path, monkeypatch) -> Town:
    monkeypatch.setenv("JUMIN_VAR", str(tmp_path))
    town = Town(tmp_path)
    migrate(town.store.engine)
    add_people(town.store.engine, {"王编辑": ["editor"], "李": ["supervisor"], "周": ["agent"]})
    return town


def test_the_most_asked_come_first_each_with_its_number(town):
    town.asks("地铁几点停运")
    town.asks("狗粮在哪里买", "狗粮在哪买", "狗粮在哪里买？")
    town.asks("地铁几点停运", kind="hand_over")
    listed = town.inbox("list", "--json")
    assert (listed["open"], listed["left_out"]) == (5, 0)
    assert [
        (one["number"], one["count"], one["example"]) for one in listed["groups"]
    ] == [(2, 3, "狗粮在哪里买"), (1, 2, "地铁几点停运")]
    first = listed["groups"][0]
    assert (first["kind"], first["topic"]) == ("not_stated", "out_of_scope")
    assert first["oldest"] <= first["newest"] and first["newest"].endswith("+08:00")


def test_people_read_the_store_and_a_line_a_group(town):
    town.asks("狗粮在哪里买\x1b[2J\n便宜", "狗粮在哪里买便宜")
    first, second, last = town.inbox("list").splitlines()
    assert first.startswith("Store: SQLite file /") and last == "2 open questions in 1 groups."
    assert re.fullmatch(r"1  2x  not_stated  out_of_scope  [-0-9: to]+  狗粮在哪里买 ?.*便宜", second) and "\x1b" not in second


def test_show_gives_all_of_a_group_by_the_number_of_any(town):
    town.asks("狗粮在哪里买", "狗粮在哪买", "地铁几点停运")
    shown = town.inbox("show", "2", "--json")
    assert shown["number"] == 1 and [one["question"] for one in shown["questions"]] == ["狗粮在哪里买", "狗粮在哪买"]
    assert "狗粮在哪买" in town.inbox("show", "1") and "地铁" not in town.inbox("show", "1")


def test_done_ends_the_whole_group_and_the_like_asked_later_is_open_again(town):
    town.asks("狗粮在哪里买", "狗粮在哪买", "地铁几点停运")
    number = town.inbox("list", "--json")["groups"][0]["number"]
    town.asks("狗粮在哪里买呀", "猫砂在哪里领", "地铁几点停运啊", "地铁几点停运呢")
    done = town.inbox("done", str(number), "--by", "王编辑", "--json")
    assert (done["number"], done["done"], done["by"]) == (number, 3, "王编辑")
    left = town.inbox("list", "--json")
    assert [one["example"] for one in left["groups"]] == ["地铁几点停运", "猫砂在哪里领"]
    town.asks("狗粮在哪里买")
    assert town.inbox("list", "--json")["groups"][-1]["example"] == "狗粮在哪里买"


def test_done_twice_and_no_such_question_are_refused(town):
    town.asks("狗粮在哪里买", "地铁几点停运")
    town.inbox("done", "1", "--by", "王编辑")
    assert re.match(
        r"Question 1 is done already: by 王编辑, \d{4}-\d\d-\d\d \d\d:\d\d\.", town.inbox("done", "1", "--by", "李", code=1)
    )
    assert "There is no question 7 in the inbox" in town.inbox("show", "7", code=1)
    assert "is no name of an account" in town.inbox("done", "2", "--by", "  ", code=1)
    assert "There is no account '吴'" in town.inbox("done", "2", "--by", "吴", code=1)
    assert "this needs editor or approver or supervisor" in town.inbox("done", "2", "--by", "周", code=1)
    town.inbox("done", "2", "--by", "李")
    assert town.inbox("list").splitlines()[-1] == "No question is open."


def test_only_the_newest_are_grouped_and_an_older_one_is_found_by_its_number(town, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_OPEN", 2)
    town.asks("狗粮在哪里买", "地铁几点停运", "猫砂在哪里领")
    listed = town.inbox("list", "--json")
    assert (listed["open"], listed["left_out"], len(listed["groups"])) == (3, 1, 2)
    assert town.inbox("done", "1", "--by", "王编辑", "--json")["done"] == 1
