"""Three later notices, entered from text alone (later_notices/): a letter that opens some kinds with a test and keeps
seven closed for a week, a notice that ends one clause, one that opens the seven under conditions. Asked one minute
before, at and one minute after each begins, through the real model and actions."""
from __future__ import annotations

import asyncio
import os
import shutil
from datetime import datetime, timedelta

import pytest
from content_folder import DATA
from conversation_play import wrong_anywhere
from support import ROOT, words

from actions.context import action_context, context
from bot.answering import nlg
from bot.commands.ask import local_bot
from bot.rasa_engine.agent import Question
from knowledge.releases import load_release
from knowledge.settings import load_settings

LATER = ROOT / "tests" / "conversations" / "later_notices"
LETTER, GATE, SEVEN = (f"2022-{day}:00+08:00" for day in ("11-30T00:00", "12-03T18:00", "12-07T00:00"))
OLD = "生活超市、药店、理发店"
KTV, LIBRARY, SHOES = "低风险区的KTV能开吗", "低风险区的图书馆开放吗", "低风险区的鞋店能开吗"
DINE_IN, THERE, GATES, WEDDING = "饭店能堂食吗", "低风险区的饭店能堂食吗", "进出小区要查什么", "低风险区能办婚宴吗"

# (question, from, to, verdict, notices, said, not said); between the instants it stays so.
CLOSED = (["暂停营业", "到12月7日0:00为止", "一封信"], [OLD, "新闻发布会", "没有写"])
OPENED = (["可以开", "限流75%", "72小时核酸", "每天通风消毒", "七类场所的通告"], ["暂停营业", "一封信", "没有写"])
EXPECTED = [
    *((q, None, LETTER, "not_stated", {"press-34"}, ["没有写", "12345", "新闻发布会"], ["一封信"]) for q in (KTV, LIBRARY)),
    *((q, LETTER, SEVEN, "closed", {"letter-1130"}, *CLOSED) for q in (KTV, LIBRARY)),
    *((q, SEVEN, None, "open", {"notice-1207"}, *OPENED) for q in (KTV, LIBRARY)),
    (SHOES, None, LETTER, "not_stated", {"press-34"}, ["没有点到", "与群众生活相关的场所"], ["48小时"]),
    (SHOES, LETTER, None, "open", {"letter-1130"}, ["鞋店可以开", "全程戴口罩", "48小时核酸"], ["没有点到", "新闻发布会"]),
    (DINE_IN, None, LETTER, None, {"press-34"}, ["餐饮店禁止堂食（", "、低风险区），要求：\n· 只做外卖", "什么时候恢复堂食"], ["一封信"]),
    (DINE_IN, LETTER, None, None, {"press-34", "letter-1130"},
     ["低风险区：餐饮店可以营业，要求：\n－限流50%。\n－凭48小时核酸阴性证明。", "中风险区、风险小区、防外溢临时管控区：餐饮店禁止堂食"],
     ["低风险区：餐饮店禁止", "什么时候恢复堂食"]),
    (THERE, None, LETTER, "takeaway", {"press-34"}, ["饭店（餐饮店一类）禁止堂食（低风险区）"], ["一封信"]),
    (THERE, LETTER, None, "open", {"letter-1130", "press-34"}, ["饭店（餐饮店一类）可以开，要守条件（低风险区）。\n· 限流50%。\n· 凭48小时核酸"],
     ["一类）禁止", "低风险区：餐饮店禁止"]),
    (GATES, None, GATE, None, {"press-34"}, ["24小时核酸阴性证明", "健康码"], ["不再查验"]),
    (GATES, GATE, None, None, {"notice-1203"}, ["不再查验核酸", "没有写"], ["24小时核酸", "新闻发布会"]),
    (WEDDING, None, None, "none_in_principle", {"press-34"}, ["原则上不举办"], ["一封信"]),
]
MINUTES = [
    datetime.fromisoformat(begins) + timedelta(minutes=minute)
    for begins in (LETTER, GATE, SEVEN) for minute in (-1, 0, 1)
]


@pytest.fixture(scope="module")
def asker(askers, tmp_path_factory):
    """The sample city with the later notices in its folder; only what an editor writes was added."""
    folder = tmp_path_factory.mktemp("city") / "data"
    for part in ("notices", "rulebook", "answers"):
        shutil.copytree(DATA / part, folder / part)
    shutil.copy(DATA / "city.yml", folder)
    shutil.copytree(LATER, folder, dirs_exist_ok=True)
    release = load_release(folder)
    with pytest.MonkeyPatch.context() as patch:
        for module in (action_context, nlg):
            patch.setattr(module, "load_release", lambda *_, **__: release)
        context.cache_clear()
        yield local_bot(MINUTES[0].isoformat())


def ask(asker, at: datetime, question: str) -> dict:
    """The reply at an instant; the model is loaded once."""
    os.environ["JUMIN_NOW"] = at.isoformat()
    context.cache_clear()
    asker.talker.settings = asker.talker.generator.settings = load_settings()
    reply = asyncio.run(asker.turn(Question(f"later:{question}", "web", question)))
    asker.forget(f"later:{question}")
    return reply


@pytest.mark.parametrize("at", MINUTES, ids=lambda at: f"{at:%m-%d %H:%M}")
def test_every_minute_speaks_in_the_words_of_the_notice_in_force(asker, at):
    held = [row for row in EXPECTED if (row[1] or "") <= at.isoformat() and (not row[2] or at.isoformat() < row[2])]
    assert {row[0] for row in held} == {row[0] for row in EXPECTED}
    for question, _, _, verdict, notices, said, not_said in held:
        reply = ask(asker, at, question)
        text = words(reply)
        assert reply["receipt"]["verdict"] == verdict, text
        assert set(reply["receipt"]["notices"]) == notices, text
        assert ([w for w in said if w not in text], [w for w in not_said if w in text]) == ([], []), text
        assert not wrong_anywhere(reply), text


def test_the_latest_publication_is_named_or_none_is(asker):
    """Past the review of the old notice newer ones are there: it is not called the latest."""
    for at in MINUTES:
        assert "最近一次发布是2022年11月6日" not in words(ask(asker, at, WEDDING)) or at < MINUTES[1]
