"""The venue table, its cells, and a row by its form."""
from __future__ import annotations

import html
import re

import pytest
from console_desk import Browser
from support import ROOT

from console.documents.rule_text import RowFields, fields_of, place_of, table_of, text_of
from knowledge.releases.yaml_text import load_text

CITIES = [ROOT / "data", *sorted(file.parent for file in (ROOT / "examples").glob("*/city.yml"))]
TEXT = (
    "table: venues\nnotice: a\nconditions:\n  masks: 戴口罩\nrows:\n"
    "- {zones: [low], venues: [shop], verdict: open, conditions: masks, clause: x}\n# 其余\n"
    "- {zones: [low], venues: others, verdict: closed, clause: x}\n"
)
NEW = {"clause": "press-34#low-risk-venues", "verdict": "open", "venues": ["cinema"], "zones": ["low_risk"],
       "conditions": "分时段\n落实消毒", "capacity": "50", "proof": "48", "note": "开电影院", "mark": "", "place": "",
       "path": "", "draft": ""}


def row_where(li: Browser, venue: str, zone: str) -> str:
    """The address of the form of the row that decides a cell."""
    return html.unescape(re.search(r'href="(/rules/edit[^"]+)"', li.get(f"/rules/cell?venue={venue}&zone={zone}"))[1])


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.name)
def test_a_form_that_changes_nothing_leaves_every_table_byte_for_byte(city):
    for file in sorted((city / "rulebook").glob("*.yml"))[:8]:
        path, text = f"rulebook/{file.name}", file.read_text(encoding="utf-8")
        tree = load_text(path, text)
        for place, row in enumerate(tree.get("rows") or () if tree.get("table") == "venues" else ()):
            assert place_of(path, text, row.lc.line + 1) == place
            assert text_of(path, text, fields_of(path, text, place), place) == text, (file, place)


def test_a_changed_row_changes_its_line_alone_and_a_new_one_stands_behind():
    fields = fields_of("rulebook/a.yml", TEXT, 0)
    assert fields == RowFields("a#x", ("shop",), ("low",), "open", "戴口罩")
    changed = RowFields("a#x", ("shop", "ktv"), ("low",), "open", "戴口罩\n限流", "50", "48", "2022-11-08T00:00", "")
    text = text_of("rulebook/a.yml", TEXT, changed, 0)
    assert text == TEXT.replace("  masks: 戴口罩\n", "  masks: 戴口罩\n  c1: 限流\n").replace(
        "venues: [shop], verdict: open, conditions: masks, clause: x}",
        "venues: [shop, ktv], verdict: open, conditions: [masks, c1], clause: x, capacity: 50, proof: 48, "
        "window: [2022-11-08T00:00+08:00, null]}")
    new = text_of("rulebook/b.yml", None, RowFields("b#1", ("others",), ("any",), "closed", "限流"), None)
    assert new == (
        "table: venues\nnotice: b\nconditions:\n  c1: 限流\nrows:\n"
        "- {zones: any, venues: others, verdict: closed, conditions: [c1], clause: '1'}\n"
    )
    assert table_of({"rulebook/x.yml": TEXT}, "a") == "rulebook/x.yml" and table_of({}, "b") == "rulebook/b.yml"


def test_the_table_says_what_holds_and_a_cell_which_row_decides(town):
    li = town.browser("李编")
    table = li.get("/rules")
    assert "禁止堂食" in table and "press-34#dining" in table and "其余没有点名的场所" in table
    cell = li.get("/rules/cell?venue=restaurant&zone=low_risk")
    assert "禁止堂食" in cell and "改这一行" in cell
    assert "没有这一格" in li.get("/rules/cell?venue=nothing&zone=low_risk", 409)
    assert "通告没有写" in li.get("/rules?at=2022-10-01T00:00")


def test_a_clause_opens_kinds_in_a_draft_and_the_draft_tells_which_verdicts_turn(town):
    li = town.browser("李编")
    li.get("/rules/new?notice=press-34")
    page = li.post("/rules/write", **NEW)
    assert "场所的说法有变（1 格）" in page and "分时段" in page and "检查没有通过" not in page
    number = re.search(r"<h1>(\d+) 号草稿", page)[1]
    assert "分时段" in li.get(f"/rules?draft={number}") and "分时段" not in li.get("/rules")


def test_a_cell_is_changed_by_the_row_that_decides_it(town):
    li = town.browser("李编")
    form = li.get(row_where(li, "restaurant", "low_risk"))
    fields = dict(re.findall(r'<input type="hidden" name="(mark|path|place)" value="([^"]*)"', form))
    fields = {name: html.unescape(value) for name, value in fields.items()}
    page = li.post("/rules/write", **NEW | fields | {
        "clause": "press-34#dining", "venues": ["restaurant"], "verdict": "open", "conditions": "", "capacity": "",
        "note": "恢复堂食"})
    assert "takeaway" in page and "场所的说法有变" in page and "饭店能堂食吗" in page


@pytest.mark.parametrize(("changed", "field", "says"), [
    ({"venues": []}, "venues", "请选择"),
    ({"zones": []}, "zones", "请选择"),
    ({"venues": ["restaurant"]}, "", "两行都规定了"),
    ({"capacity": "120"}, "capacity", "1 到 99 的整数"),
    ({"proof": "viel"}, "proof", "整数"),
    ({"verdict": "perhaps"}, "verdict", "不认识"),
    ({"clause": "press-34#nothing"}, "clause", "没有条款"),
    ({"start": "2020-01-01T00:00"}, "window", "超出了"),
    ({"places": "/"}, "places", "从区县写起"),
], ids=lambda value: "-".join(value) if isinstance(value, dict) else "")
def test_what_is_not_taken_is_told_beside_its_field(town, changed, field, says):
    li = town.browser("李编")
    li.get("/rules/new")
    page = li.post("/rules/write", 422, **NEW | changed)
    told = re.findall(rf'id="wrong-{field}-\d+">([^<]*)<' if field else r"<li>([^<]*)<", page)
    assert any(says in html.unescape(line) for line in told), (told, re.findall(r'id="wrong-[^<]*<|<li>[^<]*<', page))
