"""Whether a number counts cases; it may count anything else that people have. Pure."""
from __future__ import annotations

import re

from bot.nlu.grammar.case_homes import home_before
from bot.nlu.grammar.case_words import ALONE
from bot.nlu.grammar.sentence import NUMBERS, Sentence
from knowledge.text.lexicon import expand, pattern

SICK_BEFORE = pattern(
    "(?:了|着|的|有|是|数量|人数|病例|人员|患者|一共|大概|好像|一下子|一下|来|就|也|才|只|<cases.told>)*"
)
THERE_IS_NONE = pattern("(?:没有?|木有?|哪有)$")
# These count without a measure; 几 and 多 do so before 单元.
CONTRACTED = expand("<numerals.contracted>")
BARE = pattern(
    "(?:那|就|只|才|是|有|<cases.more_of>|<cases.told>|多|了|剩下?的?|今天|昨天|其实"
    "|应该|一共|总共|大概|确定|实际上?|说错了?|不对|哦不|[，,\\s])*$"
)
SMALL_END = pattern("[了整啊呀哈嘞呢吧人例个,，。\\s]*(?:$|(?=[<clauses.end>]))")
OTHER_THINGS = ("单元", "小区", "号楼")
# 一例核酸待复核 is a test that is not known yet.
TESTS = ("核酸", "混管", "样本", "标本")
NO_PERSON = "只头条次栋月点层号"
# 买羊了两只: what is bought or herded.
HERDED = "养买卖吃喂放山绵"


def counts_people(said: Sentence, index: int) -> bool:
    """Whether the number at ``index`` counts cases."""
    word = said.words[index]
    if word.lastgroup == "lone":
        return True
    if counts_none(said, index):
        return False
    if word["measure"] == "例":
        return True
    # 502都阳了 is a door.
    is_a_door = not word["measure"] and word["n"].isdigit() and len(word["n"]) > 2
    return not is_a_door and any(
        reads(said, index) for reads in (of_the_sick, behind_the_sick, told_alone, at_a_home, bare)
    )


def counts_later(said: Sentence, index: int) -> bool:
    """Whether a number of cases follows."""
    return any(kind in NUMBERS and counts_people(said, at) for at, kind in enumerate(said.kinds) if at > index)


def counts_none(said: Sentence, index: int) -> bool:
    """Whether it counts units or tests, or those that are well, or that there is none."""
    word = said.words[index]
    behind = said.text[word.end():word.end() + 2]
    # 两例小区怎么管控 counts cases all the same.
    other = word["of_units"] or behind in TESTS or (behind in OTHER_THINGS and word["measure"] != "例")
    return bool(other or THERE_IS_NONE.search(said.before(index)) or said.not_sick(index))


def of_the_sick(said: Sentence, index: int) -> bool:
    """俩阳性, 三个人都阳了."""
    if not said.of_sick(index):
        return False
    counted = said.kind(index + 2) == "count" and re.fullmatch("了(?:有|其中)?", said.between(index + 1, index + 2))
    asked = said.text.startswith(("过", "了吗"), said.words[index + 1].end())
    # 七口阳了五口 counts the five.
    if counted or asked or said.not_sick(index + 1):
        return False
    word = said.words[index]
    return word["measure"] is not None or word["n"] not in "几多"


def behind_the_sick(said: Sentence, index: int) -> bool:
    """阳了俩, 确诊1个."""
    led = said.kind(index - 1) == "sick" and SICK_BEFORE.fullmatch(said.between(index - 1, index))
    if said.of_sick(index) or not led:
        return False
    word, sick = said.words[index], said.words[index - 1]
    if sick["sick"][0] == "羊" and said.text[sick.start() - 1:sick.start()] in tuple(HERDED):
        return False
    person = word["measure"] or word["n"] in CONTRACTED or ALONE.match(said.text, word.end())
    return bool(person) and said.text[word.end():word.end() + 1] not in tuple(NO_PERSON)


def told_alone(said: Sentence, index: int) -> bool:
    """新增2个, 出了俩: nothing follows that could be counted instead."""
    told = said.kind(index - 1) == "told" and re.fullmatch(r"[了着出]?(?:一下子)?\s?", said.between(index - 1, index))
    return bool(told) and of_people(said, index) and stands_alone(said, index)


def at_a_home(said: Sentence, index: int) -> bool:
    """4号楼1单元一个, 一个在一单元."""
    if not of_people(said, index):
        return False
    behind = said.kind(index + 1) == "home" and re.fullmatch(r"[是住的也都同]{0,2}[在搁住]", said.between(index, index + 1))
    return bool(behind) or (home_before(said, index) is not None and stands_alone(said, index))


def of_people(said: Sentence, index: int) -> bool:
    """Whether what counts people stands behind the number, or is in it (俩); 三口人 are a household."""
    word = said.words[index]
    return word["n"] in CONTRACTED or bool(word["measure"] and not word["measure"].startswith("口"))


def stands_alone(said: Sentence, index: int) -> bool:
    """Whether nothing stands behind the number that it could count instead."""
    return bool(ALONE.match(said.text, said.words[index].end()))


def bare(said: Sentence, index: int) -> bool:
    """两个 where it was asked how many, or where something is put right: 说多了，就俩."""
    word = said.words[index]
    denies = said.kind(index - 1) is not None and said.denied(index - 1)
    if not (said.counting or said.corrects or denies):
        return False
    if not (word["measure"] or word["n"] in CONTRACTED or said.counting):
        return False
    if denies and said.kind(index - 1) == "count":
        return bool(re.fullmatch(r"[,，\s]?(?:而|就|应该)?是", said.between(index - 1, index))) and stands_alone(said, index)
    restated = said.kind(index - 1) in ("restates", "correct", "rest") and not said.between(index - 1, index)
    led = BARE.fullmatch(said.clause_before(index)) or restated
    return bool(led and SMALL_END.match(said.text, word.end()))
