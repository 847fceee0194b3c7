"""Settings from the environment, all with the prefix JUMIN_. A wrong one refuses to start with a sentence."""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from pydantic import BaseSettings, Field, ValidationError, validator

from knowledge import clock
from knowledge.addresses import is_address
from knowledge.city.folder import ROOT, city_folder
from knowledge.notices import ContentError
from knowledge.releases.city import FILE, City, city_of

# In hours or seconds; beyond it datetime can no longer count.
LONGEST_SPAN = 100_000
PREFIX = "JUMIN_"
ACTIONS_RUN = ("here", "beside")
# Of the key that wrap-up texts are signed with.
SHORTEST_KEY = 16
WECHAT_MODES = ("plain", "compatible", "safe")
CITY_KINDS = ("市", "地区", "盟", "自治州", "区", "县")
AES_KEY = re.compile("[A-Za-z0-9]{43}")
RELATIVE_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!/|:memory:|file:)(.+)", re.DOTALL)
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
ANY_SITE = "*"
# As browsers send it: in lower case, the port only where it is not the usual one.
ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")
# Settings that are left to the city, and what of its file they are.
OF_CITY = {"emergency": "emergency", "hotline": "phone", "hotline_hours": "hours"}
# An origin with the path below which a proxy serves the pages.
PAGES_ADDRESS = re.compile(ORIGIN.pattern + r"(?:/[A-Za-z0-9._~-]+)*/?")


class SettingsError(ValueError):
    """A setting is unusable; the message is one sentence for the operator."""


