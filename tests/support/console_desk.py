"""A console on a store of its own, with people who sign in to it as a browser would."""
from __future__ import annotations

import asyncio
import html
import re
import uuid
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from starlette.testclient import TestClient
from support import MORNING, ROOT

from bot.channels.registry import channel_names
from bot.inbox.open_questions import OpenQuestions
from bot.residents.residents import Residents
from bot.stores.inbox import InboxItem
from bot.stores.turn_rows import Finished
from bot.stores.turn_store import MIGRATIONS, TurnStore
from console.app import make_console
from knowledge import clock
from knowledge.accounts import passwords
from knowledge.accounts.accounts import add_account
from knowledge.database import migrate, open_engine, transaction
from knowledge.settings import Settings

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "柳絮 sieben Brücken"
PEOPLE = {
    "李编": ["editor"], "王编": ["editor"], "赵审": ["approver"], "孙编审": ["editor", "approver"], "周管": ["administrator"],
    "总": ["editor", "approver", "administrator"],
    "admin": ["administrator"], "吴坐席": ["agent"], "郑班长": ["supervisor"],
}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Browser:
    """One person's browser: it keeps cookies and the token of the page that it saw last."""

    client: TestClient
    token: str = ""

    def get(self, path: str, status: int = 200) -> str:
        """The page at a path."""
        return self.seen(self.client.get(path), status)

    def post(self, path: str, status: int = 200, /, **fields) -> str:
        """A form of the page that was seen last; the page that follows."""
        return self.seen(self.client.post(path, data={"csrf_token": self.token, **fields}), status)

    def seen(self, response, status: int) -> str:
        assert response.status_code == status, (response.status_code, response.text[:2000])
        found = TOKEN.search(response.text)
        self.token = found[1] if found else self.token
        return response.text


@dataclass
class Town:
    """A console with its store."""

    app: object
    engine: object

    def browser(self, name: str = "") -> Browser:
        """Of somebody who has signed in; of nobody without a name."""
        browser = Browser(TestClient(self.app, base_url="http://console.test"))
        if name:
            browser.get("/login")
            browser.post("/login", name=name, password=PASSWORD)
        return browser


def town_in(folder: Path, city: Path = ROOT / "data", **set_otherwise) -> Town:
    """A console on a new store in a folder, with PEOPLE and settings. Their passwords are cheap to look at."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    passwords.of_nobody.cache_clear()
    engine = open_engine(f"sqlite:///{folder / 'console.db'}")
    migrate(engine)
    migrate(engine, MIGRATIONS, "bot_version")
    with transaction(engine) as session:
        for name, roles in PEOPLE.items():
            add_account(session, name, roles, PASSWORD, clock.machine_utc(), "shell")
    settings = Settings(
        now=MORNING, database_url=str(engine.url), secret="for-tests", var=folder, city_folder=city, **set_otherwise
    )
    app = make_console(
        settings, engine, lambda session, release: "model-1", OpenQuestions(engine), channels=channel_names(),
        residents=Residents(engine),
    )
    return Town(app, engine)


def ask_in_vain(town: Town, *questions: str, topic: str = "out_of_scope") -> None:
    """Residents ask and get no answer."""
    store = TurnStore(town.engine)

    async def leave(conversation: str, item: InboxItem) -> None:
        turn = await store.receive(conversation, "1", {"text": item.question})
        await store.finish(turn, Finished({"messages": []}, [], (item,)))

    for question in questions:
        item = InboxItem("not_stated", topic, question, clock.parse_instant(MORNING))
        asyncio.run(leave(f"web:{uuid.uuid4()}", item))


def parts_of(page: str) -> list[str]:
    """The parts of a draft that a page asks to sign."""
    return list(dict.fromkeys(html.unescape(key) for key in re.findall(r'name="part" value="([^"]+)"', page)))


def filled(page: str) -> dict[str, str]:
    """The fields of a page's first form as a browser would send them back."""
    form = page[page.index('<form method="post" action="/answers/'):]
    form = form[:form.index("</form>")]
    fields = dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', form))
    fields.update(re.findall(r'<textarea[^>]*? name="([^"]+)">(.*?)</textarea>', form, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        fields[name] = chosen[1]
    left = ("gone", "csrf", "english-ok")
    return {name: html.unescape(value) for name, value in fields.items() if not name.startswith(left)}


def signed_in(chromium: Chromium, address: str, name: str) -> Page:
    """Somebody's window; no script of the page is needed."""
    page = chromium.new_context(viewport={"width": 1000, "height": 760}).new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=您好")
    return page


def dine_in_draft(town: Town, note: str, draft: int | None = None, by: str = "李编", **changed) -> int:
    """A draft in which an answer is changed by its form."""
    li = town.browser(by)
    asked = f"?draft={draft}" if draft else ""
    fields = filled(li.get(f"/answers/dine_in{asked}"))
    changed = changed or {"unstated-0": note, "clause-0": "2022-1#shops"}
    page = li.post("/answers/dine_in/write", **fields | {"note": note} | changed)
    return int(re.search(r"<h1>(\d+) 号草稿", page)[1])
