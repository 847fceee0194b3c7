"""The words that say what a number beside them is, and what may stand between the word and the number. Pure."""
from __future__ import annotations

import re
from typing import NamedTuple

from bot.privacy.masking.folding import spaced
from knowledge.text.lexicon import pattern

IDENTITY, MOBILE, PHONE, CARD, QQ, WECHAT, NUMBER = "[证件号]", "[手机号]", "[电话]", "[银行卡号]", "[QQ号]", "[微信号]", "[号码]"
# 是, 号码, a colon, brackets, an arrow: what links a label to what it labels.
LINK = r"(?:[\W_]|[号码帐账户是为就叫给你您哦呢啊的字第卡])"
FILLER = f"{LINK}{{0,8}}"
WECHAT_WORD = spaced(
    "(?:微信|[微v][x❤♥]|[v薇威徽维溦]信|威芯|卫星号?|绿泡泡|[薇溦微](?=[\\W_]{0,3}[a-z0-9])|(?:weixin|wechat|(?:"
    "加我?|(?<![a-z]))(?:vx|wx|v(?!x)))(?![_\\-./]))"
)
_QQ_WORD = spaced(r"(?:(?<![a-z])q[\W_]?q|扣扣|口口|叩叩|抠抠|扣q|q扣|企鹅号?|球球|秋秋|(?<![a-z])q(?![a-z]))群?")
_ACCOUNT_WORD = spaced("(?:银行卡|储蓄卡|信用卡|工资卡|社保卡|卡号|账号|帐号|账户|帐户|工行|农行|建行|中行|招行|邮储|card)")
IDENTITY_WORD = spaced(
    "(?:身份证|身份号|身分证|证件|护照|通行证|台胞证|回乡证|居住证|军官证(?:军字)?|士兵证|警官证|驾照|驾驶证|学生证|学号|学籍号?|考号|准考证|工号|社保|医保|病历"
    "|就诊卡?|住院号?|档案号?|passport|(?<![a-z])id(?:card)?)"
)
_PARCEL_WORD = "(?:单号|运单|取件码?|订单号?)"
_PHONE_WORD = spaced("(?:电话|手机|联系方式|联系号码|座机|固话|分机|家电|联系我|打给我|打我|call我?|tel|phone|mobile|☎|📞|📱|☏)")

# What is labelled, its mark, and how many digits it has at least and at most; the nearest label before a number is its
# own.
LABELS = tuple(
    (re.compile(f"{word}{FILLER}$"), mark, least, most) for word, mark, least, most in (
        (_QQ_WORD, QQ, 5, 12), (WECHAT_WORD, WECHAT, 5, 20), (_ACCOUNT_WORD, CARD, 8, 19),
        (IDENTITY_WORD, IDENTITY, 6, 20),
        (_PARCEL_WORD, NUMBER, 8, 20), (_PHONE_WORD, PHONE, 7, 15),
    )
)
# 身份证尾号071234, 手机后四位8000: a part of a number, which says as much to somebody who has the rest.
TAILS = tuple(
    (
        pattern(
            rf"{word}卡?(?:号码?)?的?[\W_]{{0,3}}(?:尾号|尾数|[后末最]{{1,2}}[0-9]?[<numerals.tail_length>]?[位个](?:"
            rf"数字?|号码?)?){LINK}{{0,4}}(?P<value>[0-9](?:\s?[0-9]){{2,7}}x?)(?![0-9])"
        ),
        mark
    )
    for word, mark in ((IDENTITY_WORD, IDENTITY), (_ACCOUNT_WORD, CARD), (_PHONE_WORD, PHONE))
)
# 67170000是我家电话
LABELS_BEHIND = tuple(
    (re.compile(rf"[\W_]{{0,3}}(?:[是为]|就是)?(?:我|本人|俺)?家?的?{word}"), mark, least, most) for word, mark, least, most in (
        (_QQ_WORD, QQ, 6, 11), (WECHAT_WORD, WECHAT, 6, 20), ("(?:银行)?卡号", CARD, 8, 19),
        ("(?:身份证|护照)号?", IDENTITY, 7, 20),
        ("(?:电话|座机|手机|固话)", PHONE, 7, 12),
    )
)
# 号码 says only that some number follows; 身份证号码 and QQ号码 say which.
ANY_NUMBER = re.compile(f"号码{FILLER}$")
REACH = 24


class Label(NamedTuple):
    """The mark for a number, and the least and greatest count of its digits."""

    mark: str
    least: int
    most: int


def label_before(before: str) -> Label | None:
    """What the nearest label in the words before a number says that it is."""
    found = [
        (said.start(), Label(mark, least, most)) for word, mark, least, most in LABELS if (said := word.search(before))
    ]
    if found:
        return max(found)[1]
    return Label(PHONE, 7, 15) if ANY_NUMBER.search(before) else None


def label_behind(text: str, end: int) -> Label | None:
    """What the words behind a number that ends there say that it is."""
    return next((Label(mark, least, most) for word, mark, least, most in LABELS_BEHIND if word.match(text, end)), None)
