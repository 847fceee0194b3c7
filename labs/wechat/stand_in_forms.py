"""Which messages and menus the official server takes, as its documentation tells it. Pure."""
from __future__ import annotations

from typing import Any

LONGEST_TEXT = 2000
LONGEST_NAME, LONGEST_SUB_NAME, LONGEST_KEY, LONGEST_URL = 16, 60, 128, 1024
BUTTON_KINDS = ("click", "view", "miniprogram", "location_select", "scancode_push", "scancode_waitmsg")


class Fault(Exception):
    """What the official server answers in place of success."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def check_message(body: dict[str, Any], may_send_menus: bool) -> None:
    """Raises the fault of a message's form."""
    if body.get("aimsgcontext", {"is_ai_msg": 0}) not in ({"is_ai_msg": 0}, {"is_ai_msg": 1}):
        raise Fault(47001, "data format error")
    kind = body.get("msgtype")
    if kind == "text":
        text = (body.get("text") or {}).get("content")
        if not text:
            raise Fault(44004, "empty content")
        if len(text.encode()) > LONGEST_TEXT:
            raise Fault(45002, "content size out of limit")
    elif kind == "msgmenu":
        check_choices(body.get("msgmenu") or {}, may_send_menus)
    elif kind == "news":
        articles = (body.get("news") or {}).get("articles") or []
        if len(articles) != 1:
            raise Fault(45008, "article size out of limit")
        if not articles[0].get("title") or not articles[0].get("url"):
            raise Fault(47001, "data format error")
    else:
        raise Fault(40008, "invalid message type")


def check_choices(menu: dict[str, Any], allowed: bool) -> None:
    """Raises the fault of a menu message."""
    if not allowed:
        raise Fault(40200, "invalid account type")
    listed = menu.get("list") or []
    if not listed or not all(isinstance(c.get("id"), str) and c.get("id") and c.get("content") for c in listed):
        raise Fault(47001, "data format error")
    whole = menu.get("head_content", "") + "".join(c["content"] for c in listed) + menu.get("tail_content", "")
    if len(whole.encode()) > LONGEST_TEXT:
        raise Fault(45002, "content size out of limit")


def check_menu(body: dict[str, Any]) -> None:
    """Raises the fault of a custom menu."""
    buttons = body.get("button") or []
    if not 1 <= len(buttons) <= 3:
        raise Fault(40016, "invalid button size")
    for button in buttons:
        if not 0 < len(button.get("name", "").encode()) <= LONGEST_NAME:
            raise Fault(40018, "invalid button name size")
        subs = button.get("sub_button")
        if subs is None:
            check_button(button, 40017, 40019, 40020)
            continue
        if not 1 <= len(subs) <= 5:
            raise Fault(40023, "invalid sub button size")
        for sub in subs:
            if not 0 < len(sub.get("name", "").encode()) <= LONGEST_SUB_NAME:
                raise Fault(40025, "invalid sub button name size")
            check_button(sub, 40024, 40026, 40027)


def check_button(button: dict[str, Any], wrong_kind: int, wrong_key: int, wrong_url: int) -> None:
    """Raises the fault of one button that does something."""
    if button.get("type") not in BUTTON_KINDS:
        raise Fault(wrong_kind, "invalid button type")
    if button["type"] == "click" and not 0 < len(button.get("key", "").encode()) <= LONGEST_KEY:
        raise Fault(wrong_key, "invalid button key size")
    if button["type"] == "view" and not 0 < len(button.get("url", "").encode()) <= LONGEST_URL:
        raise Fault(wrong_url, "invalid button url size")
