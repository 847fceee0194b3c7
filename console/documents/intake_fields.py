"""The form of a text that is worked through: fields to choices and back. Pure."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from knowledge.intake.model import CHANGE, IGNORED, PHONE, ROW, SITE, UNCLEAR, WINDOW, ZONE, Head, Proposal
from knowledge.intake.names import Names
from knowledge.intake.work import DROP, TAKE, Choice, Work
from knowledge.rulebook.model import OTHERS
from knowledge.rulebook.scopes import ANY
from knowledge.text.folding import fold

HEAD = ("notice", "title", "short", "issuer", "issued", "start", "end", "review_by")
TEXTS = {
    ROW: ("verdict", "from", "to"), ZONE: ("text", "kind", "from", "to"), WINDOW: ("from", "to"),
    PHONE: ("phone", "of"), SITE: ("name", "address", "hours", "phone"), CHANGE: ("how", "notice", "of_clause"),
}
NUMBERS, LINES = ("capacity", "proof"), ("conditions", "places")
# No field of a proposal is missing on the page.
ALL = dict.fromkeys(
    (*(key for some in TEXTS.values() for key in some), *NUMBERS, *LINES, "lifted", "published", "said", "unknown"), ""
)
ALL_OTHERS, EVERYWHERE = "其余没有点名的场所", "全部"
LONGEST_SHORT = 24


def head_fields(head: Head) -> dict[str, str]:
    """The head as the form has it; the key and the short name are proposed."""
    day = head.issued or (head.start.date() if head.start else None)
    digits = "-".join(part for part in "".join(c if c.isdecimal() else " " for c in head.number).split())
    key = (digits and f"n-{digits}") or (f"n-{day:%Y%m%d}" if day else "")
    return {
        "notice": key, "title": head.title, "short": short_name(head), "issuer": head.issuer,
        "issued": str(head.issued or ""), "review_by": "",
        **{key: f"{at:%Y-%m-%dT%H:%M}" if at else "" for key, at in (("start", head.start), ("end", head.end))},
    }


def short_name(head: Head) -> str:
    """How replies name it: a short title, else who issued it with the number, or with the day."""
    if len(head.title) <= LONGEST_SHORT or not head.issuer:
        return head.title
    # With the letters of its office a number is no other's; 第3号 is that of many.
    if head.number[:1].isalpha() and not head.number.startswith("第"):
        return f"{head.number}通告"
    day = f"{head.issued.month}月{head.issued.day}日" if head.issued else ""
    return f"{head.issuer}{head.number or day + '通告'}"


def with_given(work: Work, given: Callable[[str], str], names: Names) -> Work:
    """The work with what the form says; fields that it has not keep what they had."""
    head = {key: given(key) for key in HEAD}
    marks = {place: mark for place in range(len(work.sentences))
             if (mark := given(f"mark-{place}")) in (IGNORED, UNCLEAR)}
    choices = tuple(chosen(one, place, given, names) for place, one in enumerate(work.choices))
    return replace(work, head=head, marks=marks, choices=choices)


def chosen(one: Choice, place: int, given: Callable[[str], str], names: Names) -> Choice:
    choice = given(f"choice-{place}")
    if not given(f"has-{place}"):
        return one
    says = dict(one.proposal.says)
    says |= {key: given(f"{key}-{place}") for key in TEXTS[one.proposal.kind]}
    if one.proposal.kind == ROW:
        says |= row_says(place, given, names)
    return Choice(replace(one.proposal, says=says), choice if choice in (TAKE, DROP) else "", one.by_hand)


def row_says(place: int, given: Callable[[str], str], names: Names) -> dict[str, Any]:
    """Kinds and zones by their names; a name of none stays among ``unknown``."""
    venues, unknown = keys(given(f"venues-{place}"), lambda text: by_name(text, names))
    zones, lost = keys(given(f"zones-{place}"), lambda text: zone_by_name(text, names))
    numbers = {key: int(text) if (text := given(f"{key}-{place}")).isdecimal() and len(text) < 6 else text or None
               for key in NUMBERS}
    lines = {key: [line.strip() for line in given(f"{key}-{place}").splitlines() if line.strip()] for key in LINES}
    amends = [target for target in given(f"amends-{place}").split() if "#" in target]
    closes = [each for each in given(f"closes-{place}").split() if "@" in each]
    return numbers | lines | {
        "venues": venues, "zones": zones, "unknown": [*unknown, *lost], "amends": amends, "closes": closes,
    }


def keys(text: str, key_of: Callable[[str], str | None]) -> tuple[list[str], list[str]]:
    """(keys, words of none) of names with 、 between them."""
    found, lost = {}, []
    for name in filter(None, (part.strip() for part in text.replace("，", "、").replace("\n", "、").split("、"))):
        key = key_of(name)
        if key:
            found[key] = None
        else:
            lost.append(name)
    return list(found), lost


def by_name(text: str, names: Names) -> str | None:
    return OTHERS if text == ALL_OTHERS else names.owner.get(fold(text)) or (text if text in names.kinds else None)


def zone_by_name(text: str, names: Names) -> str | None:
    if text == EVERYWHERE:
        return ANY
    return next((key for key, kind in names.zones.items() if text in (key, kind.name)), None)


def in_names(proposal: Proposal, names: Names) -> dict[str, str]:
    """Kinds and zones of a row as the form shows them."""
    says = proposal.says
    venues = [ALL_OTHERS if key == OTHERS else names.kinds[key].name for key in says.get("venues") or ()
              if key == OTHERS or key in names.kinds]
    zones = [EVERYWHERE if key == ANY else names.zones[key].name for key in says.get("zones") or ()
             if key == ANY or key in names.zones]
    return {"venues": "、".join([*venues, *(says.get("unknown") or ())]), "zones": "、".join(zones)}


def missing(work: Work, head_only: bool = False) -> list[str]:
    """Sentences on what is not filled in, in Chinese, as the console says them."""
    asked = {"notice": "编号", "title": "标题", "short": "简称", "issuer": "发布单位", "start": "何时生效"}
    found = [f"请填写{title}。" for key, title in asked.items() if not work.head.get(key)]
    for number, one in enumerate(work.choices, 1):
        if one.choice == TAKE and one.proposal.kind == ROW and not head_only:
            found += row_faults(number, one.proposal.says)
        if one.choice == TAKE and one.proposal.kind == CHANGE and not one.proposal.says.get("notice"):
            found.append(f"第 {number} 条提议：没有写明改的是哪一份通告，请选，或者不采用。")
    return found


def row_faults(number: int, says: Mapping[str, Any]) -> list[str]:
    found = []
    if says.get("unknown"):
        found.append(f"第 {number} 条提议：不认识“{'、'.join(says['unknown'])}”，请改成列表里的叫法，或者去掉。")
    if not says.get("venues"):
        found.append(f"第 {number} 条提议：没有写是哪些场所。")
    if not (says.get("zones") or says.get("places")):
        found.append(f"第 {number} 条提议：没有写是哪些区域或地点。")
    if not says.get("verdict"):
        found.append(f"第 {number} 条提议：没有选怎么办。")
    return found
