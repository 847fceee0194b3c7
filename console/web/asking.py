"""What a page is asked: who asks, with which fields, and when."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.engine import Engine
from starlette.datastructures import FormData
from starlette.requests import Request

from console.documents.contents import Contents
from knowledge import clock
from knowledge.accounts.model import Account
from knowledge.asked.model import AskedTurn
from knowledge.calls.talking import Talking
from knowledge.corrections.model import Concerned
from knowledge.corrections.outdated import Outdated
from knowledge.desk import Desk
from knowledge.releases.document_folder import read_folder
from knowledge.releases.release import Release
from knowledge.settings import Settings


class Inbox(Protocol):
    """The open questions, as the room that talks keeps them: groups with ``number``, ``items`` (each with its
    ``question``), ``example``, ``kind``, ``topic`` and ``asked_at``."""

    def groups(self) -> tuple[Sequence[Any], int]:
        """The newest open questions in groups, most asked first, and how many are open in all."""

    def group(self, number: int) -> Any | None:
        """The open group that a question is in."""

    def settle(self, group: Any, by: str, at: datetime) -> int:
        """A group is dealt with."""


class Residents(Protocol):
    """What residents asked and were told, as the room that talks keeps it. All methods block."""

    def asked(self, first: datetime, end: datetime, districts: Mapping[str, str]) -> Iterator[AskedTurn]:
        """The questions between two instants (machine time); ``districts``: what each is called, by its names."""

    def concerned(self, old: Outdated, publication: int) -> list[Concerned]:
        """By topic, those whom most were told first."""

    def correct(
        self, release: Release, old: Outdated, publication: int, topics: Sequence[str], by: str, now: datetime
    ) -> dict[str, int]:
        """Tell them so, each once; how many by topic. ``now`` is civil."""


@dataclass
class Console:
    """What all pages share. ``talking`` makes suggestions for calls; ``channels`` are the names of those on which
    residents are answered; ``residents`` knows what they asked and were told."""

    settings: Settings
    engine: Engine
    desk: Desk
    contents: Contents
    inbox: Inbox
    talking: Talking | None = None
    channels: tuple[str, ...] = ()
    residents: Residents | None = None
    is_seeded: bool = False

    def seed(self, at: datetime) -> datetime:
        """A store without content begins with the folder that is served; returns an instant not before that, so that
        whoever asked sees it. Raises DocumentRefused, StepRefused."""
        if self.is_seeded:
            return at
        self.desk.seed(lambda: read_folder(self.settings.city_folder), at)
        self.is_seeded = True
        return clock.machine_utc().astimezone(at.tzinfo)


@dataclass
class Ask:
    """One request. ``at`` is machine time, ``now`` civil; ``session`` is the key in the cookie, ``csrf`` what WTForms
    makes tokens from; ``account`` is None on the pages for anybody."""

    console: Console
    request: Request
    at: datetime
    now: datetime
    session: str
    csrf: dict[str, Any]
    account: Account | None = None
    fields: FormData = field(default_factory=FormData)

    @property
    def by(self) -> str:
        """The name of who asks."""
        return self.account.name

    @property
    def number(self) -> int:
        """The number in the path."""
        return self.request.path_params["number"]

    @property
    def key(self) -> str:
        """The key in the path."""
        return self.request.path_params["key"]

    def has(self, *roles: str) -> bool:
        """Whether who asks has one of these roles."""
        return self.account is not None and not self.account.roles.isdisjoint(roles)

    def asked(self, name: str) -> str:
        """A value behind the question mark; empty where there is none."""
        return self.request.query_params.get(name, "")

    def given(self, name: str) -> str:
        """A field of the form, blanks around it cut off; empty where there is none."""
        value = self.fields.get(name, "")
        return value.strip() if isinstance(value, str) else ""
