"""Full addresses out of real lists, and others in the same streets that no list names, asked as residents ask them."""
from __future__ import annotations

import json
import random
import re
from collections import Counter
from contextlib import ExitStack

import pytest
from lookups import asked, listed_addresses

from knowledge.clock import parse_instant

HOURS = {"2022-11-06T22": "2022-11-06T22:30", "2022-11-07T09": "2022-11-07T09:30", "2022-11-23T08": "2022-11-23T08:30"}
FORMS = ("{}是什么风险区", "我住{}，这里是什么风险区", "{}现在属于哪一级风险")
# In the manner of the city's, and in none of its lists.
NEVER_LISTED = ("翠屏雅居", "云栖花园小区", "金桂里12号院", "文博路8号院", "天润嘉苑", "澄碧公馆", "望舒府")
BEHIND = ("3号楼2单元", "11号楼", "", "5号楼", "7号楼3单元")
HEAD = re.compile(r"(?P<street>.*?(?:街道办事处|街道|办事处|镇|乡))(?P<community>.*?(?:社区|村))")
SEED, SAMPLE, WANTED = 20221107, 100, 95


@pytest.fixture(scope="module", params=["2022-11-07T09", "2022-11-23T08"])
def morning(request, shared):
    """(the city at the hour of the list, with all lists up to then; the addresses it lists)."""
    hours = [hour for hour in HOURS if hour <= request.param]
    replies = [json.loads((shared / f"data/risk_areas/{hour}.json").read_text(encoding="utf-8")) for hour in hours]
    with ExitStack() as stack:
        places = sorted((shared / "data/places").glob("*.csv"))
        city = stack.enter_context(asked(places, replies, parse_instant(HOURS[request.param])))
        addresses = listed_addresses(replies[-1])
        random.Random(SEED).shuffle(addresses)
        yield city, addresses


def test_listed_addresses_are_told_as_they_are_listed(morning):
    city, addresses = morning
    ends, wrong, dated, late = Counter(), [], [], []
    for number, (kind, address) in enumerate(addresses[:SAMPLE]):
        lookup = city.about(FORMS[number % len(FORMS)].format(address))
        ends[lookup.words] += 1
        wrong += [(address, lookup.text)] if lookup.decided and kind not in lookup.kinds else []
        dated += [address] if lookup.instants else []
        late += [lookup.text] if lookup.words == "zone_listed" and not begins_with_answer(lookup.text) else []
    print(dict(ends))
    assert (wrong, dated, late) == ([], [], [])
    assert sum(ends[f"zone_{outcome}"] for outcome in ("listed", "parts")) >= share(addresses)


def test_addresses_that_no_list_names_are_said_to_be_in_no_entry(morning):
    city, addresses = morning
    ends, wrong = Counter(), []
    for address, around in others(addresses, SAMPLE):
        lookup = city.about(random.Random(address).choice(FORMS).format(address))
        ends[lookup.words] += 1
        said = lookup.text.startswith("不在名单的任何一条里") and around in lookup.text
        if lookup.words == "zone_listed":  # only where an entry is the whole village or community
            wrong += [lookup.text] if lookup.answer.designation.place.compound else []
        wrong += [] if lookup.words != "zone_not_named" or said else [lookup.text]
        wrong += [lookup.text] if "low_risk" in lookup.kinds else []
    print(dict(ends))
    asked_back = ends["zone_which_place"] + ends["zone_did_you_mean"]
    assert (wrong, asked_back) == ([], 0)
    assert ends["zone_undecided"] + ends["zone_place_unknown"] <= sum(ends.values()) * (100 - WANTED) / 100


def test_the_answer_of_a_button_is_not_asked_again(morning):
    city, _ = morning
    again, pressed = [], 0
    for name, readings in city.gazetteer.names().items():
        offered = [place for mention in city.gazetteer.read(name)[:1] for place in mention.candidates[:4]]
        for place in offered if len(readings) > 1 and len(offered) > 1 else ():
            pressed += 1
            lookup = city.about(place.label)
            again += [place.label] if lookup.words in ("zone_which_place", "zone_did_you_mean") else []
    print(f"{pressed} buttons")
    assert again == [] and pressed > 100


def others(addresses: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    """(an address in a street and community of the list, the community)."""
    rng = random.Random(SEED)
    heads = [match for _, address in addresses if (match := HEAD.match(address))]
    chosen = rng.sample(heads, min(count, len(heads)))
    return [(head[0] + rng.choice(NEVER_LISTED) + rng.choice(BEHIND), head["community"]) for head in chosen]


def share(addresses: list) -> float:
    return min(SAMPLE, len(addresses)) * WANTED / 100


def begins_with_answer(text: str) -> bool:
    """The level and the hour of the list within twenty characters."""
    return bool(re.match(r"[高中低]风险区（国家名单\d{1,2}月\d{1,2}日\d{1,2}:\d\d", text[:20]))
