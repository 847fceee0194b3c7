"""How much of what a notice says is proposed: what a reader without the code wrote down beside each text, against what
is found."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from rapidfuzz.fuzz import ratio
from ruamel.yaml import YAML
from support import ROOT

from console.files.reading import tidy
from knowledge.intake.model import PHONE, ROW, SITE, ZONE, Read
from knowledge.intake.names import Names
from knowledge.intake.reading import read_notice
from knowledge.notices.window import CHINA
from knowledge.releases.release import load_release
from knowledge.rulebook.model import NOT_STATED
from knowledge.text.folding import fold

TODAY = {"data": date(2022, 11, 7), "shenzhen-2022": date(2022, 3, 20)}
VERDICTS = {"open": "open", "closed": "closed", "none": "closed", "takeaway": "takeaway_only", "online": "closed"}
MATTERS = ("dates", "windows", "places", "kinds", "scopes", "phones")


@dataclass
class Score:
    """Of one matter: how many are right, how many there are, how many are proposed, and what went wrong."""

    right: int = 0
    wanted: int = 0
    proposed: int = 0
    missed: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.wanted += other.wanted
        self.proposed += other.proposed
        self.missed += other.missed
        self.wrong += other.wrong

    def line(self) -> str:
        return (f"{self.right}/{self.wanted} found ({self.right / max(1, self.wanted):.0%}), "
                f"{self.right}/{self.proposed} of the proposed right ({self.right / max(1, self.proposed):.0%})")


@lru_cache(maxsize=4)
def city(name: str):
    release = load_release(ROOT / name if name == "data" else ROOT / "examples" / name)
    districts = {called: one.name for one in release.city.districts for called in (one.name, *one.aliases)}
    return release, Names(release.rulebook.kinds, release.rulebook.zones, districts)


def cases(folder: Path) -> Iterable[tuple[str, str, dict]]:
    """(file, text, expected) of each notice."""
    for file in sorted(folder.glob("*.yml"), key=lambda one: int(one.stem) if one.stem.isdecimal() else 0):
        case = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        yield file.stem, case["text"], case["expect"]


def read(text: str) -> tuple[Read, Names]:
    name = "shenzhen-2022" if any(word in text for word in ("深圳", "龙岗", "龙华")) else "data"
    release, names = city(name)
    text = tidy(text)
    return read_notice(text, names, release.notices, TODAY[name]), names


def score(text: str, expect: dict) -> dict[str, Score]:
    """By matter."""
    found, names = read(text)
    return {
        "dates": compared(map(str, expect["dates"]), days(found, set(map(str, expect["dates"])))),
        "windows": compared_windows(expect, found),
        "places": places(expect["places"], found, names),
        "kinds": kinds(expect["kinds"], found, names),
        "scopes": scopes(expect["kinds"], found, names),
        "phones": compared({digits(one["phone"]) for one in expect["phones"]},
                           {digits(one.says["phone"]) for one in found.proposals if one.kind == PHONE}),
    }


def compared(wanted: Iterable, proposed: Iterable) -> Score:
    wanted, proposed = set(wanted), set(proposed)
    right = wanted & proposed
    missed, wrong = (sorted(map(str, some - right)) for some in (wanted, proposed))
    return Score(len(right), len(wanted), len(proposed), missed, wrong)


def digits(phone: object) -> str:
    return "".join(letter for letter in str(phone) if letter.isdigit() or letter == "转")


def days(found: Read, wanted: set[str]) -> set[str]:
    """The end of a window is the day before its midnight (24日24时) or the day itself (25日前)."""
    edges = [one.start for one in found.dates if one.start] + [
        one.end if str(one.end.date()) in wanted and str((one.end - timedelta(seconds=1)).date()) not in wanted
        else one.end - timedelta(seconds=1) for one in found.dates if one.end]
    return {f"{edge:%Y-%m-%d}" for edge in edges} | ({str(found.head.issued)} if found.head.issued else set())


def compared_windows(expect: dict, found: Read) -> Score:
    """One of which the text does not say from when is not counted, however it is proposed, nor is that of the text
    itself where it is right and no row has it; one without an end of its own ends with the text."""
    expected, head = expect["windows"], (instant(expect["head"]["from"]), instant(expect["head"]["to"]))
    wanted = {window(one) for one in expected if len(str(one["from"])) > 5}
    since_ever = {instant(one["to"])[:10] for one in expected if not one["from"] and one["to"]}
    since_ever |= {str(date.fromisoformat(day) + timedelta(days=1)) for day in since_ever}
    last = f"{found.head.end:%Y-%m-%dT%H:%M}" if found.head.end else ""
    proposed = {(first, last) if (first, end) not in wanted and not end and (first, last) in wanted else (first, end)
                for first, end in windows(found)}
    return compared(wanted, {one for one in proposed if one in wanted or (
        one != head and one[1][:10] not in since_ever)})


def window(one: dict) -> tuple[str, str]:
    return instant(one["from"]), instant(one["to"])


def instant(value: object) -> str:
    """Dates alone are their midnight; none is empty."""
    if value is None:
        return ""
    at = datetime.fromisoformat(str(value)) if len(str(value)) > 10 else datetime.combine(
        date.fromisoformat(str(value)), datetime.min.time())
    return f"{at if at.tzinfo is None else at.astimezone(CHINA):%Y-%m-%dT%H:%M}"


def windows(found: Read) -> set[tuple[str, str]]:
    """Of the whole text, and those that are proposed with a beginning of their own or the text's."""
    start, end = (f"{at:%Y-%m-%dT%H:%M}" if at else "" for at in (found.head.start, found.head.end))
    own = {within(one.says, start, end) for one in found.proposals
           if (one.says.get("from") or one.says.get("to")) and one.says.get("verdict") != NOT_STATED}
    return own | {(start, end)}


