"""Every error code of the official API that this channel can meet: what it means and what to do. One table, pure.

Source: developers.weixin.qq.com, the error tables of stable_token, custom/send, custom/typing and menu/create.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from wechatpy.constants import WeChatErrorCode as Official

from bot.channels.wechat.results import Refused, Then

# Codes that wechatpy does not name.
ADDRESS_NOT_ALLOWED, ACCOUNT_KIND = 40164, 40200
ADDRESS_WAITS, ADDRESS_TO_CONFIRM, ADDRESS_REFUSED_DAY, ADDRESS_REFUSED_HOUR = 89501, 89503, 89506, 89507
TYPING_COMMAND, TYPING_TOO_LATE, TYPING_ALREADY = 45072, 45080, 45081

BUSY = frozenset({int(Official.SYSTEM_BUSY), int(Official.SYSTEM_ERROR)})
TOKEN_CODES = frozenset({
    int(Official.INVALID_CREDENTIAL), int(Official.INVALID_ACCESS_TOKEN), int(Official.EXPIRED_ACCESS_TOKEN),
})
MINUTE, TEN_MINUTES = 60.0, 600.0
ADDRESS = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{3,})(?![\w:])", re.I)


@dataclass(frozen=True)
class Meaning:
    """What a code means, what to do, what becomes of the message; ``pause``: seconds it will surely go on so."""

    reason: str
    todo: str
    then: Then
    pause: float = 0.0


TOKEN_REFUSED = Meaning(
    "The access token is refused even after a refresh.",
    (
        "Check that JUMIN_WECHAT_APPID and JUMIN_WECHAT_SECRET belong to one account and that no other program forces "
        "new stable tokens."
    ),
    Then.REPAIR, MINUTE,
)
WRONG_IDENTITY = "Copy both anew from the account's page of developer settings (开发接口管理 / 开发密钥)."
MENU_RULES = "Correct wechat/menu.yml of the city's folder and push it again."
ALLOW = "Add {address} to the account's IP allow list (IP白名单)."

MEANINGS: dict[int, Meaning] = {
    Official.SYSTEM_BUSY: Meaning("The official server is busy.", "It is tried again by itself.", Then.AGAIN, 5.0),
    Official.SYSTEM_ERROR: Meaning("The official server has trouble.", "It is tried again by itself.", Then.AGAIN, 5.0),
    Official.INVALID_CREDENTIAL: TOKEN_REFUSED,
    Official.INVALID_ACCESS_TOKEN: TOKEN_REFUSED,
    Official.EXPIRED_ACCESS_TOKEN: TOKEN_REFUSED,
    Official.INVALID_OPENID: Meaning(
        "The resident's openid is not one of this account.",
        "Check that JUMIN_WECHAT_APPID is the account they write to.", Then.GONE),
    Official.INVALID_APP_ID: Meaning("JUMIN_WECHAT_APPID is not known to WeChat.", WRONG_IDENTITY, Then.REPAIR, MINUTE),
    Official.INVALID_APP_SECRET: Meaning("JUMIN_WECHAT_SECRET is wrong.", WRONG_IDENTITY, Then.REPAIR, MINUTE),
    Official.MISSING_APP_ID: Meaning("JUMIN_WECHAT_APPID is not set.", WRONG_IDENTITY, Then.REPAIR, MINUTE),
    Official.MISSING_APP_SECRET: Meaning("JUMIN_WECHAT_SECRET is not set.", WRONG_IDENTITY, Then.REPAIR, MINUTE),
    ADDRESS_NOT_ALLOWED: Meaning(
        "This server's address {address} is not on the account's IP allow list.", ALLOW, Then.REPAIR, MINUTE
    ),
    ADDRESS_WAITS: Meaning(
        "The account's administrator has not confirmed the address {address} yet.", ALLOW, Then.REPAIR, MINUTE
    ),
    ADDRESS_TO_CONFIRM: Meaning(
        "The account's administrator is asked in WeChat to confirm the address {address}.",
        "Ask the administrator to confirm it, or: " + ALLOW, Then.REPAIR, MINUTE),
    ADDRESS_REFUSED_DAY: Meaning(
        "The account's administrator refused the address {address} twice; it is shut out for 24 hours.", ALLOW,
        Then.REPAIR, TEN_MINUTES),
    ADDRESS_REFUSED_HOUR: Meaning(
        "The account's administrator refused the address {address}; it is shut out for an hour.", ALLOW, Then.REPAIR,
        TEN_MINUTES),
    ACCOUNT_KIND: Meaning(
        "This kind of account may not send this kind of message.",
        "Menu messages need a verified service account; without one they go out as text.",
        Then.AS_TEXT, TEN_MINUTES),
    Official.REQUIRE_SUBSCRIBE: Meaning(
        "The resident does not follow the account any more.", "Nothing is to be done.", Then.GONE
    ),
    Official.REQUIRE_UNBLOCK_USER: Meaning(
        "The account has put this resident on its black list.", "Take them off it in the account's pages.", Then.GONE
    ),
    Official.OUT_OF_CONTENT_SIZE_LIMIT: Meaning(
        "The message is longer than WeChat takes.", "Report it; replies are split before they are sent.", Then.REPAIR
    ),
    Official.OUT_OF_ARTICLE_SIZE_LIMIT: Meaning("A card message takes one article.", "Report it.", Then.REPAIR),
    Official.OUT_OF_API_FREQ_LIMIT: Meaning(
        "The account's calls of today are used up.",
        "They are given with the next message; see the quota in the account's pages.",
        Then.NEXT, TEN_MINUTES),
    Official.API_MINUTE_QUOTA_REACH_LIMIT: Meaning(
        "Too many calls in this minute.", "It is tried again in the next minute.", Then.AGAIN, MINUTE
    ),
    Official.OUT_OF_RESPONSE_TIME_LIMIT: Meaning(
        "The resident's last message is too long ago (48 hours, or a minute after a click).",
        "It is given with their next message.", Then.NEXT),
    Official.OUT_OF_RESPONSE_COUNT_LIMIT: Meaning(
        "All messages that may follow the resident's last one are sent.", "It is given with their next message.",
        Then.NEXT),
    Official.UNAUTHORIZED_API: Meaning(
        "The account may not use this part of the API.",
        "Late replies are given with the next message; customer-service messages need a verified account (微信认证).",
        Then.NEXT, TEN_MINUTES),
    Official.USER_BLOCK_MESSAGE: Meaning(
        "The resident takes no messages from the account.", "Nothing is to be done.", Then.GONE
    ),
    Official.API_BANNED: Meaning(
        "WeChat has shut this part of the API for the account.", "See the notices in the account's pages.", Then.REPAIR,
        TEN_MINUTES
    ),
    TYPING_COMMAND: Meaning("The typing state was asked for wrongly.", "Report it.", Then.GONE),
    TYPING_TOO_LATE: Meaning(
        "The typing state comes too long after the last message.", "Nothing is to be done.", Then.GONE
    ),
    TYPING_ALREADY: Meaning("The typing state is already shown.", "Nothing is to be done.", Then.GONE),
    Official.INVALID_BUTTON_SIZE: Meaning("The menu must have 1 to 3 buttons.", MENU_RULES, Then.REPAIR),
    Official.INVALID_SUB_BUTTON_COUNT: Meaning("A menu's sub-menu must have 1 to 5 buttons.", MENU_RULES, Then.REPAIR),
    Official.INVALID_SUB_BUTTON_SIZE: Meaning(
        "A button of the menu is not one that WeChat takes.", MENU_RULES, Then.REPAIR
    ),
    Official.INVALID_BUTTON_NAME_SIZE: Meaning("A name in the menu is too long.", MENU_RULES, Then.REPAIR),
    Official.INVALID_SUB_BUTTON_NAME_SIZE: Meaning("A name in a sub-menu is too long.", MENU_RULES, Then.REPAIR),
    Official.INVALID_BUTTON_KEY_SIZE: Meaning("A key in the menu is too long.", MENU_RULES, Then.REPAIR),
    Official.INVALID_SUB_BUTTON_KEY_SIZE: Meaning("A key in a sub-menu is too long.", MENU_RULES, Then.REPAIR),
    Official.INVALID_BUTTON_URL_SIZE: Meaning("An address in the menu is too long or none.", MENU_RULES, Then.REPAIR),
    Official.INVALID_SUB_BUTTON_URL_SIZE: Meaning(
        "An address in a sub-menu is too long or none.", MENU_RULES, Then.REPAIR
    ),
    Official.INVALID_BUTTON_DOMAIN: Meaning(
        "An address in the menu is on a domain WeChat does not allow.", MENU_RULES, Then.REPAIR
    ),
    Official.INVALID_SUB_BUTTON_DOMAIN: Meaning(
        "An address in a sub-menu is on a domain WeChat does not allow.", MENU_RULES, Then.REPAIR
    ),
}


def refusal(code: int, message: str = "") -> Refused:
    """The refusal of a code. Of the official ``message`` only the address in it is told: it may hold anything."""
    meaning = MEANINGS.get(code) or Meaning(
        f"The official server refused the call with code {code}.",
        "Look the code up at developers.weixin.qq.com; the reply is given with the next message.", Then.NEXT)
    address = address_in(message)
    return Refused(
        code, meaning.reason.format(address=address), meaning.todo.format(address=address), meaning.then, meaning.pause)


def address_in(message: str) -> str:
    """The address an official message names, such as 「invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist」."""
    found = ADDRESS.search(message)
    return found.group() if found else "it calls from"
