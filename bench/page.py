"""docs/benchmarks.md, written from the figures of the last runs, which are kept beside it as JSON."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench import chart
from bench.table import HEAD, number, rows
from bot.training.train import ROOT

PAGE, KEPT, PICTURE = ROOT / "docs/benchmarks.md", ROOT / "docs/benchmarks.json", ROOT / "docs/pictures/benchmarks.svg"
READING = Path(__file__).with_name("reading.md")


def keep(part: str, figures: dict[str, Any]) -> None:
    """Keep the figures of one part (as ``page`` names them) and write the page anew."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    kept[part] = figures
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if "beside_stock" in kept:
        chart.draw(kept["beside_stock"], PICTURE)
    PAGE.write_text(page(kept, READING.read_text(encoding="utf-8")), encoding="utf-8")


def page(kept: dict[str, Any], reading: str) -> str:
    """The page's text. Pure."""
    written = (
        "Written by `make bench`, `make capacity`, `make widget`, `make fence` and `make calls`; the figures are "
        "those of the last run."
    )
    parts = ["# Measurements", written]
    if "beside_stock" in kept:
        parts += beside_stock(kept["beside_stock"])
    if "capacity" in kept:
        parts += capacity(kept["capacity"])
    if "widget" in kept:
        parts += widget(kept["widget"])
    if "fence" in kept:
        parts += fence(kept["fence"])
    if "calls" in kept:
        parts += calls(kept["calls"])
    return "\n\n".join([*parts, reading.strip()]) + "\n"


def beside_stock(figures: dict[str, Any]) -> list[str]:
    """The table of ratios with its picture."""
    table = "\n".join([HEAD, *(row.markdown() for row in rows(figures))])
    return [
        "## Beside stock Rasa", machine_line(figures["machine"]), table,
        "![Throughput and wait by clients](pictures/benchmarks.svg)"
    ]


def capacity(figures: dict[str, Any]) -> list[str]:
    """A city that asks at once."""
    head = (
        "| | messages/s | seconds | answered | refused | unanswered | median, ms | 99th percentile, ms |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|"
    )
    lines = [capacity_line(name, part) for name, part in figures["phases"].items()]
    asked = (
        "Two serving processes, PostgreSQL, Redis and the load generator on the same cores; 80 % of the messages "
        "among 20 questions."
    )
    return ["## Capacity", machine_line(figures["machine"]), asked, "\n".join([head, *lines])]


def capacity_line(name: str, part: dict[str, Any]) -> str:
    """One phase of the capacity measurement."""
    outcomes = part["outcomes"]
    refused = outcomes.get("refused", 0)
    unanswered = outcomes.get("unanswered", 0) + outcomes.get("empty", 0)
    cells = [
        name, number(part["rate"]), number(part["seconds"]), outcomes.get("answered", 0), refused, unanswered,
        number(part["median"]), number(part["p99"]),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def widget(figures: dict[str, Any]) -> list[str]:
    """The chat page on a slow phone, and very many open ones."""
    phone, crowd = figures["phone"], figures["open_pages"]
    outcomes = ", ".join(f"{count} {name}" for name, count in crowd["outcomes"].items())
    table = [
        "| | measured | aim |", "|---|---:|---:|",
        f"| usable, 400 kbit/s, 400 ms, processor held to a fourth: ms | {number(phone['usable_ms'])} | 2500 |",
        f"| tasks over 50 ms in a talk of {phone['turns']} turns and its return | {phone['long_tasks']} | 0 |",
        f"| longest task by processor time, four times: ms | {number(phone['longest_ms'])} | 50 |",
        f"| {crowd['pages']} pages, {crowd['talking']} of which talk once in {crowd['every']:.0f} s for "
        f"{crowd['seconds']:.0f} s: 99th percentile, ms | {number(crowd['p99'])} | 2000 |",
        f"| of their messages | {outcomes}; {len(crowd['faults'])} otherwise in the store | all answered |",
    ]
    return ["## The web widget", machine_line(figures["machine"]), "\n".join(table)]


def fence(figures: dict[str, Any]) -> list[str]:
    """What publications cost a turn."""
    table = [
        "| | measured | aim |", "|---|---:|---:|",
        f"| a turn that follows publications, processor time: ms | {number(figures['with_ms'])} | |",
        f"| the same turn without any: ms | {number(figures['without_ms'])} | |",
        f"| ratio, the middle one of {figures['rounds']} rounds | {figures['ratio']:.3f} | 1.02 |",
        f"| half of the rounds between | {figures['quarter']:.3f} and {figures['three_quarters']:.3f} | |",
    ]
    return ["## Publications", machine_line(figures["machine"]), "\n".join(table)]


def calls(figures: dict[str, Any]) -> list[str]:
    """Suggestions beside calls while residents ask."""
    one = next(iter(figures["stores"].values()))
    said = (
        f"{one['agents']} calls of {number(one['pieces'])} pieces a second and {number(one['rate'])} messages of "
        f"residents a second for {number(one['seconds'])} s, on the same cores."
    )
    head = (
        "| | serving processes | piece to card: median, ms | 99th percentile, ms | cards changed | residents: "
        "99th percentile, ms | their messages |\n|---|---:|---:|---:|---:|---:|---:|\n"
        "| aim | | 60 | 250 | | 2000 | all answered |"
    )
    return ["## Calls at the hotline", machine_line(figures["machine"]), said,
            "\n".join([head, *(calls_line(name, part) for name, part in figures["stores"].items())])]


def calls_line(store: str, part: dict[str, Any]) -> str:
    """The calls on one store."""
    cards, residents = part["cards"], part["residents"]
    outcomes = ", ".join(f"{count} {name}" for name, count in residents["outcomes"].items())
    cells = [store, part["processes"], number(cards["median"]), number(cards["p99"]), cards["shown"],
             number(residents["p99"]), outcomes]
    return f"| {' | '.join(map(str, cells))} |"


def machine_line(machine: dict[str, Any]) -> str:
    """The machine in a sentence."""
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    return (
        f"{machine['cores']} cores of {machine['processor']}, {machine['memory_gb']} GB, {machine['system']}, "
        f"Python {machine['python']}, {packages}. Load average before the run: {machine['load']}."
    )
