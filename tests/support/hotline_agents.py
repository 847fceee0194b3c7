"""Agents at the hotline of a running bot: they sign in as a browser does, and send what a recogniser hears."""
from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import psutil
import requests
from console_desk import PASSWORD

from labs.evaluation.calls import as_pieces

AWAY, PATIENCE = 503, 60.0
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def console_of(served) -> str:
    """The address of the console of `jumin serve`, which its process is titled with."""
    children = psutil.Process(served.process.pid).children(recursive=True)
    ports = (re.search(r"jumin-console --port (\d+)", " ".join(child.cmdline())) for child in children)
    return f"http://127.0.0.1:{next(found[1] for found in ports if found)}"


@dataclass
class Agent:
    """Somebody who has signed in, and the call that is theirs now."""

    url: str
    name: str = ""
    call: str = ""
    browser: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        if self.name:
            token = TOKEN.search(self.browser.get(f"{self.url}/login").text)[1]
            form = {"csrf_token": token, "name": self.name, "password": PASSWORD}
            assert self.browser.post(f"{self.url}/login", data=form, allow_redirects=False).status_code == 303

    def post(self, path: str, body: object, **more) -> requests.Response:
        return self.browser.post(f"{self.url}/hotline/{path}", json=body, timeout=30, **more)

    def begin(self) -> str:
        answer = self.post("calls", {})
        assert answer.status_code == 201, answer.text
        self.call = answer.json()["call"]
        return self.call

    def send(self, piece: dict) -> None:
        answer = self.post(f"calls/{self.call}/pieces", piece)
        assert answer.status_code == 202, answer.text

    def hears(self, *said: str) -> dict:
        """A new call in which this is said; what is shown then."""
        self.begin()
        for piece in as_pieces(said):
            self.send(piece)
        return self.state()

    def state(self) -> dict:
        """What is shown now; asked again while the service says that it cannot tell now, as a crowded machine does."""
        ends = time.monotonic() + PATIENCE
        while (answer := self.ask()).status_code == AWAY and time.monotonic() < ends:
            time.sleep(float(answer.headers["Retry-After"]))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ask(self, call: str = "") -> requests.Response:
        path = f"{self.url}/hotline/calls/{call or self.call}/cards"
        return self.browser.get(path, headers={"Accept": "application/json"}, timeout=30)

    def topics(self) -> list[str]:
        return [card["topic"] for card in self.state()["cards"]]

    def events(self, within: float, last: str = "") -> Iterator[tuple[str, dict | None]]:
        """The stream for so many seconds: each event's id and state, and ("", None) for a comment."""
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": last} if last else {})}
        path, ends = f"{self.url}/hotline/calls/{self.call}/cards", time.monotonic() + within
        with self.browser.get(path, headers=headers, stream=True, timeout=10) as stream:
            assert stream.headers["X-Accel-Buffering"] == "no"
            number = ""
            for line in stream.iter_lines(chunk_size=1, decode_unicode=True):
                if line.startswith("id: "):
                    number = line[4:]
                elif line.startswith("data: "):
                    yield number, json.loads(line[6:])
                elif line == ":":
                    yield "", None
                if time.monotonic() > ends:
                    return
