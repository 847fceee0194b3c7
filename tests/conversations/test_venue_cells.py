"""Every cell of the venue table is reached by a dialogue that begins without the zone."""
from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import product

import pytest
from conversation_play import offered, wrong_anywhere
from ruamel.yaml import YAML
from support import MORNING, ROOT, words

from bot.commands.local_client import LocalBot
from bot.rasa_engine.agent import Question

CASES = YAML(typ="safe").load((ROOT / "tests/cases/venue_table.yml").read_text(encoding="utf-8"))
KINDS = YAML(typ="safe").load((ROOT / "language/venue_kinds.yml").read_text(encoding="utf-8"))
ASKED = ("{}现在能不能开", "我想问问{}让开门不", "{}还营业吗", "今天{}开着没有")
# What is held, attended or lived in is not asked like a shop.
ASKED_OF = {
    "gathering": "我想搞个{}，能不能办", "school": "{}现在怎么安排", "kindergarten": "{}现在怎么安排",
    "boarding_school": "{}现在怎么管", "training": "{}还能开课吗", "care_home": "{}现在怎么管",
    "welfare_home": "{}现在怎么管", "prison": "{}现在怎么管", "government": "{}还上班吗", "enterprise": "{}能不能复工",
}
IN_WORDS = {
    "high_risk": ("我们这儿是高风险区", "是高风险"), "risk_unit": ("我们是风险单元", "我家那个门洞是风险单元"),
    "medium_risk": ("我们小区算中风险", "俺这儿是中风险区"), "risk_compound": ("我们是风险小区", "我们院算风险小区"),
    "anti_spillover": ("我们那儿属于防外溢区", "在防外溢临时管控区"), "low_risk": ("在低风险区", "我家这片是低风险"),
}
BUTTONS = {"high_risk": "高风险区", "medium_risk": "中风险区", "low_risk": "低风险区"}


@dataclass(frozen=True)
class Cell:
    """One cell of the table and how its dialogue is worded."""

    zone: str
    venue: str
    verdict: str
    asked: str
    answered: str
    by_button: bool

    def __str__(self) -> str:
        return f"{self.zone}-{self.venue}"


def cells() -> list[Cell]:
    """The cells, their wordings in turn; the zone is given by its button in every second one where one is offered."""
    return [
        Cell(case["zone"], case["venue"], case["verdict"], asked(case["venue"], number),
             IN_WORDS[case["zone"]][number // 2 % 2], number % 2 == 0)
        for number, case in enumerate(CASES)
    ]


def asked(venue: str, number: int) -> str:
    """A natural question that names the venue only."""
    return ASKED_OF.get(venue, ASKED[number % len(ASKED)]).format(KINDS[venue]["name"])


def hold(asker: LocalBot, cell: Cell) -> tuple[str, dict]:
    """All that was said, and the last reply."""
    name = f"cell:{cell}"
    first = asyncio.run(asker.turn(Question(name, "web", cell.asked)))
    payload = offered(first).get(BUTTONS.get(cell.zone)) if cell.by_button else None
    last = asyncio.run(asker.turn(Question(name, "web", "" if payload else cell.answered, payload)))
    asker.forget(name)
    return f"{cell.asked} - {words(first)}\n{payload or cell.answered} - {words(last)}", last


@pytest.mark.parametrize("cell", cells(), ids=str)
def test_a_cell(askers, cell):
    said, reply = hold(askers.at(MORNING), cell)
    assert reply["receipt"]["verdict"] == cell.verdict, said
    assert reply["receipt"]["notices"] == ["press-34"], said
    assert not wrong_anywhere(reply), said


def test_every_cell_is_there():
    zones, venues = {case["zone"] for case in CASES}, {case["venue"] for case in CASES}
    assert {(case["zone"], case["venue"]) for case in CASES} == set(product(zones, venues))
