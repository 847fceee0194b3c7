"""The account's menu and the greeting of new followers, read from wechat/menu.yml of the city's folder and checked
before WeChat sees them.

Source of the limits: developers.weixin.qq.com, 自定义菜单: at most 3 entries with at most 5 each; names are shown up to 4
and 7 Chinese characters (a Latin letter is half a one) and cut behind; an address has at most 1,024 bytes.
"""
from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.answers import Answer
from knowledge.city.folder import city_folder
from knowledge.notices import ContentError, Located
from knowledge.releases.release import MENU
from knowledge.text.located_yaml import read_located

MOST_ENTRIES, MOST_BELOW = 3, 5
# In halves of a Chinese character.
LONGEST_NAME, LONGEST_NAME_BELOW = 8, 14
LONGEST_URL, LONGEST_GREETING = 1024, 1200
TOPIC_PAYLOAD = "topic:"


@dataclass(frozen=True)
class Menu:
    """``entries`` is the menu in the official shape; a CLICK event brings back the topic as its EventKey. The greeting
    is one message as channels know it: text and buttons with a title and a payload."""

    entries: tuple[dict[str, Any], ...]
    topics: frozenset[str]
    greeting: dict[str, Any]

    def official(self) -> dict[str, Any]:
        """What menu/create takes."""
        return {"button": list(self.entries)}


def load_menu(answers: dict[str, Answer], file: Path | None = None) -> Menu:
    """Read and check; ``answers`` are those of the release, and the file is that of
    the city's folder. Raises ContentError (file:line: sentence)."""
    return check_menu(answers, read_located(file or city_folder() / MENU))


def check_menu(answers: dict[str, Answer], table: Located | None) -> Menu:
    """The same of a menu that is read already. Raises ContentError, also where a release has none."""
    if table is None:
        raise ContentError(f"{MENU}:1: there is no such file; WeChat needs a menu and a greeting.")
    table.allow("greeting", "menu")
    entries = tuple(_entry(row, answers) for row in _few(table, MOST_ENTRIES))
    pressed = [button for entry in entries for button in entry.get("sub_button", [entry])]
    return Menu(entries, frozenset(b["key"] for b in pressed if b["type"] == "click"), _greeting(table, answers))


def _few(table: Located, most: int) -> list[Located]:
    rows = table.tables("menu")
    if not 1 <= len(rows) <= most:
        raise table.refuse(f"{len(rows)} entries; WeChat takes 1 to {most} here.", "menu")
    return rows


def _entry(row: Located, answers: dict[str, Answer]) -> dict[str, Any]:
    if "menu" not in row:
        return _button(row, answers, LONGEST_NAME)
    row.allow("name", "menu")
    below = [_button(inner, answers, LONGEST_NAME_BELOW) for inner in _few(row, MOST_BELOW)]
    return {"name": _name(row, LONGEST_NAME), "sub_button": below}


def _button(row: Located, answers: dict[str, Answer], longest: int) -> dict[str, Any]:
    row.allow("name", "topic", "url")
    if ("topic" in row) == ("url" in row):
        raise row.refuse("an entry names either a topic or a url.")
    if "topic" in row:
        return {"type": "click", "name": _name(row, longest), "key": _topic(row, row.text("topic"), "topic", answers)}
    return {"type": "view", "name": _name(row, longest), "url": _url(row)}


def _name(row: Located, longest: int) -> str:
    name = row.text("name")
    if halves(name) > longest:
        raise row.refuse(
            f"{name!r} is too long; WeChat shows {longest // 2} Chinese characters here and cuts the rest.", "name"
        )
    return name


def _topic(row: Located, topic: str, key: str, answers: dict[str, Answer]) -> str:
    if topic not in answers:
        raise row.refuse(f"{topic!r} is no topic of answers/topics.", key)
    return topic


def _url(row: Located) -> str:
    url = row.text("url")
    if not url.startswith(("https://", "http://")) or len(url.encode()) > LONGEST_URL:
        raise row.refuse(f"the url must begin with https:// and have at most {LONGEST_URL} bytes.", "url")
    return url


def _greeting(table: Located, answers: dict[str, Answer]) -> dict[str, Any]:
    row = table.get("greeting")
    if not isinstance(row, Located):
        raise table.refuse("'greeting' must hold a text, and may hold topics.", "greeting")
    row.allow("text", "topics")
    text = row.text("text")
    if len(text.encode()) > LONGEST_GREETING:
        raise row.refuse(
            f"the greeting has {len(text.encode())} bytes; {LONGEST_GREETING} leave room for its buttons.", "text"
        )
    topics = [_topic(row, topic, "topics", answers) for topic in row.texts("topics")]
    return {
        "text": text, "buttons": [{"title": answers[t].title, "payload": TOPIC_PAYLOAD + t} for t in topics],
        "card": None
    }


def halves(text: str) -> int:
    """The width of a text in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
