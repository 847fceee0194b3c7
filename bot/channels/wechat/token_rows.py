"""Reading and writing the shared token row: the lease is taken by one UPDATE, so only one process can have it."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.channels.wechat.token_table import WeChatTokenRow as Row
from knowledge import clock
from knowledge.database import transaction


@dataclass(frozen=True)
class StoredToken:
    """The row as read. The token is left out of ``repr``, so that no log and no traceback shows it."""

    token: str = field(repr=False)
    ends_at: datetime | None
    forced_at: datetime | None

    def good_for(self, seconds: float) -> bool:
        """Whether it will still be good in so many seconds."""
        return (
            bool(self.token) and self.ends_at is not None
            and self.ends_at > clock.machine_utc() + timedelta(seconds=seconds)
        )


class WeChatTokens:
    """The row of one account. All methods block; times are machine time."""

    def __init__(self, engine: Engine, appid: str) -> None:
        self.engine, self.appid = engine, appid

    def read(self) -> StoredToken:
        """The token as it stands; an empty one when there was none yet."""
        with transaction(self.engine) as session:
            row = session.execute(select(Row).where(Row.appid == self.appid)).scalar_one_or_none()
            return StoredToken(row.token, row.ends_at, row.forced_at) if row else StoredToken("", None, None)

    def take_lease(self, holder: str, seconds: float) -> bool:
        """True if ``holder`` is now the one to refresh; ends by itself after so many seconds."""
        self._make_row()
        now = clock.machine_utc()
        free = or_(Row.lease_until.is_(None), Row.lease_until < now)
        with transaction(self.engine) as session:
            return session.execute(
                update(Row).where(Row.appid == self.appid, free)
                .values(lease_holder=holder, lease_until=now + timedelta(seconds=seconds))
                .execution_options(synchronize_session=False)
            ).rowcount == 1

    def give_back(self, holder: str) -> None:
        """End the lease without a new token."""
        self._write(holder, {})

    def store(self, holder: str, token: str, lasts: float, forced: bool) -> None:
        """Keep a new token that lasts so many seconds, and end the lease; nothing happens when it ran out meanwhile."""
        now = clock.machine_utc()
        self._write(holder, {
            "token": token, "ends_at": now + timedelta(seconds=lasts), **({"forced_at": now} if forced else {})
        })

    def _write(self, holder: str, values: dict) -> None:
        with transaction(self.engine) as session:
            session.execute(
                update(Row).where(Row.appid == self.appid, Row.lease_holder == holder)
                .values(lease_holder=None, lease_until=None, **values)
                .execution_options(synchronize_session=False)
            )

    def _make_row(self) -> None:
        try:
            with transaction(self.engine) as session:
                if session.get(Row, self.appid) is None:
                    session.add(Row(appid=self.appid, token=""))
        except IntegrityError:
            pass  # another process made it in the same moment
