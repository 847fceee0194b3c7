"""A talk on the chat page while the network is cut and the server killed: what the page shows is what was asked, what
the store has, and what the page shows again when it is loaded anew."""
from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice, zip_longest

from chat_pages import CHROMIUM, PHONE, ChatPage
from faults.client import conversation_of
from faults.history import Findings, Stored
from faults.outcome import Outcome
from faults.record import stored_turns
from faults.single import Single
from faults.town import Serving
from playwright.sync_api import sync_playwright

from bench.services import ServiceMissing

# A page that has given up says so within a minute, and sends again when it is told to.
LONGEST_ROUNDS = 60
SHOWN = """(found) => found.map((item) => [...item.children].filter((part) => !part.matches(".who"))
  .map((part) => part.textContent).join("\\n"))"""


@contextmanager
def phone(url: str) -> Iterator[ChatPage]:
    """The chat page on a phone. Raises ServiceMissing without Chromium."""
    if not CHROMIUM.exists():
        raise ServiceMissing("Chromium is not installed; install it with: apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield ChatPage(browser.new_context(**PHONE), url)
        browser.close()


def talked(town: Single, cuts: int, kills: int, turns: int, rate: float = 0.0, say=print) -> Outcome:
    """So many questions, written without waiting for answers, and cuts and kills strewn over them."""
    asked = list(islice(cycle(town.about), turns))
    with phone(town.serving.url) as chat:
        for number, (question, blows) in enumerate(zip(asked, strewn(cuts, kills, turns), strict=True)):
            chat.write(question)
            for blow in blows:
                chat.page.wait_for_timeout(random.uniform(0, 300))
                blow(chat, town.serving)
            say(f"question {number + 1} of {turns}, {len(blows)} cuts and kills")
        tries_more = settle(chat, turns)
        shown = chat.page.eval_on_selector_all("#talk > li:not(:first-child)", SHOWN)
        conversation = conversation_of(chat.page.evaluate("localStorage.getItem('jumin.session')"))
        chat.page.reload()
        chat.settled(turns)
        again = chat.page.eval_on_selector_all("#talk > li:not(:first-child)", SHOWN)
        questions = chat.questions()
    kept = sorted((turn for turn in stored_turns(town.store_url) if turn.conversation == conversation),
                  key=lambda turn: turn.number)
    faults = [f"{one!r} is {other!r} after a reload" for one, other in zip_longest(shown, again) if one != other]
    figures = {"tries more": tries_more, "p99": 0.0, "slowest": 0.0, "cuts": cuts, "kills": kills}
    found = compared(asked, questions, kept, town.about)
    return Outcome("a talk on the page", f"{turns} questions", found, figures, (*faults, *chat.faults))


def cut(chat: ChatPage, _serving: Serving) -> None:
    """The network is gone for a moment; what is under way breaks."""
    chat.context.set_offline(True)
    chat.page.wait_for_timeout(random.uniform(20, 200))
    chat.context.set_offline(False)


def strewn(cuts: int, kills: int, turns: int) -> list[list[Callable]]:
    """What befalls each turn, in an order of chance; kills are of the process that answers and of all in turn."""
    ways = [lambda _chat, serving: serving.kill_answering(), lambda _chat, serving: serving.kill_and_start()]
    blows = [cut] * cuts + list(islice(cycle(ways), kills))
    random.shuffle(blows)
    return [blows[turn::turns] for turn in range(turns)]


def settle(chat: ChatPage, turns: int) -> int:
    """Every question has its reply; how often the page had to be told to send again."""
    told = 0
    for _ in range(LONGEST_ROUNDS):
        for button in chat.page.query_selector_all("li.trouble button"):
            button.click()
            told += 1
        chat.page.wait_for_timeout(1000)
        if not chat.page.query_selector("li.waiting, li.trouble"):
            break
    chat.settled(turns)
    return told


def compared(asked: Sequence[str], shown: Sequence[str], kept: Sequence[Stored], about: dict[str, str]) -> Findings:
    """What was asked, and what of it the page shows and the store kept, both in their order. Pure."""
    found: dict[str, list[str]] = defaultdict(list)
    answered = [turn for turn in kept if turn.answer]
    for place, there in (("the page", shown), ("the store", [turn.question for turn in answered])):
        lost, doubled = Counter(asked) - Counter(there), Counter(there) - Counter(asked)
        found["lost"] += [f"{question} is not with {place}" for question in lost]
        found["doubled"] += [f"{question} is too often with {place}" for question in doubled]
        if not lost and not doubled and list(there) != list(asked):
            found["reordered"].append(f"{place} has another order than was asked")
    found["doubled"] += [f"{turn.question} was heard {turn.heard} times" for turn in answered if turn.heard != 1]
    found["foreign"] += [f"{turn.question} was answered by {turn.answer.about}" for turn in answered
                         if turn.answer.about != about.get(turn.question) and not turn.answer.apology]
    return Findings(len(asked), {kind: tuple(lines) for kind, lines in found.items() if lines})
