"""A written answer as it is read aloud: short sentences, numbers and times as they are spoken. Pure.

Nothing is added and nothing left out: each number of the written answer stands in the spoken one in Chinese."""
from __future__ import annotations

import re

DIGITS, UNITS, MYRIADS = "零一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿")
# On the telephone a one among digits is 幺.
AS_DIGITS = str.maketrans("0123456789", "零幺二三四五六七八九")
DATE = re.compile(r"(?<!\d)(\d{4})[-年/](\d{1,2})[-月/](\d{1,2})日?(?!\d)")
YEAR = re.compile(r"(?<!\d)(\d{4})(?=年)")
TIME = re.compile(r"(?<![\d:：])([01]?\d|2[0-4])[:：]([0-5]\d)(?![\d:：])")
SPAN = re.compile(r"(?<=[\d点分])\s*[-–—~～]\s*(?=\d)")
PHONE = re.compile(r"(?<![\d.])(?:0\d{2,3}-?\d{7,8}|1\d{10}|400-?\d{3}-?\d{4}|9\d{4}|1[12]\d{1,3}|\d{7,8})(?![\d.])")
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
DECIMAL = re.compile(r"(?<!\d)(\d+)\.(\d+)(?!\d)")
NUMBER = re.compile(r"\d+")
# The same number may be one to call or one of things: it is a phone behind one of these, or with so many digits.
CALLS = re.compile(r"(?:拨打?|打|电话[：:是]?|热线[：:是]?|致电|或|、|，)$")
SHORT_PHONE = 5
PARENTHESIS = re.compile(r"[（(]([^（()）]*)[)）]")
# 13:00（下午1点）.
SAME_AGAIN = re.compile(r"([^（()）]{2,12})[（(]\1[)）]")
LONGEST_WORD = 2
MARKS = re.compile(r"^\s*[·•\-－*]+\s*", re.MULTILINE)
LISTED = re.compile(r"^\s*(\d{1,2})[.．、]\s*(?=\D)", re.MULTILINE)
LINES = re.compile(r"\s*\n+\s*")
ENDS = re.compile(r"(?<=[。？！；])")
# What only points at something on a screen.
QUOTES = re.compile(r"[“”「」『』]")


def spoken(text: str) -> str:
    """The text as it is read aloud, one sentence a line."""
    text = LISTED.sub(r"第\1，", QUOTES.sub("", MARKS.sub("", text.strip())))
    text = PARENTHESIS.sub(beside, SAME_AGAIN.sub(r"\1", numbers(text)))
    sentences = [part for line in LINES.split(text) for part in ENDS.split(line) if part.strip()]
    return "\n".join(tidy(sentence) for sentence in sentences)


def beside(found: re.Match[str]) -> str:
    """What stands in brackets: a word (社区（村）) is said as the other name, all else between commas."""
    return f"或{found[1]}" if len(found[1]) <= LONGEST_WORD else f"，{found[1]}，"


def numbers(text: str) -> str:
    """All numbers in words."""
    text = DATE.sub(lambda m: f"{digit_by_digit(m[1])}年{cardinal(int(m[2]))}月{cardinal(int(m[3]))}日", text)
    text = with_phones(text)
    text = YEAR.sub(lambda m: digit_by_digit(m[1]), text)
    text = TIME.sub(lambda m: f"{hour(int(m[1]))}{minutes(int(m[2]))}", text)
    text = re.sub(r"(?<=[点分\d半刻])\s*[-–—~～]\s*(?=[\d上下早晚凌中零一二三四五六七八九十])", "到", text)
    text = SPAN.sub("到", text)
    text = PERCENT.sub(lambda m: f"百分之{decimal(m[1])}", text)
    text = DECIMAL.sub(lambda m: decimal(m[0]), text)
    return NUMBER.sub(lambda m: counted(m[0], text[m.end():m.end() + 1]), text)


def with_phones(text: str) -> str:
    """Phones digit by digit."""
    def told(found: re.Match[str]) -> str:
        is_phone = len(found[0]) >= SHORT_PHONE or CALLS.search(text[:found.start()])
        return digit_by_digit(found[0].replace("-", ""), phone=True) if is_phone else found[0]
    return PHONE.sub(told, text)


def digit_by_digit(digits: str, phone: bool = False) -> str:
    return digits.translate(AS_DIGITS) if phone else "".join(DIGITS[int(digit)] for digit in digits)


def counted(digits: str, behind: str) -> str:
    """A number of things, two of them 两; what begins with a nought, or is too long to count, digit by digit."""
    if (len(digits) > 1 and digits[0] == "0") or len(digits) > 12:
        return digit_by_digit(digits)
    value = int(digits)
    return "两" if value == 2 and behind and behind in MEASURED else cardinal(value)


# What two of are 两: 两例, 两个单元.
MEASURED = "个例家次人天种类点名处份位条支管周间层座辆户小米元"


def cardinal(value: int) -> str:
    """0 零, 12 十二, 105 一百零五, 20000 二万."""
    if value == 0:
        return "零"
    said, blank, groups = "", False, []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    for place in reversed(range(len(groups))):
        group = groups[place]
        if group == 0:
            blank = bool(said)
            continue
        told = "两" if group == 2 and place else thousands(group)
        said += ("零" if said and (blank or group < 1000) else "") + told + MYRIADS[place]
        blank = False
    return said.removeprefix("一") if said.startswith("一十") else said


def thousands(group: int) -> str:
    """1 to 9999."""
    said, blank = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10 ** place % 10
        if digit == 0:
            blank = bool(said)
            continue
        told = "两" if digit == 2 and place == 3 else DIGITS[digit]
        said += ("零" if blank else "") + told + UNITS[place]
        blank = False
    return said


def decimal(digits: str) -> str:
    whole, _, part = digits.partition(".")
    return cardinal(int(whole)) + (f"点{digit_by_digit(part)}" if part else "")


def hour(value: int) -> str:
    """早上七点, 晚上八点: with the part of the day, so that 8:00 is never taken for 20:00."""
    name = next(name for last, name in PARTS_OF_DAY if value <= last)
    return f"{name}{clock_number(value if value <= 12 else value - 12)}点"


PARTS_OF_DAY = ((5, "凌晨"), (8, "早上"), (11, "上午"), (12, "中午"), (17, "下午"), (23, "晚上"), (24, "夜里"))


def clock_number(value: int) -> str:
    return "两" if value == 2 else cardinal(value)


def minutes(value: int) -> str:
    if value == 0:
        return ""
    return "半" if value == 30 else f"{'零' if value < 10 else ''}{cardinal(value)}分"


def tidy(sentence: str) -> str:
    """Commas that a bracket or a list left are read once; a sentence ends with a full stop."""
    sentence = re.sub(r"[，,\s]*[，,]+(?=[。；？！，：、）])|(?<=[，、：；。])[，,]+|^[，,]+", "", sentence.strip())
    sentence = re.sub(r"[，,]+", "，", sentence).rstrip("，,、")
    return sentence if sentence and sentence[-1] in "。？！；：" else f"{sentence}。"
