"""Radicals that programs write in place of letters that look the same (⻛ for 风); PDF files are full of them. Pure."""
from __future__ import annotations

import unicodedata

KANGXI = {letter: unicodedata.normalize("NFKC", chr(letter)) for letter in range(0x2F00, 0x2FD6)}
# The supplement has no letters of its own in Unicode's tables.
SUPPLEMENT = dict(zip(
    map(ord, "⺁⺇⺋⺌⺍⺗⺙⺝⺟⺠⺡⺢⺣⺤⺥⺦⺩⺪⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"),
    "厂几㔾小小心攵月母民氵水灬爪爪丬王疋示礻竹糸纟网网网网网羊羊羊老耂聿月臼艹艹艹虎覀西见角角讠贝足车辶辶辶邑钅長镸长门阝青韦页风飞食食飠饣马骨鬼鱼鸟卤麦黄齐齿龙龟",
    strict=True,
))
LETTERS = KANGXI | SUPPLEMENT


def as_letters(text: str) -> str:
    """The text with letters in the place of radicals."""
    return text.translate(LETTERS)
