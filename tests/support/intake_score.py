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
MATTERS = ("dates", "windows", "places", "kinds", "phones")


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
        "dates": compared(map(str, expect["dates"]), days(found)),
        "windows": compared({window(one) for one in expect["windows"] if len(str(one["from"])) > 5}, windows(found)),
        "places": places(expect["places"], found, names),
        "kinds": kinds(expect["kinds"], found, names),
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


def days(found: Read) -> set[str]:
    edges = [one.start for one in found.dates if one.start] + [
        one.end - timedelta(seconds=1) for one in found.dates if one.end]
    return {f"{edge:%Y-%m-%d}" for edge in edges} | ({str(found.head.issued)} if found.head.issued else set())


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
    own = {within(one.says, start, end) for one in found.proposals if one.says.get("from") or one.says.get("to")}
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
    alike = ratio(bare(text, names), bare(said, names)) >= 85
    kind, zone = fold(str(wanted["zone_kind"])), each.says["kind"]
    keys = [one.key for one in names.zones_in(kind, 0, len(kind))]
    lifted = any(word in kind for word in ("解除", "不再")) or (each.says["lifted"] and all(
        names.zones[key].strictness == 0 for key in keys))
    return alike and (each.says["lifted"] if lifted else zone in keys or not (keys or zone))


def bare(text: str, names: Names) -> str:
    return names.district.sub("", text).replace(" ", "")


def kinds(wanted: list[dict], found: Read, names: Names) -> Score:
    proposed = set()
    for one in found.proposals:
        # Of what 其他场所 leaves out nothing is said.
        if one.kind == ROW and one.says["verdict"] != NOT_STATED:
            for venue in one.says["venues"]:
                proposed.add((venue, verdict(one.says)))
    expected = {}
    for one in wanted:
        word = fold(str(one["kind"]))
        keys = {each.key for each in names.venues(word, 0, len(word))} or {"others" if "别的" in word else word}
        expected[word, one["verdict"]] = keys
    made = Score(wanted=len(expected), proposed=len(proposed))
    matched = set()
    for (word, told), keys in expected.items():
        hits = {(key, told) for key in keys} & proposed
        made.right += bool(hits)
        matched |= hits
        if not hits:
            made.missed.append((word, told))
    made.wrong = sorted(proposed - matched)
    made.proposed = made.right + len(made.wrong)
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
