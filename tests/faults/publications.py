"""Publications and roll-backs while residents ask: nothing older than what is current is said, and nothing is mixed."""
from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from argon2 import PasswordHasher
from faults.outcome import Outcome
from faults.stale import stale
from faults.town import Serving, wait_until
from faults.waits import FAULT, PUBLISHING, Span, figures, waits
from sqlalchemy import select

from bot.model_rollout.store import served_model
from bot.stores.tables import TurnRow
from knowledge import clock
from knowledge.accounts import passwords
from knowledge.accounts.accounts import add_account
from knowledge.database import open_engine, transaction
from knowledge.desk import Desk
from knowledge.desk.drafts import Edit
from knowledge.desk.gate import Gate
from knowledge.desk.reading import history, texts
from knowledge.desk.texts import manifest_in, texts_of
from knowledge.releases.document_folder import laid_out
from knowledge.releases.documents import sha
from knowledge.releases.gate.findings import Findings
from knowledge.releases.release import load_release
from knowledge.releases.soundness import Soundness
from knowledge.serving.preparing import live_in, prepare

TOPICS, TITLE, NEW = "answers/topics/", "\ntitle: ", "（新）"
STOPPED_SECONDS = 5.0
VISIBLE_IDLE_WITHIN_SECONDS, VISIBLE_WITHIN_SECONDS = 1.0, 2.0
WAITS_AT_MOST_SECONDS = 1.0
WORKED_OFF_WITHIN_SECONDS, HARDLY_ANYBODY = 30.0, 3


class Unlooked(Gate):
    """Nothing of what one word changes is asked for."""

    def found(self, *_) -> Findings:
        return Findings((), 0, 0, (), ())


class Editors:
    """The content team of a store that is served; what they publish is read by the processes as theirs is, and checked
    by nobody else, since it is one word that changes."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self.desk = Desk(
            self.engine, lambda texts: Soundness(), partial(prepare, self.engine), clock.machine_utc,
            Unlooked(self.engine), served_model
        )
        passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        with transaction(self.engine) as session:
            for name, role in (("li", "editor"), ("zhao", "approver")):
                add_account(session, name, [role], "柳絮 sieben Brücken", clock.machine_utc(), "shell")

    def approved(self, count: int) -> Iterator[int]:
        """So many drafts that change the title of a topic each, approved beforehand: all topics, and when these are
        published, all of them again."""
        while count:
            release = texts(self.engine, clock.machine_utc())[1]
            titled = {path: text for path, text in release.items() if path.startswith(TOPICS) and TITLE in text}
            drafts = [self._approved(path, renamed(text), sha(text)) for path, text in list(titled.items())[:count]]
            yield from drafts
            count -= len(drafts)

    def changed(self, path: str, old: str, new: str) -> int:
        """An approved draft that puts other words into a document as it is published; ``old`` empty: a new document."""
        text = texts(self.engine, clock.machine_utc())[1].get(path)
        assert not old or text.count(old) == 1, f"{path} does not say {old!r} once"
        return self._approved(path, text.replace(old, new) if old else new, text and sha(text))

    def written(self, texts: Mapping[str, str]) -> int:
        """An approved draft of new documents."""
        return self._approved_edits([Edit(path, text, None) for path, text in texts.items()])

    def _approved(self, path: str, text: str, base: str | None) -> int:
        return self._approved_edits([Edit(path, text, base)])

    def _approved_edits(self, edits: list[Edit]) -> int:
        now = clock.machine_utc()
        number = self.desk.begin(edits, "li", "改", now).number
        self.desk.submit(number, "li", now)
        self.desk.approve(number, "zhao", now)
        return number

    def publish(self, number: int) -> float:
        """The seconds until it is live in all processes, from the moment in which it is published."""
        self.desk.publish(number, "zhao", clock.machine_utc())
        return self._until_live()

    def roll_back(self, steps: int = 2) -> float:
        """The same for going back to what was current so many publications before."""
        past = history(self.engine)
        self.desk.roll_back(past[-1 - steps].release, "zhao", "退回", clock.machine_utc())
        return self._until_live()

    def _until_live(self) -> float:
        last = history(self.engine)[-1]
        live_in(self.engine, last.seq, within=30)
        return (clock.machine_utc() - last.effective_at).total_seconds()


def renamed(text: str) -> str:
    """A topic's file with another title, or with its own again."""
    before, mark, rest = text.partition(TITLE)
    title, end, behind = rest.partition("\n")
    return f"{before}{mark}{title.removesuffix(NEW) if title.endswith(NEW) else title + NEW}{end}{behind}"


