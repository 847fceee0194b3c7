"""Made-up data of a city of any size, the same each time."""
from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from knowledge.answers.model import Answer, Part
from knowledge.clock import parse_instant
from knowledge.notices import Notice
from knowledge.notices.window import Window
from knowledge.places.model import Place
from knowledge.releases.city import city_here
from knowledge.sites.tables import SiteRow
from knowledge.zones.parse import parse_designation
from knowledge.zones.stored import parts_to_json
from knowledge.zones.tables import RiskEntryRow, RiskListRow

NOW = parse_instant("2022-11-30T09:30")
FIRST = "松柏桐槐柳梅兰竹菊荷云霞溪泉峰岭湖湾港洲"
SECOND = "青翠碧金银玉瑞祥和安宁康泰嘉佳盛隆昌永恒"
DISTRICTS = ("中原区", "二七区", "金水区", "惠济区", "上街区", "高新区")
# Texts that a list names, of which so many are new in each hour.
LISTED, NEW_AN_HOUR = 120, 4


def place_names(count: int) -> list[Place]:
    """So many compounds, in streets and communities of six districts."""
    found = []
    for number in range(count):
        name = SECOND[number % 20] + FIRST[number // 20 % 20] + SECOND[number // 400 % 20] + FIRST[number // 8000 % 20]
        found.append(Place(DISTRICTS[number % 6], f"{name[:2]}路街道", f"{name[1:3]}社区", f"{name}花园小区"))
    return found


def risk_entries(hours: int) -> Iterator[RiskListRow | RiskEntryRow]:
    """Lists of so many hours up to now: each names LISTED texts, of which a few are new and as many are gone."""
    places = place_names(LISTED + hours * NEW_AN_HOUR)
    start = NOW.replace(minute=0) - timedelta(hours=hours - 1)
    for hour in range(hours):
        yield RiskListRow(city=city_here().name, hour=start + timedelta(hours=hour), digest=f"{hour:064}")
    for number, place in enumerate(places):
        first = max(0, (number - LISTED) // NEW_AN_HOUR + 1)
        last = number // NEW_AN_HOUR + 1
        if first < hours:
            parts = parts_to_json(parse_designation(place.district, place.label + "3号楼"))
            ends = start + timedelta(hours=last) if last < hours else None
            yield RiskEntryRow(city=city_here().name, kind="high_risk", county=place.district, district=place.district,
                               text=place.label + "3号楼", parts=parts, valid_from=start + timedelta(hours=first),
                               valid_to=ends)


def zone_of_each(count: int) -> list[Place]:
    """Places to ask for."""
    return place_names(count)


def site_rows(count: int) -> Iterator[SiteRow]:
    """So many booths over the districts."""
    rng = random.Random(count)
    for number, place in enumerate(place_names(count)):
        yield SiteRow(
            site_id=f"s{number}", kind="booth", name=f"{place.compound}采样屋", district=place.district,
            street=place.street, community="", address="", lat=34.7 + rng.random() / 5, lon=113.5 + rng.random() / 5,
            phone="", hours="07:00-20:00", audience="all", status="open",
            valid_from=parse_instant("2022-11-01"), source="made up", sample=False,
        )


def notices_and_answers(count: int) -> tuple[dict[str, Notice], list[Answer]]:
    """A notice for every ten topics, and topics of three parts each."""
    window = Window(parse_instant("2022-11-01"))
    notices = {f"notice-{number}": Notice(f"notice-{number}", "notice", "", "", "", NOW.date(), window, {"one": ""})
               for number in range(max(1, count // 10))}
    parts = [tuple(Part("一句话。", f"notice-{(number + more) % len(notices)}", "one", window) for more in range(3))
             for number in range(count)]
    return notices, [Answer(f"topic-{number}", "", "", each) for number, each in enumerate(parts)]


def examples(count: int) -> tuple[list[str], list[str]]:
    """So many questions of six topics, each asked in its own words."""
    rng, asked = random.Random(count), ("几点关门", "要带什么", "在哪里做", "能不能去", "多少钱一次", "谁来管这事")
    names = ("".join(map(rng.choice, (FIRST, SECOND, FIRST))) for _ in range(count))
    texts = [f"{name}那边{asked[number % 6]}" for number, name in enumerate(names)]
    return texts, [f"topic-{number % 6}" for number in range(count)]
