"""The words that count cases and say where they are, found all at once. Pure."""
from __future__ import annotations

import re

from knowledge.rulebook.amount import Amount
from knowledge.text.amounts import bounded, read_amount
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import arabic

AND = r"[、，,和跟与及\s]{1,2}"
ORDINAL = r"(?:\d{1,2}|[<numerals.cardinal>]{1,3})"
BUILDING = rf"(?:{ORDINAL}(?:号楼|号?[栋幢座]|#楼?)|[甲乙丙丁a-f](?:座|楼|栋))"
UNIT = rf"(?:(?:{ORDINAL}|[甲乙丙丁])单元|[<units.side>][边头]?单元)"
NEIGHBOUR = "(?P<neighbour>(?:<units.beside>|邻居|<people.own>)[这那]?个?单元)"
HOME = rf"(?:(?:{BUILDING}\s?)?{UNIT}|{BUILDING}|{NEIGHBOUR})"
# 1、2、3单元 and 1到3单元 name several; 1单元和2单元 are two words.
LISTED = rf"(?P<listed>\d{{1,2}}(?:{AND}\d{{1,2}})+|\d{{1,2}}[到至~-]\d{{1,2}})(?P<listed_of>单元|号楼|栋)"
COUNT = (
    "(?:(?:(?P<more><numerals.more>)|(?P<from><numerals.from>)|(?P<to><numerals.to>)|(?P<less><numerals.less>)"
    r"|(?P<nearly><numerals.nearly>))(?:了?\s?))?(?<![第\d.混合万])"
    r"(?P<n><numerals.amount>)(?:[到至、~-](?P<m><numerals.amount>))?"
    r"(?:(?P<over><numerals.over>)|(?P<round><numerals.round>))?"
    r"(?:\s?(?P<measure><cases.measure>|口人?|个(?:大人|小孩|孩子|老人)))?"
    "(?:(?P<or_more><numerals.or_more>)|(?P<or_less><numerals.or_less>)|(?P<or_so><numerals.or_so>)"
    "|(?P<not_quite><numerals.not_quite>))?"
    r"(?:\s?(?P<of_units>(?:不同的?)?<units.unit>))?"
)
WORDS = pattern("|".join((
    "(?P<apart><units.apart>)", rf"(?P<home>(?<!第)(?:{LISTED}|{HOME}))",
    r"(?P<place>(?:\d{1,2}|[<numerals.cardinal>]{1,2})(?:楼|层|号线|号(?![楼栋])))",
    "(?P<all_gone><cases.all_gone>)", "(?P<false_alarm><cases.false_alarm>)", "(?P<kin><cases.kin>)",
    "(?P<total><cases.counted_as>)", "(?P<part><cases.part_of>)", "(?P<rest><cases.rest>)",
    "(?P<restates><cases.restates>)",
    "(?P<correct><hedges.puts_right>)", "(?P<one><units.one>)",
    f"(?P<count>{COUNT})(?![混合]|层)", "(?P<each><cases.each>)",
    "(?P<lone>(?<=[有了])(?:例(?=<cases.sick>)|个(?=阳性(?:[,，]|$))))", "(?P<sick><cases.sick>)", "(?P<told><cases.told>)",
)))
# What a number counts when nothing follows that it could count instead (有两个孩子, 新增两个采样点 are no cases).
ALONE = pattern(
    r"(?=$|[<clauses.end_or_item>了啊呢吧吗嘛嘞哩呗得在都住分是全怎咋就还会要能算属封搁也整说呀哈那]|<cases.sick>|病|中的|[于男女]"
    r"|左右|不到|以[上下])(?!都?在(?:家|单位)|说法)"
)
BOUNDS = ("more", "from", "to", "less", "nearly", "over", "round")
AFTER = {"or_more": "from", "or_less": "to", "or_so": "near", "not_quite": "less"}


def words_of(text: str) -> list[re.Match]:
    """The words in order of appearance; ``lastgroup`` is the kind of each."""
    return list(WORDS.finditer(text))


def amount_of_word(word: re.Match) -> Amount | None:
    """How many a word of kind ``count`` says; None where nobody can tell."""
    amount = read_amount(word["n"])
    if amount and word["m"]:
        other = read_amount(word["m"])
        amount = other and Amount(min(amount.least, other.least), max(amount.least, other.most or other.least))
    if amount is None:
        return None
    for group, bound in (*((name, name) for name in BOUNDS), *AFTER.items()):
        amount = bounded(amount, bound) if word[group] else amount
    return amount


def homes_of(word: re.Match) -> list[str]:
    """The homes that a word names, each by one name (二单元 is 2单元)."""
    if not word["listed"]:
        home = re.sub("栋|#楼?", "号楼", re.sub(r"\s|(?<=单元).*", "", word["home"]))
        return [arabic(home)]
    numbers = [int(number) for number in re.findall(r"\d+", word["listed"])]
    if re.search("[到至~-]", word["listed"]):
        numbers = list(range(numbers[0], numbers[-1] + 1))
    return [f"{number}{word['listed_of']}" for number in numbers]
