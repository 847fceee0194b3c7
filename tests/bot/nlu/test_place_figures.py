"""How well places are understood, over every place of the real data and in what residents would write."""
from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from datetime import datetime
from functools import partial

import numpy
import pytest
from near_copies import examples
from pypinyin import lazy_pinyin
from real_places import LEVELS, candidates, holds, is_it, name_of, real_places
from support import MORNING, ROOT

from bot.nlu.content import venue_kinds
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from bot.nlu.readers.venues import VenueMatcher
from bot.nlu.sample_places import sample_gazetteer
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.mentions import compatible
from knowledge.places.model import Place
from knowledge.tables.table import read_table
from knowledge.text.folding import fold
from knowledge.text.keys import key

NOW = datetime.fromisoformat(MORNING)
VENUES = VenueMatcher(venue_kinds().values())
FORMS = ("我住{}", "{}是什么风险区", "{}附近哪有采样屋")
SAMPLES, SEED, SEEDS = 4000, 20221107, range(5)
COMMON = [chr(code) for code in range(0x4E00, 0x9FA6)
          if b"\xb0" <= chr(code).encode("gb2312", "ignore")[:1] <= b"\xd7"]  # the 3,755 common letters of GB 2312
SOUNDING = defaultdict(list)
for letter in COMMON:
    SOUNDING[lazy_pinyin(letter)[0]].append(letter)
