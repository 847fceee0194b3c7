"""A store is of one city: places, zones and talks of two cities in one store would be told to residents of both."""
from __future__ import annotations

from sqlalchemy import Column, Integer, String, select
from sqlalchemy.orm import Session

from knowledge.database import Base

ONLY = 1


class OtherCity(ValueError):
    """The store belongs to a city that is not the one of the settings; the message is one sentence."""


class StoreCityRow(Base):
    """The one row that names the city, such as 洛阳市."""

    __tablename__ = "store_city"
    id = Column(Integer, primary_key=True)
    name = Column(String(80), nullable=False)


def refuse_other_city(session: Session, name: str) -> None:
    """Raises OtherCity if the store is of a city that is not called ``name``. One that says nothing is anybody's."""
    kept = session.execute(select(StoreCityRow.name)).scalar_one_or_none()
    if kept not in (None, name):
        raise OtherCity(
            f"The store is of {kept}, and JUMIN_CITY_FOLDER is of {name}; give {name} a store of its own "
            "(JUMIN_VAR or JUMIN_DATABASE_URL), or name the folder of the other city."
        )


def keep_city(session: Session, name: str) -> None:
    """The store is of this city from now on. Raises OtherCity."""
    refuse_other_city(session, name)
    session.merge(StoreCityRow(id=ONLY, name=name))
