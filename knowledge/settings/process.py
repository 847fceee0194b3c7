"""Settings of the processes: where they listen, what they write, how long it is kept, and the clock."""
from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from pydantic import BaseSettings, validator

from knowledge import clock
from knowledge.city.folder import ROOT
from knowledge.settings.values import is_port, is_span

ACTIONS_RUN = ("here", "beside")
RELATIVE_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!/|:memory:|file:)(.+)", re.DOTALL)


class ProcessSettings(BaseSettings):
    """``now`` stops the civil clock. Relative paths, that of a SQLite file in ``database_url`` too, count from the
    project's own folder: one setting names one store, wherever a command is typed. ``actions`` run ``beside`` the
    serving process, in a server of their own, or ``here``, in a thread of it. ``retention_days`` is how long
    conversations are kept, ``gate_days`` of how many days questions are put to drafts, and how long what came of it is
    kept."""

    now: str = ""
    database_url: str = ""
    redis_url: str = ""
    port: int = 5005
    console_port: int = 5015
    var: Path = ROOT / "var"
    secret: str = ""
    actions: str = "beside"
    actions_port: int = 0
    model: str = ""
    retention_days: float = 30.0
    gate_days: float = 7.0
    log_file: str = ""

    _ports = validator("port", "console_port", "actions_port", allow_reuse=True)(is_port)
    _spans = validator("retention_days", "gate_days", allow_reuse=True)(is_span)

    @validator("var")
    def _var_is_one_folder(cls, value: Path) -> Path:
        return ROOT / value

    @validator("now")
    def _now_is_an_instant(cls, value: str) -> str:
        if value not in clock.RUNNING:
            clock.parse_instant(value)
        return value

    @validator("actions")
    def _actions_run_somewhere(cls, value: str) -> str:
        if value not in ACTIONS_RUN:
            raise ValueError(f"{value!r} is none of {', '.join(ACTIONS_RUN)}.")
        return value

    @validator("log_file")
    def _log_file_is_a_name(cls, value: str) -> str:
        if value and (Path(value).name != value or value == ".."):
            raise ValueError(f"{value!r} is not a bare file name such as jumin.log; it is kept under var/logs.")
        return value

    def instant(self) -> datetime:
        """The civil instant now, stopped when JUMIN_NOW says so."""
        return clock.now(self.now)

    @property
    def clock_is_stopped(self) -> bool:
        return self.now not in clock.RUNNING

    @property
    def console_port_was_chosen(self) -> bool:
        """Whether somebody named it: the default one may be that of another copy on this machine."""
        return "console_port" in self.__fields_set__

    @property
    def url(self) -> str:
        """The database URL; by default a SQLite file under ``var``. The path of a SQLite file is whole."""
        url = self.database_url or f"sqlite:///{self.var / 'jumin.db'}"
        relative = RELATIVE_SQLITE.fullmatch(url)
        return f"{relative[1]}{ROOT / relative[2]}" if relative else url

    @property
    def log_path(self) -> Path | None:
        """The file that logs are also written to, under ``var``; None without one."""
        return self.var / "logs" / self.log_file if self.log_file else None
