"""Cases as groups: how many at least and at most, where, and which of them are left when all is said. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.nlu.grammar.case_words import ALONE, amount_of_word, homes_of, words_of
from knowledge.rulebook.amount import Amount
from knowledge.text.amounts import read_amount
from knowledge.text.lexicon import expand, pattern, values, words

KIN = values("cases.kin")
ONE = Amount(1, 1)
NONE_LEFT = Amount(0, 0)
SEVERAL = Amount(2, None)
# What may stand between a number and what it is said of, or between a home and its number.
OF_SICK = pattern("(?:的|新冠|人|们|个|[都也全又就刚均]|已经|今天|昨天|上午|是|给|被|新增|好像|\\s)*")
SICK_BEFORE = pattern(
    "(?:了|着|的|有|是|数量|人数|病例|人员|患者|一共|大概|好像|一下子|一下|来|就|也|才|只|<cases.told>)*"
)
AT_HOME = pattern("(?:[有又也都里各刚是的出那]|今天|昨天|已经|刚刚|分别|[:：\\s])*")
LIVES = pattern(
    "(?:<cases.measure>?(?:阳性|阳的|病例|感染者|的)?(?:[是都全也就均同]|分别|集中|分散|涉及|住|位于)*(?:[在搁住]|涉及|是)?的?|[在搁是住])"
)
FOUND_AT = pattern("(?:[里又也都各刚还楼]|今天|昨天|今儿|昨儿|已经|刚刚|\\s)*")
NOT_SICK = pattern(
    "(?:的|<cases.sick>|[全就人们]|密接)*(?:[都也](?:没|未|木)|(?:没|未|木)(?:有?[阳羊染确]|有?(?:$|[<clauses.end>嘞的])))"
)
THERE_IS_NONE = pattern("(?:没有?|木有?|哪有)$")
DENIED = pattern("(?:不是|并非|哪是|哪有|没有|没到|不是[^<clauses.end>]{1,8}的)$")
SO_MANY = pattern("(?:例|个|人)?(?:那么|这么)多")
ASKER = pattern("<people.we>(?:家|就)?(?:是|住在?|在|的是)?$")
HAS = pattern("<cases.each>|<cases.told>|<cases.sick>|了")
APIECE, HOUSEHOLDS = pattern("[一每][户家]各?$"), pattern("(?P<n>[<numerals.counting>\\d])[户家]")
ALL_IN = pattern("[都全](?:是|在|住在?|搁)")
LED_BY_ALL = pattern("[都全](?:是|在|住在?|搁)$")
NEIGHBOUR = pattern("<units.beside>")
ADDS = pattern("<cases.more_of>")
# These count without a measure; 几 and 多 do so before 单元.
CONTRACTED = expand("<numerals.contracted>")
COUNTED_ALONE = words("numerals.counted_alone")
BARE = pattern(
    "(?:那|就|只|才|是|有|<cases.more_of>|<cases.told>|多|了|剩下?的?|今天|昨天|其实"
    "|应该|一共|总共|大概|确定|实际上?|说错了?|不对|哦不|[，,\\s])*$"
)
SMALL_END = pattern("[了整啊呀哈嘞呢吧人例个,，。\\s]*(?:$|(?=[<clauses.end>]))")


@dataclass(frozen=True)
class Group:
    """So many cases in these homes; part: they are among those told before."""

    start: int
    end: int
    amount: Amount
    homes: tuple[str, ...] = ()
    part: bool = False
    taken_back: bool = False


@dataclass
class Counted:
    """What one message counts: ``cases`` and ``units`` (None where it says neither), the homes with cases, how many of
    the cases known are none after all (``fewer``; all of them where it is ``NONE_LEFT``), and the stretches that
    say so; adds_span: the word that tells that they come to those known; at_home: a home alone tells the one unit."""

    cases: Amount | None = None
    units: Amount | None = None
    homes: tuple[str, ...] = ()
    fewer: Amount | None = None
    fewer_span: tuple[int, int] = (0, 0)
    adds_span: tuple[int, int] | None = None
    case_spans: list[tuple[int, int]] = field(default_factory=list)
    unit_spans: list[tuple[int, int]] = field(default_factory=list)
    at_home: bool = False


def count_cases(text: str, counting: bool = False) -> Counted:
    """What a normalised message counts. counting: the talk is about cases, so that a bare number counts them."""
    return _Reading(text, counting).counted()


class _Reading:
    """One message while it is read, word by word."""

    def __init__(self, text: str, counting: bool) -> None:
        self.text, self.counting = text, counting
        self.words = words_of(text)
        self.told_until = 0
        self.denied_spans: list[tuple[int, int]] = []
        self.kinds = [word.lastgroup for word in self.words]
        self.corrects = any(
            word.lastgroup == "correct" or (word.lastgroup == "restates" and word.group() != "就")
            for word in self.words
        )

    def between(self, one: int, other: int) -> str:
        """The text between two words; a comma where one is missing."""
        if not (0 <= one < len(self.words) and 0 <= other < len(self.words)):
            return ","
        return self.text[self.words[one].end() : self.words[other].start()]

    def kind(self, index: int) -> str | None:
        return self.kinds[index] if 0 <= index < len(self.kinds) else None

    # -- does a number count cases?

    def counts_people(self, index: int) -> bool:
        """Whether the number at ``index`` counts cases; it may count anything else that people have."""
        word = self.words[index]
        if word.lastgroup == "lone":
            return True
        if (
            word["of_units"]
            or THERE_IS_NONE.search(self.text[: word.start()])
            or NOT_SICK.match(self.text, word.end())
            or self.text[word.end() : word.end() + 2] in ("单元", "小区", "号楼")
        ):
            return False
        if word["measure"] == "例":
            return True
        if not word["measure"] and word["n"].isdigit() and len(word["n"]) > 2:  # 502都阳了 is a door
            return False
        return self.said_of_the_sick(index) or self.told_alone(index) or self.at_a_home(index) or self.bare(index)

    def said_of_the_sick(self, index: int) -> bool:
        """俩阳性, 三个人都阳了, 阳了俩, 确诊1个."""
        word, text = self.words[index], self.text
        if self.kind(index + 1) == "sick" and OF_SICK.fullmatch(self.between(index, index + 1)):
            sick = self.words[index + 1]
            if self.kind(index + 2) == "count" and re.fullmatch("了(?:有|其中)?", self.between(index + 1, index + 2)):
                return False  # 七口阳了五口
            return (
                not text.startswith(("过", "了吗"), sick.end())
                and not NOT_SICK.match(text, sick.end())
                and (word["measure"] is not None or word["n"] not in "几多")
            )
        if self.kind(index - 1) != "sick" or not SICK_BEFORE.fullmatch(self.between(index - 1, index)):
            return False
        before = self.words[index - 1]
        if before["sick"][0] == "羊" and text[before.start() - 1 : before.start()] in tuple("养买卖吃喂放山绵"):
            return False
        return bool(word["measure"] or word["n"] in CONTRACTED or ALONE.match(text, word.end())) and not re.match(
            "[只头条次栋月点层号]", text[word.end() :]
        )

    def of_people(self, index: int) -> bool:
        """Whether what counts people stands behind the number, or is in it (俩); 三口人 are a household."""
        word = self.words[index]
        return word["n"] in CONTRACTED or bool(word["measure"] and not word["measure"].startswith("口"))

    def told_alone(self, index: int) -> bool:
        """新增2个, 出了俩: nothing follows that could be counted instead."""
        word = self.words[index]
        told = self.kind(index - 1) == "told" and re.fullmatch(
            r"[了着出]?(?:一下子)?\s?", self.between(index - 1, index)
        )
        return bool(told and self.of_people(index) and ALONE.match(self.text, word.end()))

    def at_a_home(self, index: int) -> bool:
        """4号楼1单元一个, 一个在一单元."""
        word = self.words[index]
        if not self.of_people(index):
            return False
        behind = self.kind(index + 1) == "home" and re.fullmatch(
            r"[是住的也都同]{0,2}[在搁住]", self.between(index, index + 1)
        )
        return bool(behind) or (self.home_before(index) is not None and bool(ALONE.match(self.text, word.end())))

    def bare(self, index: int) -> bool:
        """两个 where it was asked how many, or where something is put right: 说多了，就俩."""
        word = self.words[index]
        if not (self.counting or self.corrects or DENIED.search(self.text[: self.words[index - 1].start()])) or not (
            word["measure"] or word["n"] in CONTRACTED or self.counting
        ):
            return False
        clause = self.text[: word.start()]
        clause = clause[max((clause.rfind(end) for end in ",，。 ;；!！?？…"), default=-1) + 1 :]
        if self.kind(index - 1) == "count" and DENIED.search(self.text[: self.words[index - 1].start()]):
            return bool(
                re.fullmatch(r"[,，\s]?(?:而|就|应该)?是", self.between(index - 1, index))
                and ALONE.match(self.text, word.end())
            )
        led = BARE.fullmatch(clause) or (
            self.kind(index - 1) in ("restates", "correct", "rest") and not self.between(index - 1, index)
        )
        return bool(led and SMALL_END.match(self.text, word.end()))

    def home_before(self, index: int) -> int | None:
        """The home that stands right before the number at ``index``, with no more between than 也有, 各 or 那."""
        at, passed = index - 1, 0
        while at >= 0 and self.kinds[at] in ("each", "told", "sick") and passed < 3:
            at, passed = at - 1, passed + 1
        if at < 0 or (self.kinds[at] == "place" and "each" not in self.kinds[at:index]):
            return None
        if self.kinds[at] not in ("home", "place") or self.text[self.words[at].end() - 1] == "号":
            return None
        gap = self.text[self.words[at].end() : self.words[index].start()]
        gap = HAS.sub("", gap)
        return (
            at
            if (AT_HOME.fullmatch(gap) and not ASKER.search(self.text[: self.words[at].start()])) or self.own(at, gap)
            else None
        )

    def own(self, at: int, gap: str) -> bool:
        """俺单元一个: the asker's own unit is named by 俺."""
        return (
            not gap.strip()
            and "单元" in self.words[at].group()
            and bool(re.match("[我俺咱本自]", self.words[at].group()))
        )

    # -- groups

    def groups(self) -> list[Group]:
        """The numbers of cases with their homes, those that were put right or denied left out."""
        found: list[Group] = []
        for index, kind in enumerate(self.kinds):
            word = self.words[index]
            if (kind == "correct" and self.counts_later(index)) or (
                kind == "restates" and found and self.restated(index)
            ):
                found = []
            elif kind in ("count", "lone") and self.counts_people(index):
                group = self.group(index)
                found = self.with_group(found, group, index) if group else found
            elif kind == "kin" and self.kin_is_sick(index):
                found.append(Group(word.start(), word.start() + 1, Amount(KIN[word.group()], KIN[word.group()])))
        return found

    def counts_later(self, index: int) -> bool:
        """Whether a number of cases follows."""
        return any(
            kind in ("count", "lone") and self.counts_people(at) for at, kind in enumerate(self.kinds) if at > index
        )

    def restated(self, index: int) -> bool:
        """Whether the number that follows takes the place of those before (其实就一例), and no home sets it apart."""
        nearest = next(
            (at for at in range(index + 1, len(self.kinds)) if self.kinds[at] in ("count", "lone", "home")), None
        )
        if nearest is None or self.kinds[nearest] == "home" or not self.counts_people(nearest):
            return False
        return self.home_before(index) is None

    def kin_is_sick(self, index: int) -> bool:
        """夫妻都阳了; a number right behind says it itself (母女俩)."""
        if self.kind(index + 1) == "count" and not self.between(index, index + 1).strip():
            return False
        sick = self.kind(index + 1) == "sick" and len(self.between(index, index + 1)) <= 4
        return sick and not NOT_SICK.match(self.text, self.words[index].end())

    def group(self, index: int) -> Group | None:
        """The number at ``index`` with its homes; None where it is denied or cannot be told."""
        word = self.words[index]
        amount = ONE if self.kind(index) == "lone" else amount_of_word(word)
        if amount is None or amount == NONE_LEFT:
            return None
        if SO_MANY.match(self.text, word.end()) or (
            DENIED.search(self.text[: word.start()]) and (self.corrects or self.counted_again(index))
        ):
            self.denied_spans.append(word.span())
            return None
        homes, each = self.homes_at(index)
        times = Amount(len(homes), len(homes)) if each and homes else self.apiece(index)
        amount = Amount(amount.least * times.least, amount.most and times.most and amount.most * times.most)
        homes = tuple(home for home in homes if "单元" in home or home[-1] in "楼座")
        part = self.kind(index - 1) == "part" or "中的" in self.between(index - 1, index)
        return Group(*self.stretch(index), amount, homes, part, self.false(index))

    def stretch(self, index: int) -> tuple[int, int]:
        """The number with the words that say what it counts: 新增2例, 三个阳性."""
        start, end = self.words[index].span()
        free = self.words[index - 1].start() >= self.told_until if index else False
        if (
            free
            and self.kind(index - 1) in ("told", "sick")
            and re.fullmatch("[了着出来]*", self.between(index - 1, index))
        ):
            start = self.words[index - 1].start()
        if self.kind(index + 1) == "sick" and OF_SICK.fullmatch(self.between(index, index + 1)):
            end = self.words[index + 1].end()
        self.told_until = end
        return start, end

    def homes_named(self, at: int) -> list[str]:
        """The homes of a word; a floor is one that only tells how many have so many each."""
        return homes_of(self.words[at]) if self.kinds[at] == "home" else [f"{self.words[at].group()}层"]

    def apiece(self, index: int) -> Amount:
        """So many times: 两个单元各有一例, 两户一户一个; once where nothing is said of each."""
        word = self.words[index]
        at = index - 1
        while self.kind(at) in ("each", "told", "sick"):
            at -= 1
        if "each" in self.kinds[max(at, 0) : index] and self.kind(at) == "count" and self.words[at]["of_units"]:
            return amount_of_word(self.words[at]) or ONE
        if (
            word.lastgroup == "count"
            and word["measure"] in ("个", "人", "例")
            and APIECE.search(self.text[: word.start()])
        ):
            homes = HOUSEHOLDS.search(self.text)
            return (read_amount(homes["n"]) if homes else None) or SEVERAL
        return ONE

    def counted_again(self, index: int) -> bool:
        return any(kind in ("count", "lone") for kind in self.kinds[index + 1 :])

    def homes_at(self, index: int) -> tuple[tuple[str, ...], bool]:
        """The homes of the number at ``index``, and whether each has so many."""
        before = self.home_before(index)
        if before is not None:
            each = "each" in self.kinds[before:index] or bool(
                re.search("[各都]", self.text[self.words[before].end() : self.words[index].start()])
            )
            homes = self.homes_named(before)
            while self.kind(before - 1) == self.kinds[before] and re.fullmatch(
                r"[、，,和跟与及\s]{0,2}", self.between(before - 1, before)
            ):
                before -= 1
                homes = self.homes_named(before) + homes
            return tuple(homes), each
        after = index + 1
        if self.kind(after) == "sick":
            after += 1
        if self.kind(after) == "home" and LIVES.fullmatch(
            self.text[self.words[index].end() : self.words[after].start()]
        ):
            return self.home_chain(after), False
        return (), False

    def home_chain(self, at: int) -> tuple[str, ...]:
        """Homes that are named one after the other: 1单元和2单元."""
        homes = list(homes_of(self.words[at]))
        while self.kind(at + 1) == "home" and re.fullmatch(r"[、，,和跟与及\s]{0,2}", self.between(at, at + 1)):
            at += 1
            homes += homes_of(self.words[at])
        return tuple(homes)

    def false(self, index: int) -> bool:
        """Whether it is said right behind that these are none: 一例复检转阴."""
        after = self.kind(index + 1) == "false_alarm"
        return after and not re.search("[,，。;；]", self.between(index, index + 1))

    def with_group(self, found: list[Group], group: Group, index: int) -> list[Group]:
        """The groups so far and one more: it adds to them, sums them up, or repeats one."""
        leads = self.kind(index - 1)
        if (
            leads in ("total", "rest")
            and self.between(index - 1, index).strip() in ("", "就", "是", "有", "是有", "只有", "就是")
            and found
        ):
            return [group]
        if group.part or not found:
            return [*found, group]
        last = found[-1]
        if last.part and group.homes:  # 其中2例在1单元，1例在3单元
            return [*found, replace(group, part=True)]
        within = (
            last.amount.exact is None and last.amount.least <= group.amount.least and group.amount.exact is not None
        )
        if (
            within
            and not (last.homes or group.homes)
            and (last.amount.most is None or group.amount.least <= last.amount.most)
        ):
            return [*found[:-1], group]  # 三例不到，两例吧
        if not found[-1].homes and found[-1].amount == group.amount and group.homes and len(found) == 1:
            return (
                [group] if len(group.homes) < 2 and group.amount.least > 1 else [replace(found[0], homes=group.homes)]
            )
        return [*found, group]

    # -- what is left

    def counted(self) -> Counted:
        groups = self.groups()
        told = Counted(case_spans=[*((group.start, group.end) for group in groups), *self.denied_spans])
        false = [group for group in groups if group.taken_back]
        parts = [group for group in groups if group.part]
        whole = [group for group in groups if not group.part]
        whole = self.without_a_sum(whole)
        told.cases = self.sum(whole or parts)
        told.homes, covers = self.all_homes(whole, parts)
        told.fewer = self.fewer(groups)
        if told.fewer is not None:
            told.fewer_span = next(word for word in self.words if word.lastgroup in ("all_gone", "false_alarm")).span()
        taken = sum(group.amount.least for group in false)
        if told.cases and taken and (told.cases.least > taken or len(groups) > len(false)):
            told.cases, told.fewer = told.cases.without(taken), None
        elif told.fewer is not None and told.cases and not false:
            told.cases, told.fewer = (
                (NONE_LEFT if told.fewer == NONE_LEFT else told.cases.without(told.fewer.least)),
                None,
            )
        elif false:
            told.cases, told.case_spans = None, []
        self.count_units(told, covers)
        told.adds_span = self.adds(groups[0]) if groups else None
        return told

    @staticmethod
    def without_a_sum(groups: list[Group]) -> list[Group]:
        """2人，1单元1人，4单元1人: the first is the sum of the others, which only say where."""
        first, rest = groups[:1], groups[1:]
        summed = len(rest) > 1 and all(group.homes or group.amount for group in rest) and not first[0].homes
        if summed and sum(group.amount.least for group in rest) == first[0].amount.least:
            return [replace(first[0], homes=tuple(home for group in rest for home in group.homes))]
        return groups

    @staticmethod
    def sum(groups: list[Group]) -> Amount | None:
        total = None
        for group in groups:
            total = group.amount if total is None else total + group.amount
        return total

    def all_homes(self, whole: list[Group], parts: list[Group]) -> tuple[tuple[str, ...], bool]:
        """All homes that have cases, and whether none can be missing."""
        homes = dict.fromkeys(home for group in (*whole, *parts) for home in group.homes)
        some, all_there = self.homes_with_some()
        homes |= dict.fromkeys(some)
        located = all_there or all(group.homes for group in whole)
        counted = sum(group.amount.least for group in parts)
        covers = located or bool(whole and counted and counted == sum(group.amount.least for group in whole))
        return tuple(homes), covers and bool(homes)

    def homes_with_some(self) -> tuple[list[str], bool]:
        """Homes that are said to have cases, without how many (1单元和2单元都有阳性), and whether it is said of all
        cases (阳性在1单元)."""
        found: list[str] = []
        all_there = False
        for index, kind in enumerate(self.kinds):
            if kind != "home" or ASKER.search(self.text[: self.words[index].start()]):
                continue
            last = index
            while self.kind(last + 1) == "home" and re.fullmatch(
                r"[、，,和跟与及\s]{0,2}", self.between(last, last + 1)
            ):
                last += 1
            has = (
                self.kind(last + 1) in ("told", "sick")
                and FOUND_AT.fullmatch(self.between(last, last + 1))
                and not NOT_SICK.match(self.text, self.words[last + 1].end())
                and "没" not in self.between(last, last + 1)
            )
            lies = self.lies_at(index)
            all_in = LED_BY_ALL.search(self.text[: self.words[index].start()])
            if (has or lies or all_in) and not (self.kind(index - 1) == "count" and not self.counts_people(index - 1)):
                found += self.home_chain(index)
                all_there = all_there or bool(lies or all_in)
        return found, all_there

    def lies_at(self, index: int) -> bool:
        """阳性在1单元, 两个阳性，分别住在7号楼和8号楼: the home stands behind the sick."""
        before = index - 1
        while self.kind(before) == "each":
            before -= 1
        if self.kind(before) not in ("sick", "count", "total") or self.kind(before - 1) == "part":
            return False
        gap = self.text[self.words[before].end() : self.words[index].start()]
        return bool(gap.strip(",， ") and re.fullmatch(rf"(?:的?人?们?)?[,，\s]?{LIVES.pattern}", gap))

    def count_units(self, told: Counted, covers: bool) -> None:
        """In how many units they are, by what says it most plainly."""
        units = [(word, amount) for word in self.words if (amount := units_said(word)) and not self.denied(word)]
        apart = [word for word in self.words if word.lastgroup == "apart"]
        one = [word for word in self.words if word.lastgroup == "one" and not self.denied(word)]
        said = units or apart or one
        told.unit_spans = [(word[0] if isinstance(word, tuple) else word).span() for word in said]
        if units:
            told.units = max((amount for _, amount in units), key=lambda amount: amount.least)
        elif apart:
            told.units = SEVERAL
        elif len(told.homes) > 1:
            told.unit_spans = self.spans_of(told.homes)
            told.units = Amount(len(told.homes), len(told.homes))
        elif one:
            told.units = ONE
        elif kin := [word for at, word in enumerate(self.words) if word.lastgroup == "kin" and self.kin_is_sick(at)]:
            # The first letter of 两口子 says how many, the others that they live together.
            told.unit_spans, told.units = [(word.start() + 1, word.end()) for word in kin], ONE
        elif told.homes and "单元" in told.homes[0] and (covers or told.cases is None):
            told.unit_spans, told.units = self.spans_of(told.homes)[:1], ONE
            first = self.text[slice(*told.unit_spans[0])]
            told.at_home = not (ALL_IN.match(first) or NEIGHBOUR.match(first))

    def denied(self, word: re.Match) -> bool:
        """Whether 不是 or 没有 stands right before."""
        return bool(DENIED.search(self.text[: word.start()]))

    def spans_of(self, homes: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where these homes are named."""
        named = [word for word in self.words if word.lastgroup == "home" and set(homes_of(word)) & set(homes)]
        led = [LED_BY_ALL.search(self.text[: word.start()]) for word in named]
        # 都在2单元 says it of all cases: that home first.
        spans = [
            (all_in.start() if all_in else word.start(), word.end()) for word, all_in in zip(named, led, strict=True)
        ]
        return sorted(spans, key=lambda span: not ALL_IN.match(self.text, span[0]))

    def fewer(self, groups: list[Group]) -> Amount | None:
        """How many of those told before are none: 孩子是假阳, 有两个是误报; all of them: 都是误报, 没有病例了."""
        if "all_gone" in self.kinds:
            return NONE_LEFT
        if "false_alarm" not in self.kinds:
            return None
        false = [group for group in groups if group.taken_back]
        at = self.kinds.index("false_alarm")
        if not false and groups and self.words[at].start() < groups[-1].start:
            return None
        if re.search("[都全]是?$", self.text[: self.words[at].start()]):
            return NONE_LEFT
        if false:
            return self.sum(false)
        before = next(
            (
                amount_of_word(self.words[i])
                for i in range(at - 1, -1, -1)
                if self.kinds[i] == "count"
                and self.words[i]["measure"]
                and not re.search("[,，。]", self.text[self.words[i].end() : self.words[at].start()])
            ),
            None,
        )
        return before or ONE

    def adds(self, group: Group) -> tuple[int, int] | None:
        """Where 又 and 还有 say that the first number comes to those known: 又多了两个, 还有一例; not where it takes the
        place of one that is denied (又听说不是一个是两个)."""
        if any(word.lastgroup == "count" and word.end() <= group.start and self.denied(word) for word in self.words):
            return None
        clause = max(self.text.rfind(end, 0, group.start) for end in ",，。;；!！?？") + 1
        found = ADDS.search(self.text, clause, group.end)
        return (found.start(), max(found.start() + 1, min(found.end(), group.start))) if found else None


def units_said(word: re.Match) -> Amount | None:
    """How many units a word counts: 三个单元, 两单元, but 2单元 names one; None where it counts none."""
    if word.lastgroup != "count" or not word["of_units"]:
        return None
    several = len(word["n"]) > 1 and not word["n"].isdigit()
    counted = word["measure"] or word["n"] in COUNTED_ALONE or several
    amount = amount_of_word(word) if counted else None
    return None if amount == NONE_LEFT else amount