def within(says: dict, start: str, end: str) -> tuple[str, str]:
    """What is not said is the text's own: of a window that begins with it the end, too."""
    first = says.get("from") or start
    return first, says.get("to") or (end if first == start else "")


def places(wanted: list[dict], found: Read, names: Names) -> Score:
    zones = [one for one in found.proposals if one.kind in (ZONE, SITE)]
    made = Score(wanted=len(wanted), proposed=len(zones))
    left = list(zones)
    for one in wanted:
        match = next((each for each in left if is_same(one, each, names)), None)
        if match:
            made.right += 1
            left.remove(match)
        else:
            made.missed.append((one["text"], one["zone_kind"]))
    made.wrong = [each.says for each in left]
    return made


def is_same(wanted: dict, each, names: Names) -> bool:
    text = fold(str(wanted["text"]))
    if wanted["zone_kind"] is None:
        return each.kind == SITE and ratio(text, fold(each.says["name"] + each.says["address"])) >= 60
    if each.kind != ZONE:
        return False
    said = fold(each.says["text"])
    # With the street before it is the same place.
    alike = ratio(bare(text, names), bare(said, names)) >= 85 or said.endswith(text)
    kind, zone = fold(str(wanted["zone_kind"])), each.says["kind"]
    keys = [one.key for one in names.zones_in(kind, 0, len(kind))]
    # What is lifted is made a zone of the lowest kind, and the other way round.
    lifted = any(word in kind for word in ("解除", "不再")) or (each.says["lifted"] and all(
        names.zones[key].strictness == 0 for key in keys))
    lifts = each.says["lifted"] or (zone in names.zones and names.zones[zone].strictness == 0)
    return alike and (lifts if lifted else zone in keys or not (keys or zone))


def bare(text: str, names: Names) -> str:
    return names.district.sub("", text).replace(" ", "")


