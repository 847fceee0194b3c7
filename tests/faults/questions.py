"""Questions that can be told apart by their answers, half of them answered by an action; and reading replies."""
from __future__ import annotations

import uuid
from functools import cache

import requests
from faults.history import Answer

from bot.training.train import ROOT
from knowledge.text.located_yaml import read_located

FAQ = (
    "四定是哪四定", "志愿者怎么报名", "市场库存有多少吨", "外地人在郑州要不要参加7号的全员核酸",
    "打了疫苗不到48小时还要做核酸吗", "什么时候解封",
)
ACTIONS = (
    "中风险区的饭店能开吗", "低风险区的药店能开吗", "中原区桐柏路街道煤仓街社区是什么风险区",
    "中原区建设路街道阳光新城社区是什么风险区", "航空港区是什么风险区",
)
OPENING = 24


def learn_answers(url: str, questions: tuple[str, ...] = FAQ + ACTIONS) -> dict[str, str]:
    """What the answer to each question is about, asked in peace, each in a conversation of its own."""
    about = {question: ask(url, question).about for question in questions}
    same = len(about) - len(set(about.values()))
    assert not same, f"{same} questions have the same answer as another and cannot tell whose answer came: {about}"
    return about


def ask(url: str, question: str) -> Answer:
    """One question in a new session, asked with the same id until it is answered."""
    session = requests.post(f"{url}/webhooks/web/sessions", timeout=30).json()["session"]
    body = {"session": session, "id": uuid.uuid4().hex, "text": question}
    for _ in range(10):
        response = requests.post(f"{url}/webhooks/web/messages", json=body, timeout=30)
        if response.status_code == 200:
            return as_answer(response.json())
    raise AssertionError(f"{question} was not answered: {response.status_code} {response.text}")


def as_answer(reply: dict | None) -> Answer | None:
    """A reply of the web channel as the checker compares it; None for one that says nothing yet."""
    if not reply or not reply.get("messages"):
        return None
    said = "\n".join(message["text"] for message in reply["messages"])
    receipt = reply["receipt"]
    about = f"{receipt['topic']} {receipt['verdict']} {said[:OPENING]}"
    return Answer(about, said, said.startswith(apology_opening()))


@cache
def apology_opening() -> str:
    """How the fixed apology begins: up to the first number that is filled in."""
    words = read_located(ROOT / "language" / "words" / "refusals.yml")
    return words["trouble"]["text"].partition("{")[0]
