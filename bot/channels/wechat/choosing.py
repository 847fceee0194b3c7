"""The choice of a button by a message: a press, its title, or its number as people type it. Pure."""
from __future__ import annotations

import re
import unicodedata

from bot.channels.wechat.buttons import Button
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import to_number

# No 两 and no 仨: these count, they do not name a choice.
NUMERAL = "(?P<n>[0-9]{1,2}|<numerals.under_a_hundred>)"
VERB = r"(?P<verb>我?就?(?:选择?|点|按|回复?))"
# 要第二个 is a choice, 要2个 is not.
WANTS = "(?:我?(?:要|想?问))"
END = r"(?:吧|呗|呀|啊|哈|哦|呢)?[.。、,;:!~)\]】」』》”’\"'>]*"
# 选1, 第一个, 选第二项, （1）, 3. — and 2号, but neither 1个 nor 2条, which answer a question of how many.
TYPED = pattern(r"\s*".join([
    r"[(\[【「『《“‘\"'<]?", rf"(?:{VERB}|{WANTS})?", "(?:就|上面|前面)?的?", "(?P<th>第|选项|头(?=[一1]))?", NUMERAL,
    "(?:号|(?P<unit>个|项|条|种|题))?(?:选项)?", END,
]))
LAST = re.compile(
    rf"{VERB}?\s*(?:最后|末)[一1那]?[个项条种](?:选项)?{END}|{VERB}?\s*倒数第[一1][个项条种]{END}".replace("(?P<verb>", "(?:")
)
# A line as it was shown, copied with its number.
LISTED = re.compile(r"^[0-9]{1,2}\s*[.。、,):·]\s*|^·\s*")
# What stands behind a digit to make a picture of it, and what nobody sees.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\u20e3\ufeff]")


def pressed(text: str, button: str, standing: list[Button]) -> str | None:
    """The payload that a message means out of the buttons that stand now; None when it is words of its own."""
    for choice in standing:
        if button and choice.id == button:
            return choice.payload
    said = folded(text)
    for choice in standing:
        if folded(choice.title) in (said, LISTED.sub("", said)):
            return choice.payload
    return by_number(said, standing)


def by_number(said: str, standing: list[Button]) -> str | None:
    """The payload of the button whose number, or whose place where none are numbered, was typed."""
    counted = bool(standing) and standing[0].number is None
    places = range(1, len(standing) + 1) if counted else [button.number for button in standing]
    payloads = {place: button.payload for place, button in zip(places, standing, strict=True)}
    # Behind listed sites 最后一个 may be one of those.
    if LAST.fullmatch(said):
        return payloads[len(standing)] if 1 in payloads else None
    typed = TYPED.fullmatch(said)
    if not typed or (typed["unit"] and not (typed["th"] or typed["verb"])) or (counted and not typed["th"]):
        return None
    return payloads.get(to_number(typed["n"]))


def folded(text: str) -> str:
    """In one width and one way to write a digit, without blanks around."""
    seen = unicodedata.normalize("NFKC", UNSEEN.sub("", text))
    return "".join(digit_of(char) for char in seen).strip().casefold()


def digit_of(char: str) -> str:
    """❶ and ➀ as 1; any other character as it is."""
    return (
        str(unicodedata.digit(char)) if unicodedata.category(char) == "No"
        and unicodedata.digit(char, None) is not None else char
    )