def kinds(wanted: list[dict], found: Read, names: Names) -> Score:
    proposed, asked = set(), set()
    for one in found.proposals:
        # What is no kind of ours stands there for the editor to name; nothing is said of it until then.
        if one.kind == ROW:
            asked |= {(word, verdict(one.says)) for word in one.says["unknown"]}
        # Of what 其他场所 leaves out nothing is said.
        if one.kind == ROW and one.says["verdict"] != NOT_STATED:
            for venue in one.says["venues"]:
                proposed.add((venue, verdict(one.says)))
    expected = {}
    for one in wanted:
        word = fold(str(one["kind"]))
        keys = {each.key for each in names.venues(word, 0, len(word))} | rest(word) or {word}
        expected[word, wanted_verdict(one)] = keys
    made = Score(wanted=len(expected), proposed=len(proposed))
    matched = set()
    for (word, told), keys in expected.items():
        hits = {(key, told) for key in keys} & proposed
        hits = hits or {each for each in asked if each[1] == told and each[0] in word}
        made.right += bool(hits)
        matched |= hits
        if not hits:
            made.missed.append((word, told))
    made.wrong = sorted(proposed - matched)
    made.proposed = made.right + len(made.wrong)
    return made


EVERYWHERE = ("各区", "全市")


def keys_of(one: dict, names: Names) -> set[str]:
    word = fold(str(one["kind"]))
    return {each.key for each in names.venues(word, 0, len(word))} | rest(word) or {"others"}


def rest(word: str) -> set[str]:
    """其他店铺 are all that nobody named, and so are 店铺 without another word."""
    return {"others"} if word.startswith(("其他", "其它", "其余", "别的")) or word == "店铺" else set()


def wanted_verdict(one: dict) -> str:
    """Food to take away alone is called so, or open under that condition."""
    return "takeaway_only" if one["conditions"] == ["外卖"] else one["verdict"]


def scopes(wanted: list[dict], found: Read, names: Names) -> Score:
    """Of the kinds that are told with a zone or districts: whether the row is for these, and no other kind of zone but
    those of which the key tells the same apart."""
    made = Score()
    told: dict[tuple[str, str], set[str]] = {}
    for one in (one for one in wanted if one.get("zone")):
        zone = fold(str(one["zone"]))
        for key in keys_of(one, names):
            told.setdefault((key, wanted_verdict(one)), set()).update(
                each.key for each in names.zones_in(zone, 0, len(zone)))
    rows = [one.says for one in found.proposals if one.kind == ROW]
    for one in (one for one in wanted if one.get("zone")):
        word, zone, keys = fold(str(one["kind"])), fold(str(one["zone"])), keys_of(one, names)
        also = {each for key in keys for each in told[key, wanted_verdict(one)]}
        zones = {each.key for each in names.zones_in(zone, 0, len(zone))}
        districts = {names.districts[each.group()] for each in names.district.finditer(zone)}
        fitting = [says for says in rows if keys & {*says["venues"]} and verdict(says) == wanted_verdict(one)]
        named = {each for says in fitting for each in says["zones"]}
        places = {each for says in fitting for each in says["places"]}
        # 高风险区以外 are all others.
        if "以外" in zone:
            zones, also = named - zones, also | named
        is_right = bool(fitting) and districts <= places and (
            zones <= named <= also or zone in EVERYWHERE
            or (not zones and named <= {"any"}))
        made.wanted, made.proposed, made.right = made.wanted + 1, made.proposed + bool(fitting), made.right + is_right
        made.missed += [] if is_right else [(word, zone, sorted(named), sorted(places))]
    return made


def verdict(says: dict) -> str:
    asks = says["conditions"] or says["capacity"] or says["proof"]
    return VERDICTS.get(says["verdict"], "conditional") if not (says["verdict"] == "open" and asks) else "conditional"


def main(folder: str) -> None:
    """Prints the scores of a folder."""
    total = {matter: Score() for matter in MATTERS}
    for name, text, expect in cases(Path(folder)):
        own = score(text, expect)
        found, _ = read(text)
        print(f"== {name}: {found.head.title} | {found.head.number} | {found.head.issuer} | {found.head.issued} "
              f"{found.head.start} {found.head.end}")
        print(f"   want {expect['head']}")
        for matter, made in own.items():
            total[matter].add(made)
            print(f"  {matter}: {made.line()} missed {made.missed} wrong {made.wrong}")
        text = tidy(text)
        print("   unclear:", [text[s.start:s.end] for s, state in zip(found.sentences, found.states, strict=True)
                              if state == "unclear"])
    for matter, made in total.items():
        print(f"{matter}: {made.line()}")


if __name__ == "__main__":
    import sys

    main(sys.argv[1])