SENTENCES = [
    line for line in (ROOT / "tests/cases/no_places.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"
]


@pytest.fixture(scope="module")
def real(shared) -> tuple[Gazetteer, tuple[Place, ...]]:
    return real_places(shared)


def places_in(text: str, gazetteer: Gazetteer, asked: bool = False) -> list[Span]:
    return [
        span for span in find_facts(normalise(text), Lexicon(gazetteer, VENUES, NOW, asked)) if span.entity == "place"
    ]


def is_found(form: str, head: str, place: Place, gazetteer: Gazetteer) -> bool:
    """Whether the place is among the readings of a span that covers its name."""
    name, text = normalise(name_of(place)), normalise(form.format(head + name_of(place)))
    start = text.rfind(name)
    return any(
        span.start <= start and start + len(name) <= span.end and any(is_it(each, place) for each in candidates(span))
        for span in places_in(text, gazetteer)
    )


def is_found_everywhere(place: Place, gazetteer: Gazetteer, head: str) -> bool:
    return all(is_found(form, head, place, gazetteer) for form in FORMS)


def behind(place: Place) -> list[str]:
    """What may be said before the name: nothing, its district, and all that it lies in."""
    wider = [getattr(place, level) or "" for level in ("district", *LEVELS[:LEVELS.index(place.width)])]
    return ["", wider[0], "".join(wider[:2]), "".join(wider)]


def test_every_place_is_found_as_it_is_written(real):
    gazetteer, places = real
    found, missing = Counter(), []
    for place in places:
        simple, wider = behind(place)[:2], behind(place)[2:]
        ways = set(filter(partial(is_found_everywhere, place, gazetteer), simple))
        ways = ways or set(filter(partial(is_found_everywhere, place, gazetteer), wider))
        found.update({
            f"{place.width}, by its name": "" in ways, f"{place.width}, with its district": place.district in ways,
            f"{place.width}, in some way": bool(ways),
        })
        missing += [] if ways else [place.label]
    print(dict(Counter(place.width for place in places)), dict(found))
    assert not missing
    # Short, numbered and ordinary names (兑周, 3号院, 宿舍楼) need what they lie in; no other does.
    total = Counter(place.width for place in places)
    assert all(
        found[f"{level}, by its name"] == found[f"{level}, with its district"] == total[level] for level in LEVELS[:2]
    )
    assert found["compound, by its name"] >= 0.95 * total["compound"]


def test_every_division_is_found_by_its_official_name(real, shared):
    rows = [
        row for row in read_table(shared / "data/places/zhengzhou_divisions_2016.csv")
        if row.values["level"] in ("town", "village")
    ]
    unclear = []
    for values in (row.values for row in rows):
        spans = places_in(FORMS[0].format(values["county"] + values["name"]), real[0])
        taken = [span for span in spans if span.value["exact"] and not span.value["unknown"]]
        if not (len(taken) == len(spans) == 1 and candidates(taken[0])[0].street):
            unclear.append(values["county"] + values["name"])
    print(len(rows))
    assert unclear == []


def misspelt(rng: random.Random, name: str) -> str:
    """The name with one letter wrong: one time in two another that sounds the same, otherwise any common one."""
    at = rng.choice([at for at, letter in enumerate(name) if "一" <= letter <= "鿿"])
    homophones = [letter for letter in SOUNDING[lazy_pinyin(name[at])[0]] if letter != name[at]]
    other = rng.choice(homophones if homophones and rng.random() < 0.5 else COMMON)
    return misspelt(rng, name) if fold(other) == fold(name[at]) else name[:at] + other + name[at + 1:]


@pytest.fixture(scope="module")
def pools(real) -> list[list[Place]]:
    """The places of each level that are found by their names behind their districts."""
    gazetteer, places = real
    able = [place for place in places if is_found(FORMS[0], place.district, place, gazetteer)]
    return [[place for place in able if place.width == level] for level in LEVELS]


def slips(places: tuple[Place, ...], pools: list[list[Place]], seed: int) -> list[tuple[Place, str]]:
    """(place, a sentence with its district and its name misspelt); what spells another's name is no slip."""
    rng = random.Random(seed)
    named = defaultdict(list)
    for place in places:
        named[key(place.width, name_of(place))].append(place)
    made: list[tuple[Place, str]] = []
    while len(made) < SAMPLES:
        place = rng.choice(pools[len(made) % len(pools)])
        name = misspelt(rng, name_of(place))
        others = [other for level in LEVELS for other in named.get(key(level, name), ())]
        if not any(compatible(Place(place.district), other) for other in others):
            made.append((place, rng.choice(FORMS).format(place.district + name)))
    return made


@pytest.mark.parametrize("seed", [SEED + more for more in SEEDS])
def test_a_slip_is_offered_and_never_taken_for_another_place(real, pools, seed):
    gazetteer, places = real
    ends, wrong = Counter(), []
    for place, text in slips(places, pools, seed):
        spans = places_in(text, gazetteer)
        offered = any(is_it(each, place) for each in candidates(spans[0])[:3])
        ends[
            "offered" if offered and not spans[0].value["exact"] else "taken, rightly" if offered else "not offered"
        ] += 1
        wrong += [(place.label, text, candidates(span)[0].label) for span in spans
                  if span.value["exact"] and not any(holds(each, place) for each in candidates(span))]
    print(dict(ends), len(wrong))
    assert wrong == []
    assert ends["offered"] >= 0.95 * SAMPLES
    assert ends["taken, rightly"] <= 0.005 * SAMPLES


@pytest.mark.parametrize("asked", [False, True])
def test_no_place_in_sentences_that_name_none(real, asked):
    assert len(SENTENCES) == 500
    for gazetteer in (real[0], sample_gazetteer()):
        assert [line for line in SENTENCES if places_in(line, gazetteer, asked)] == []


@pytest.mark.parametrize("phrase", [
    "低风险区", "采样屋", "中心医院", "上街买菜", "二七个人", "高新技术", "经开始了", "我们小区", "俺村", "这条街", "我们社区", "这个小区", "去社区登记", "老城区", "城中村",
    "街道办事处", "业主群", "村委会", "宿舍楼", "居民楼", "3号楼", "那个村子", "农贸市场", "隔壁小区", "一条街", "回村", "思路", "套路", "逛街", "乡镇", "不知道",
    "不想说",
    "就在家里", "你猜", "说不准"])
@pytest.mark.parametrize("form", ["{}", "我在{}", "我想问一下{}的事", "{}能去吗", "从{}回来"])
def test_ordinary_phrases_are_no_places(real, phrase, form):
    for gazetteer in (real[0], sample_gazetteer()):
        assert [places_in(form.format(phrase), gazetteer, asked) for asked in (False, True)] == [[], []]


def test_finding_facts_is_fast(real):
    texts = [normalise(text) for lines in examples().values() for text in lines]
    texts = random.Random(SEED).sample(texts, 4000)
    milliseconds = [min(timed(text, real[0]) for _ in range(3)) * 1000 for text in texts]
    median, slowest = numpy.percentile(milliseconds, [50, 99])
    print(f"median {median:.3f} ms, 99th percentile {slowest:.3f} ms")
    assert median < 0.5 and slowest < 2


def test_a_letter_of_a_long_rambling_message_costs_hardly_more_than_one_of_a_short_one(real):
    """As a ratio in one run: what a letter takes depends on the machine."""
    lines = random.Random(SEED).sample([text for lines in examples().values() for text in lines], 1000)
    rambling = ",".join(lines)
    long = [normalise(rambling[start:start + 300]) for start in range(0, 9000, 300)]
    assert min(map(len, long)) > 250
    short = [text for text in map(normalise, lines) if text]
    of_long, of_short = (
        numpy.median([min(timed(text, real[0]) for _ in range(3)) / len(text) for text in texts])
        for texts in (long, short)
    )
    print(f"a letter of a long message takes {of_long / of_short:.2f} times that of a short one")
    assert of_long < 3 * of_short


def timed(text: str, gazetteer: Gazetteer) -> float:
    start = time.perf_counter()
    find_facts(text, Lexicon(gazetteer, VENUES, NOW))
    return time.perf_counter() - start