def published(
    town: Any, publications: int, rollbacks: int, kills: int = 0, stops: int = 0, replies: int = 0, rate: float = 20.0,
    say: Callable[[str], None] = print,
) -> Outcome:
    """Publications that were approved beforehand, every so often a roll-back; at some of them a process is killed, at
    others one is stopped for some seconds. The load goes on until there are so many ``replies``."""
    editors, serving = Editors(town.store_url), town.processes
    drafts, visible, spans = editors.approved(publications), [0.0], []
    idle = editors.publish(next(drafts))
    faults = plan_of(publications - 1, kills, stops)
    with town.load(rate) as load:
        time.sleep(1)
        for number, (draft, fault) in enumerate(zip(drafts, faults, strict=True), 2):
            seconds, new = publication(editors, draft, fault, serving[number % len(serving)], load)
            spans += new
            visible += [] if fault else [seconds]
            if rollbacks and number % (publications // rollbacks) == 0:
                began = clock.machine_seconds()
                visible.append(editors.roll_back())
                spans.append(Span(PUBLISHING, began, clock.machine_seconds()))
            say(f"publication {number} of {publications}: {load.sent} messages sent, {load.backlog} waiting")
        while load.sent < replies:
            time.sleep(1)
        wait_until(lambda: all(one.is_up() for one in serving), 60, "coming up again")
        time.sleep(1)
    figured = {"visible idle": idle, "visible": max(visible), **figures(waits(load.attempts, spans))}
    limits = {
        "visible idle": VISIBLE_IDLE_WITHIN_SECONDS, "visible": VISIBLE_WITHIN_SECONDS,
        f"{PUBLISHING}: slowest": WAITS_AT_MOST_SECONDS,
    }
    return town.judge(
        "publications", f"{publications} and {rollbacks} back, {kills} kills, {stops} stops", load,
        faults=faults_of(editors), limits={name: most for name, most in limits.items() if name in figured},
        **figured
    )


def publication(editors: Editors, draft: int, fault: str, process: Serving, load: Any) -> tuple[float, list[Span]]:
    """One publication with what goes wrong beside it: the seconds until it is visible, and what held residents up."""
    began = clock.machine_seconds()
    with beside(fault, process):
        seconds = editors.publish(draft)
        spans = [Span(PUBLISHING, began, clock.machine_seconds())]
    if fault:
        worked_off(load)
        spans.append(Span(FAULT, began, clock.machine_seconds()))
    return seconds, spans


def worked_off(load: Any) -> None:
    """Until hardly anybody waits, or time is up on a machine that is too slow for that."""
    until = clock.machine_seconds() + WORKED_OFF_WITHIN_SECONDS
    while load.backlog > HARDLY_ANYBODY and clock.machine_seconds() < until:
        time.sleep(0.1)


def plan_of(count: int, kills: int, stops: int) -> list[str]:
    """Beside which publication what goes wrong."""
    plan = ["kill"] * kills + ["stop"] * stops + [""] * (count - kills - stops)
    random.shuffle(plan)
    return plan


class beside:
    """A process is killed, or stopped and woken, while the block runs; the block's end waits for it."""

    def __init__(self, fault: str, process: Serving) -> None:
        work = {"kill": self._kill, "stop": self._stop, "": lambda: None}[fault]
        self.process, self.thread = process, threading.Thread(target=work, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *error: object) -> None:
        self.thread.join()

    def _kill(self) -> None:
        time.sleep(random.uniform(0.0, 1.0))
        self.process.kill_answering()

    def _stop(self) -> None:
        time.sleep(random.uniform(0.0, 1.0))
        self.process.pause()
        time.sleep(STOPPED_SECONDS)
        self.process.resume()


def faults_of(editors: Editors) -> list[str]:
    """What is stale in the store, or mixed of two releases."""
    with transaction(editors.engine) as session:
        rows = session.execute(select(TurnRow.done_at, TurnRow.reply).where(TurnRow.done_at.is_not(None))).all()
    publications = history(editors.engine)
    models = {one.seq: one.model for one in publications if one.model}
    titles = {one.release: titles_of(editors, one.release) for one in publications}
    found = stale([(row.done_at, row.reply["receipt"]["publication"]) for row in rows], publications)
    return [*found, *(line for row in rows for line in (*mixed(row.reply, titles), *foreign(row.reply, models)))]


def titles_of(editors: Editors, release: str) -> dict[str, str]:
    """The titles of a release's topics, as a button asks them."""
    with transaction(editors.engine) as session:
        documents = texts_of(session, manifest_in(session, release))
    with laid_out(documents) as root:
        return {f"topic:{key}": answer.title for key, answer in load_release(root).answers.items()}


def mixed(reply: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A line for each button of a reply that is not called as in the release of its receipt."""
    release = reply["receipt"]["release"]
    for button in (button for message in reply["messages"] for button in message["buttons"]):
        wanted = titles[release].get(button["payload"])
        if wanted not in (None, button["title"]):
            yield f"a reply from {release} has a button {button['title']!r}, which is called {wanted!r} there"


def foreign(reply: Mapping[str, Any], models: Mapping[int, str]) -> Iterator[str]:
    """A line for a reply that another model understood than the one that was published with its release."""
    receipt = reply["receipt"]
    if receipt["model"] != (wanted := models.get(receipt["publication"], receipt["model"])):
        yield f"a reply of publication {receipt['publication']} is by the model {receipt['model']}, not {wanted}"
