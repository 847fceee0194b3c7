"""Settings of the city that is served, and of the lists of its zones."""
from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pydantic import BaseSettings, Field, validator

from knowledge.addresses import is_address
from knowledge.city.folder import ROOT, city_folder
from knowledge.notices import ContentError
from knowledge.releases.city import FILE, City, city_of
from knowledge.settings.values import is_span

CITY_KINDS = ("市", "地区", "盟", "自治州", "区", "县")
# Settings that are left to the city, and what of its file they are.
OF_CITY = {"emergency": "emergency", "hotline": "phone", "hotline_hours": "hours"}


class CitySettings(BaseSettings):
    """``city``, ``emergency``, ``hotline`` and ``hotline_hours`` are by default those of city.yml in ``city_folder``.
    ``zones_max_age`` is in hours, ``zones_every`` in minutes."""

    city_folder: Path = Field(default_factory=city_folder)
    city: str = ""
    zones_max_age: float = 24.0
    zones_url: str = ""
    zones_every: float = 10.0
    emergency: str = ""
    hotline: str = ""
    hotline_hours: str = ""

    _spans = validator("zones_max_age", allow_reuse=True)(is_span)

    @validator("city_folder", always=True)
    def _city_folder_holds_a_city(cls, value: Path) -> Path:
        folder = ROOT / value
        if not (folder / FILE).is_file():
            raise ValueError(f"{folder} holds no {FILE}; `jumin content new {folder}` writes one to begin with.")
        try:
            city_of(folder)
        except ContentError as error:
            raise ValueError(str(error)) from None
        return folder

    @validator("city", always=True)
    def _city_is_named_whole(cls, value: str, values: dict) -> str:
        value = value.strip() if value else named(values, "name")
        if len(value) < 2:
            raise ValueError(f"{value!r} is no name of a city such as 洛阳市.")
        return value if value.endswith(CITY_KINDS) else f"{value}市"

    @validator("emergency", always=True)
    def _emergency_is_the_citys(cls, value: str, values: dict) -> str:
        return value or named(values, "emergency")

    @validator("hotline", always=True)
    def _hotline_is_the_citys(cls, value: str, values: dict) -> str:
        return value or named(values, "phone")

    @validator("hotline_hours", always=True)
    def _hotline_hours_are_the_citys(cls, value: str, values: dict) -> str:
        return value or named(values, "hours")

    @validator("zones_every")
    def _zones_are_fetched_now_and_then(cls, value: float) -> float:
        if not 0.05 <= value <= 1440:
            raise ValueError(f"{value} is not a number of minutes from 0.05 to 1440.")
        return value

    @validator("zones_url")
    def _zones_url_can_be_fetched(cls, value: str) -> str:
        # The address is not told: it may hold a password.
        if value and not is_address(value):
            raise ValueError("it is no address such as https://host/list.json.")
        return value

    @property
    def max_list_age(self) -> timedelta:
        return timedelta(hours=self.zones_max_age)

    def left_to(self, city: City) -> dict[str, str]:
        """What these settings leave to the city as a release of its documents has it."""
        return {field: told_by(city, what) for field, what in OF_CITY.items() if field not in self.__fields_set__}


def named(values: dict, what: str) -> str:
    """What the city's file says: its name, its emergency number, the phone and hours of its own hotline. No name of a
    city where the folder itself was refused."""
    if "city_folder" not in values:
        return "--"
    return told_by(city_of(values["city_folder"]), what)


def told_by(city: City, what: str) -> str:
    """What a city's file says."""
    if what in ("phone", "hours"):
        line = city.hotline
        return getattr(line, what) if line else {"phone": "12345", "hours": ""}[what]
    return getattr(city, what)