class Settings(BaseSettings):
    """What an operator may set. ``zones_max_age`` is in hours, ``zones_every`` in minutes, ``web_deadline`` in seconds,
    ``web_messages_a_minute`` what one session may send, ``address_..._a_minute`` what one address may,
    ``trusted_proxies`` addresses and networks and ``origins`` other pages' origins, comma separated, ``retention_days``
    how long conversations are kept, ``hotline_days`` what was said in calls, ``gate_days`` of how many days questions
    are put to drafts, and how long what came of it is kept. ``public_address`` is where residents find the pages, with
    the path that a proxy puts before them; ``frame_ancestors`` are the origins whose pages may show the chat in a
    frame, comma separated,
    ``*`` for any; ``web_session_hours`` is how long a web session lives after it was last used. Relative paths, that
    of a SQLite file in ``database_url`` too, count from the project's own folder: one setting names one store,
    wherever a command is typed.
    ``city``, ``emergency``, ``hotline`` and ``hotline_hours`` are by default those of city.yml in ``city_folder``.
    ``actions`` run ``beside`` the serving process, in a server of their own, or ``here``, in a thread of it.
    ``login_header`` is the header in which trusted proxies name the account that asks (single sign-on).
    ``tickets_url`` is where the hotline's wrap-up texts are posted, signed with ``tickets_key``; ``desk_ancestors`` are
    the origins whose pages may show the hotline's desk in a frame, comma separated.
    WeChat is served when ``wechat_token`` is set; ``wechat_mark`` ends each reply there with the words that a machine
    made it, and sets the official mark."""

    now: str = ""
    database_url: str = ""
    redis_url: str = ""
    port: int = 5005
    console_port: int = 5015
    var: Path = ROOT / "var"
    secret: str = ""
    origins: str = ""
    public_address: str = ""
    frame_ancestors: str = ""
    web_session_hours: float = 24.0
    trusted_proxies: str = ""
    login_header: str = ""
    tickets_key: str = ""
    tickets_url: str = ""
    desk_ancestors: str = ""
    city_folder: Path = Field(default_factory=city_folder)
    city: str = ""
    zones_max_age: float = 24.0
    zones_url: str = ""
    zones_every: float = 10.0
    emergency: str = ""
    hotline: str = ""
    hotline_hours: str = ""
    web_deadline: float = 10.0
    web_messages_a_minute: int = Field(240, ge=1)
    address_messages_a_minute: int = Field(3000, ge=1)
    address_sessions_a_minute: int = Field(600, ge=1)
    actions: str = "beside"
    actions_port: int = 0
    model: str = ""
    retention_days: float = 30.0
    gate_days: float = 7.0
    hotline_days: float = 30.0
    log_file: str = ""
    wechat_token: str = ""
    wechat_appid: str = ""
    wechat_secret: str = ""
    wechat_aes_key: str = ""
    wechat_mode: str = "plain"
    wechat_api: str = "https://api.weixin.qq.com"
    wechat_mark: bool = False

    class Config:
        env_prefix = PREFIX

    @validator("var")
    def _var_is_one_folder(cls, value: Path) -> Path:
        return ROOT / value

    @validator("now")
    def _now_is_an_instant(cls, value: str) -> str:
        if value not in clock.RUNNING:
            clock.parse_instant(value)
        return value

    @validator("port", "console_port", "actions_port")
    def _port_exists(cls, value: int) -> int:
        if not 0 <= value <= 65535:
            raise ValueError(f"{value} is not a port between 0 and 65535.")
        return value

    @validator("zones_max_age", "web_deadline", "retention_days", "gate_days", "hotline_days", "web_session_hours")
    def _span_is_one(cls, value: float) -> float:
        if not 0 < value <= LONGEST_SPAN:
            raise ValueError(f"{value} is not a number above 0 and up to {LONGEST_SPAN}.")
        return value

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

    @validator("trusted_proxies")
    def _proxies_are_networks(cls, value: str) -> str:
        for text in listed(value):
            try:
                ip_network(text)
            except ValueError:
                raise ValueError(
                    f"{text!r} is no address such as 127.0.0.1 and no network such as 10.0.0.0/8."
                ) from None
        return value

    @validator("login_header")
    def _login_header_comes_from_a_proxy(cls, value: str, values: dict) -> str:
        if value and not HEADER.fullmatch(value):
            raise ValueError(f"{value!r} is no name of a header such as X-Remote-User.")
        if value and not values.get("trusted_proxies"):
            raise ValueError("anybody could send that header; set JUMIN_TRUSTED_PROXIES to the proxies that may.")
        return value

    @validator("tickets_key")
    def _tickets_key_is_long(cls, value: str) -> str:
        if value and len(value) < SHORTEST_KEY:
            raise ValueError(f"it has {len(value)} characters; a key has at least {SHORTEST_KEY}.")
        return value

    @validator("tickets_url")
    def _tickets_are_signed(cls, value: str, values: dict) -> str:
        # The address is not told: it may hold a password.
        if value and not is_address(value):
            raise ValueError("it is no address such as https://host/tickets.")
        if value and not values.get("tickets_key"):
            raise ValueError("what is posted there is signed; set JUMIN_TICKETS_KEY too.")
        return value

    @validator("origins", "desk_ancestors")
    def _origins_are_origins(cls, value: str) -> str:
        for text in listed(value):
            if not ORIGIN.fullmatch(text):
                raise ValueError(f"{text!r} is no origin such as https://www.example.gov.cn, without a path.")
        return value

    @validator("frame_ancestors")
    def _frames_stand_on_origins(cls, value: str) -> str:
        for text in listed(value):
            if not ORIGIN.fullmatch(text) and value.strip() != ANY_SITE:
                raise ValueError(
                    f"{text!r} is no origin such as https://www.example.gov.cn, without a path; * alone is any."
                )
        return value

    @validator("public_address")
    def _pages_have_an_address(cls, value: str) -> str:
        if value and not PAGES_ADDRESS.fullmatch(value):
            raise ValueError(f"{value!r} is no address such as https://www.example.gov.cn/ask/.")
        return value and f"{value.rstrip('/')}/"

    @validator("wechat_aes_key")
    def _aes_key_is_whole(cls, value: str) -> str:
        if value and not AES_KEY.fullmatch(value):
            raise ValueError(f"it has {len(value)} characters; EncodingAESKey has 43 letters and digits.")
        return value

    @validator("wechat_secret")
    def _secret_has_an_account(cls, value: str, values: dict) -> str:
        if value and not values.get("wechat_appid"):
            raise ValueError("the secret belongs to an account; set JUMIN_WECHAT_APPID too.")
        return value

    @validator("actions")
    def _actions_run_somewhere(cls, value: str) -> str:
        if value not in ACTIONS_RUN:
            raise ValueError(f"{value!r} is none of {', '.join(ACTIONS_RUN)}.")
        return value

    @validator("wechat_mode")
    def _mode_can_work(cls, value: str, values: dict) -> str:
        if value not in WECHAT_MODES:
            raise ValueError(f"{value!r} is none of {', '.join(WECHAT_MODES)}.")
        missing = [name for name in ("appid", "aes_key") if not values.get(f"wechat_{name}")]
        if value != "plain" and missing:
            raise ValueError(f"{value} mode encrypts; set JUMIN_WECHAT_{missing[0].upper()} too.")
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
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The proxies whose word on the caller's address is taken."""
        return tuple(ip_network(text) for text in listed(self.trusted_proxies))

    @property
    def allowed_origins(self) -> frozenset[str]:
        """The origins, beside our own, whose pages may call the web channel."""
        return frozenset(listed(self.origins))

    @property
    def console_port_was_chosen(self) -> bool:
        """Whether somebody named it: the default one may be that of another copy on this machine."""
        return "console_port" in self.__fields_set__

    @property
    def framing_sites(self) -> tuple[str, ...]:
        """The origins, beside our own, whose pages may show the chat in a frame; ``*`` alone is any."""
        return tuple(listed(self.frame_ancestors))

    @property
    def desk_sites(self) -> tuple[str, ...]:
        """The origins whose pages may show the hotline's desk in a frame and hand it calls."""
        return tuple(listed(self.desk_ancestors))

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

    def of_city(self, city: City) -> Settings:
        """The settings with what they leave to the city as another release of its documents has it."""
        told = {field: told_by(city, what) for field, what in OF_CITY.items() if field not in self.__fields_set__}
        return self.copy(update=told)

    @property
    def max_list_age(self) -> timedelta:
        return timedelta(hours=self.zones_max_age)


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


def listed(value: str) -> list[str]:
    """The parts of a comma separated setting."""
    return [part.strip() for part in value.split(",") if part.strip()]


def refuse_unknown(environment: Iterable[str]) -> None:
    """A mistyped name would silently leave the default in force. Raises SettingsError."""
    known = [name.upper() for name in Settings.__fields__]
    for name in sorted(environment):
        given = name.upper().removeprefix(PREFIX)
        if name.upper().startswith(PREFIX) and given not in known:
            likely = difflib.get_close_matches(given, known, 1)
            hint = (
                f"did you mean {PREFIX}{likely[0]}?" if likely
                else "unset it; knowledge/settings.py names those there are."
            )
            raise SettingsError(f"{name} is no setting; {hint}")


def load_settings() -> Settings:
    """Read the environment; raises SettingsError naming the variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{PREFIX}{str(first['loc'][0]).upper()} cannot be used: {first['msg']}") from None
