"""Names to put into sentences: those that lists have, and made-up ones put together as such names are."""
from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML

from bot.nlu.readers.dictionary import PERSON, PLACE, dictionary
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.other_cities import towns
from knowledge.city.folder import LANGUAGE, city_folder

FOLDER = LANGUAGE / "nlu" / "mentions"
# Of the dictionary's words those that are mostly names: how long they are, and how common names of people may be.
LENGTHS, COMMONEST = range(2, 6), 100


@dataclass(frozen=True)
class Names:
    """parts: those of language/nlu/mentions/names.yml; own: names of the city's gazetteer; towns: other cities and
    counties; venues: the names of all kinds of venues; country and people: a dictionary's places and people."""

    parts: Mapping[str, Sequence[str]]
    own: Sequence[str]
    towns: Sequence[str]
    venues: Sequence[str]
    country: Sequence[str]
    people: Sequence[str]

    def draw(self, kind: str, luck: random.Random) -> str:
        """A name of a kind: place, venue, person, or own, one of the gazetteer."""
        return luck.choice(WAYS[kind])(self, luck)

    def of(self, part: str, luck: random.Random) -> str:
        """One of the parts of this kind."""
        return luck.choice(self.parts[part])


def names_with(lexicon: Lexicon) -> Names:
    """All lists that names are drawn from; ``lexicon`` has those of the city and of the venues."""
    words = [entry for entry in dictionary() if len(entry.word) in LENGTHS]
    return Names(
        YAML(typ="safe").load((FOLDER / "names.yml").read_text(encoding="utf-8")),
        sorted(lexicon.gazetteer.names()), towns(city_folder()), lexicon.venues.names(),
        [entry.word for entry in words if entry.mark == PLACE],
        [entry.word for entry in words if entry.mark == PERSON and len(entry.word) > 2 and entry.count < COMMONEST],
    )


def compound(names: Names, luck: random.Random) -> str:
    """A compound: 翠屏家园, 建业观澜."""
    head = names.of("builders", luck) if luck.random() < 0.45 else ""
    blossom = names.of("blossoms", luck) if not head or luck.random() < 0.75 else ""
    tail = names.of("endings", luck) if luck.random() < 0.75 or not blossom else ""
    return head + blossom + tail


def village(names: Names, luck: random.Random) -> str:
    """A village, in its town or by itself: 后王庄, 田岗镇李坡村."""
    town = names.of("village_heads", luck) + luck.choice(("镇", "乡", "街道")) if luck.random() < 0.25 else ""
    family = names.of("families", luck) if luck.random() < 0.2 else ""
    plain = names.of("village_heads", luck) + names.of("village_endings", luck)
    return town + family + plain + luck.choice(("", "", "村"))


def street(names: Names, luck: random.Random) -> str:
    """A street or the community called after it: 兴隆后街, 优胜社区."""
    return names.of("street_words", luck) + names.of("street_endings", luck)


def yard(names: Names, luck: random.Random) -> str:
    """Where those of a works live: 煤机厂家属院."""
    return names.of("works", luck) + luck.choice(("家属院", "家属区", "生活区", "老院", "南院", "宿舍", ""))


def town(names: Names, luck: random.Random) -> str:
    """Another city or county: 洛阳, 新乡卫辉, 鲁山县."""
    name, more = luck.choice(names.towns), luck.random()
    if more < 0.15:
        return name + luck.choice(names.towns)
    return name + (luck.choice(("市", "县")) if more < 0.25 else "")


def own(names: Names, luck: random.Random) -> str:
    """A name of the gazetteer."""
    return luck.choice(names.own)


def spot(names: Names, luck: random.Random) -> str:
    """What everybody knows: 老机场."""
    return names.of("spots", luck)


def anywhere(names: Names, luck: random.Random) -> str:
    """A place out of the dictionary: 曼谷, 太行山."""
    return luck.choice(names.country)


def listed_venue(names: Names, luck: random.Random) -> str:
    """A name that a kind of venue has."""
    return luck.choice(names.venues)


def shop(names: Names, luck: random.Random) -> str:
    """By what it deals in: 茶叶店, 渔具批发市场."""
    return names.of("wares", luck) + names.of("ware_endings", luck)


def trade(names: Names, luck: random.Random) -> str:
    """By what is done there: 攀岩馆, 配钥匙的地方."""
    return names.of("doings", luck) + names.of("doing_endings", luck)


def office(names: Names, luck: random.Random) -> str:
    """疾控中心, 老年大学, 茶馆: whole words."""
    return names.of("whole_words", luck)


def brand(names: Names, luck: random.Random) -> str:
    """By the sign over the door: 海底捞."""
    return names.of("brands", luck)


def full_name(names: Names, luck: random.Random) -> str:
    """A person's family name and given name."""
    return names.of("families", luck) + names.of("given", luck)


def with_title(names: Names, luck: random.Random) -> str:
    """As people are called: 张主任, 老马."""
    family = names.of("families", luck)
    return luck.choice(("老", "小")) + family if luck.random() < 0.15 else family + names.of("titles", luck)


def anybody(names: Names, luck: random.Random) -> str:
    """A person's name out of the dictionary."""
    return luck.choice(names.people)


# How names of each kind are made, as often as they stand here.
WAYS = {
    "place": (
        compound, compound, compound, compound, village, village, street, yard, town, town, own, spot, anywhere,
        anywhere,
    ),
    "own": (own,),
    "venue": (listed_venue, listed_venue, shop, trade, office, office, brand),
    "person": (full_name, full_name, with_title, with_title, anybody),
}
