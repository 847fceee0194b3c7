"""What a resident typed or said, in one spelling. Pure apart from reading the tables of spoken forms once."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from opencc import OpenCC
from ruamel.yaml import YAML

from knowledge.city.folder import LANGUAGE, city_folder
from knowledge.releases.city import city_of
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import in_digits

# Controls, format signs and variation selectors: whatever shows nothing and may stand inside a word.
INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
BLANKS = re.compile(r"\s+")
LONGEST = 2000
# Codes that residents of every city ask about; the examples of language/nlu speak of them by the general word.
UNDERSTOOD_ALIKE = {"health_code": "health_code", "health_app": "health_code", "place_code": "place_code"}
# 低丰险区, 中疯显: what keyboards and voice recognition make of 风险 behind its level.
SOUNDS_LIKE_RISK = re.compile(r"(?<=[低中高])[风丰疯峰封锋枫凤冯][险现显线嫌县鲜](?!路|街|人|市)")
NUMERAL = pattern("[<numerals.cardinal>]{1,3}")
DAY = "<numerals.day_of_month>[号日]"
SPOKEN_DATE = pattern(
    rf"(?:<numerals.month>|\d{{1,2}})月{DAY}"
    rf"|(?<![<numerals.cardinal>路街]){DAY}(?=(?:那天)?(?:上午|下午|晚上|早上|中午|凌晨|当天|那天|还))"
)


def normalise(text: str) -> str:
    """Width folded, lower case, simplified characters, one blank for many, spoken forms mended.

    Lengths may change, so positions in the result are not positions in what was typed.
    """
    folded = unicodedata.normalize("NFKC", text[:LONGEST])
    folded = BLANKS.sub(" ", INVISIBLE.sub("", folded)).strip().lower()
    mended = mend_spoken_forms(_simplified().convert(folded)).lower()
    return dates_in_digits(SOUNDS_LIKE_RISK.sub("风险", mended))


def dates_in_digits(text: str) -> str:
    """十一月八号 is 11月8号, 八号上午 is 8号上午; a number before 号 alone may be that of a house or a metro line."""
    return SPOKEN_DATE.sub(lambda date: NUMERAL.sub(in_digits, date[0]), text)


def mend_spoken_forms(text: str) -> str:
    """Replace what is a known slip; longer forms first. Latin ones only where no other letter touches them."""
    pattern, forms = _spoken_forms(city_folder())
    return pattern.sub(lambda match: forms[match.group()], text)


@lru_cache(maxsize=1)
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def spoken_forms_files(folder: Path) -> list[Path]:
    """The tables of spoken forms: that of the language, then that of a city's folder where it has one."""
    files = (LANGUAGE / "spoken_forms.yml", folder / "language" / "spoken_forms.yml")
    return [file for file in files if file.exists()]


def codes_in_general(folder: Path) -> dict[str, str]:
    """What a city calls its codes, each with the word that any city has for it, so that both are understood alike."""
    general = YAML(typ="safe").load((LANGUAGE / "words" / "called.yml").read_text(encoding="utf-8"))
    own = city_of(folder).called
    return {own[code].lower(): general[word]["text"] for code, word in UNDERSTOOD_ALIKE.items() if code in own}


@lru_cache(maxsize=16)
def _spoken_forms(folder: Path) -> tuple[re.Pattern, dict[str, str]]:
    tables = [YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {} for file in spoken_forms_files(folder)]
    forms = {str(wrong): str(meant) for table in tables for wrong, meant in table.items()} | codes_in_general(folder)
    parts = []
    for form in sorted(forms, key=len, reverse=True):
        escaped = re.escape(form)
        parts.append(f"(?<![a-z]){escaped}(?![a-z])" if form.isascii() else escaped)
    return re.compile("|".join(parts)), forms
