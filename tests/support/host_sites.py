"""Pages of other sites that carry the tag: ten with policies as cities write them, and some that are hard to live
on."""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import BrowserContext, ConsoleMessage, FrameLocator, Page

# OURS stands for the origin that serves the chat.
POLICIES = {
    "none": {},
    "nothing_else": {"Content-Security-Policy": "default-src 'none'; script-src OURS; frame-src OURS"},
    "self": {"Content-Security-Policy": "default-src 'self'; script-src 'self' OURS; frame-src OURS"},
    "child_src": {"Content-Security-Policy": "default-src 'none'; script-src OURS; child-src OURS"},
    "nonce": {
        "Content-Security-Policy": "default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; frame-src OURS"
    },
    "trusted_types": {
        "Content-Security-Policy": "default-src 'none'; script-src OURS; frame-src OURS; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    },
    "no_inline_style": {"Content-Security-Policy": "style-src 'self'; style-src-attr 'none'; style-src-elem 'none'"},
    "isolated": {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"},
    "few_features": {
        "Permissions-Policy": "geolocation=(), camera=(), clipboard-write=()", "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "script-src https: OURS; frame-src https: OURS; upgrade-insecure-requests",
    },
    "two_at_once": {
        "Content-Security-Policy": "script-src OURS; object-src 'none', frame-src OURS; base-uri 'none'",
        "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff",
    },
}
TAG = '<script nonce="r4nd0m" src="OURS/loader.js" defer data-title="防疫问答"></script>'
PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>某市</title><main><h1>某市人民政府</h1></main>TAG</html>'
HOSTILE = (
    "<style>body *{all:unset!important;display:none!important;font-size:3px!important;color:#fff!important}"
    "body>*{display:none!important}button,iframe{position:static!important;transform:scale(0)!important}</style>"
)
PAGES = {
    **dict.fromkeys(POLICIES, PAGE),
    "twice": PAGE.replace("TAG", "TAG TAG"),
    "hostile": PAGE.replace("TAG", HOSTILE + "TAG"),
    "without": PAGE.replace("TAG", ""),
}
BUTTON, PANEL = "jumin-chat button.open", "jumin-chat [role=dialog]"


@dataclass
class HostSite:
    """A site at ``url`` whose pages show the chat of ``chat``; ``asked`` are the paths it was asked for."""

    url: str
    chat: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def host_site(url: str, chat: str) -> Iterator[HostSite]:
    """Serves PAGES by their names at ``url`` (its port of this machine)."""
    site = HostSite(url, chat)

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            site.asked.append(self.path)
            self.send_response(200 if name in PAGES else 404)
            for header, value in POLICIES.get(name, {}).items():
                self.send_header(header, value.replace("OURS", chat))
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGES.get(name, "").replace("TAG", TAG).replace("OURS", chat).encode())

        def log_message(self, *_arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", int(url.rpartition(":")[2])), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


class HostPage:
    """A page of a site in a browser. ``faults``: what its console complains of; ``requests`` to the chat's origin."""

    def __init__(self, context: BrowserContext, site: HostSite, name: str) -> None:
        self.page: Page = context.new_page()
        self.site, self.faults, self.requests = site, [], []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))
        self.page.goto(f"{site.url}/{name}")

    def _note(self, url: str) -> None:
        if url.startswith(self.site.chat):
            self.requests.append(url)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "favicon" not in str(message.location):
            self.faults.append(message.text)

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("jumin-chat iframe")

    def open_by_keyboard(self) -> None:
        """The button is the only thing on the page that takes the focus."""
        self.page.wait_for_selector(BUTTON)
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        self.chat.locator(".ready #text").wait_for()

    def ask(self, question: str) -> None:
        self.chat.locator("#text").fill(question)
        with self.page.expect_response("**/webhooks/web/messages"):
            self.chat.locator("#text").press("Enter")

    def gets_focus(self, name: str) -> bool:
        """Whether ``has_focus`` soon is ``name``: between the processes of page and frame the focus takes its time."""
        for _ in range(50):
            if self.has_focus() == name:
                return True
            self.page.wait_for_timeout(40)
        return False

    def has_focus(self) -> str:
        """The class of what has the focus in the shadow root; its tag without one."""
        at = self.page.evaluate_handle("document.activeElement.shadowRoot?.activeElement")
        return at.evaluate("at => at?.className || at?.localName || ''")
