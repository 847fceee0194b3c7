"""The page beside the call as tests use it, and a page of another desk around it."""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from knowledge import clock
from knowledge.accounts.accounts import add_account
from knowledge.database import open_engine, transaction

PASSWORD = "柳絮 sieben Brücken"
CARDS = "#cards article"
# An existing desk: it says hello until the frame is ready, keeps what it hears, and hands over what a test tells it to.
HOST = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>某热线工作台</title>
<iframe id="desk" src="DESK/desk?embed" width="1200" height="700"></iframe>
<script>
  const heard = [], desk = document.getElementById("desk");
  const tell = (message) => desk.contentWindow.postMessage({ jumin: "desk", ...message }, "DESK");
  addEventListener("message", ({ origin, data }) => { if (origin === "DESK") heard.push(data); });
  const greeting = setInterval(() => heard.length ? clearInterval(greeting) : tell({ type: "hello" }), 100);
</script>"""


def with_agent(served: Any, name: str) -> str:
    """The address of the console of a service, which has an agent's account of this name and PASSWORD from now on."""
    engine = open_engine(f"sqlite:///{served.environment['JUMIN_VAR']}/jumin.db")
    with transaction(engine) as session:
        add_account(session, name, ["agent"], PASSWORD, clock.machine_utc(), "shell")
    engine.dispose()
    return f"http://127.0.0.1:{served.environment['JUMIN_CONSOLE_PORT']}"


class DeskPage:
    """One agent's window; ``faults`` are errors that the page reports."""

    def __init__(self, context: BrowserContext, address: str, name: str) -> None:
        self.context, self.address, self.faults = context, address, []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        self.page.goto(f"{address}/login")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("text=您好")

    def open(self, query: str = "") -> DeskPage:
        self.page.goto(f"{self.address}/desk{query}")
        self.page.wait_for_selector(".ready")
        return self

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, key: str, text: str) -> None:
        """Go into a box by its key, write, send, and leave it."""
        self.press(key)
        self.page.keyboard.type(text)
        self.press("Enter", "Escape")

    def told(self, text: str, where: str = "told") -> None:
        """Wait until the page has said so; ``link`` is where it tells of its connection."""
        self.page.wait_for_function(
            "([where, text]) => document.getElementById(where).textContent.includes(text)", arg=[where, text])

    def cards(self) -> list[tuple[str, str]]:
        """Key and title of each card that stands there."""
        return self.page.eval_on_selector_all(CARDS, """cards => cards.map(
            card => [card.querySelector(".key").textContent, card.querySelector("h3").textContent])""")

    def axe(self) -> list[str]:
        found = Axe().run(self.page).response["violations"]
        return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


@contextmanager
def other_desk(port: int, desk: str) -> Iterator[str]:
    """The address of a page around the desk, served on a port of its own."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = HOST.replace("DESK", desk).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()
