"""From the figures of both sides to rows of a table: what, stock, ours, how many times better, what is aimed at.
Pure."""
from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import Any

from bench.records import ratio

KINDS = {
    "faq": "FAQ", "action": "questions that need an action", "city": "mixed, 80 % of them among 20 questions",
}
CLIENTS = (1, 8, 32, 64)
CITY_CLIENTS = (8,)
SHARE_CLIENTS = "32"
AIMS = {("faq", "throughput"): 10.0, ("action", "throughput"): 5.0}
# A FAQ of the floor, a computed question of a FAQ.
AIM_OF_FLOOR, AIM_OF_FAQ = 1 / 8, 1 / 2
AIM_MEDIAN, AIM_TRAINING, AIM_MEMORY, AIM_TURN = 10.0, 20.0, 4.0, 1.3
HEAD = "| | stock Rasa | ours | times better | aim |\n|---|---:|---:|---:|---:|"


@dataclass(frozen=True)
class Row:
    """One line; ``times`` is how many times better ours is, nan where that says nothing; ``aim`` at least so many."""

    name: str
    stock: str
    ours: str
    times: float = float("nan")
    aim: float | None = None

    @property
    def reached(self) -> bool | None:
        """None where nothing is aimed at."""
        return None if self.aim is None else self.times >= self.aim

    def markdown(self) -> str:
        """The line of a Markdown table."""
        times = "" if isnan(self.times) else f"{self.times:.1f}"
        aim = "" if self.aim is None else f"{self.aim:g}{'' if self.reached else ' (missed)'}"
        return f"| {self.name} | {self.stock} | {self.ours} | {times} | {aim} |"


@dataclass(frozen=True)
class Share:
    """One line about this project alone: how large a part of something else a speed is, and at least is to be."""

    name: str
    share: float
    aim: float

    @property
    def reached(self) -> bool:
        return self.share >= self.aim

    def markdown(self) -> str:
        """The line of the same table."""
        return f"| {self.name} |  | {self.share:.1%} |  | {self.aim:.1%}{'' if self.reached else ' (missed)'} |"


def rows(figures: dict[str, Any]) -> list[Row | Share]:
    """All lines of a run."""
    stock, ours = figures["stock"], figures["ours"]
    return [
        *(row for kind in KINDS for clients in stock["speed"][kind] for row in speed_rows(kind, clients, stock, ours)),
        *share_rows(ours),
        *turn_rows(stock["long_talk"], ours["long_talk"]),
        *training_rows(figures["training"]),
        less("start to the first answer, s", stock["start_seconds"], ours["start_seconds"]),
        *memory_rows(stock["memory"], ours["memory"], figures["bare_mb"]),
        *change_rows(stock["model_change"], ours["model_change"]),
    ]


def speed_rows(kind: str, clients: str, stock: dict[str, Any], ours: dict[str, Any]) -> list[Row]:
    """Throughput, median, 99th percentile and processor time at one number of clients."""
    name, one, other = f"{KINDS[kind]}, {clients} clients", stock["speed"][kind][clients], ours["speed"][kind][clients]
    aim = AIM_MEDIAN if clients == "8" and kind != "city" else None
    return [
        more(f"{name}: messages/s", one["throughput"], other["throughput"], AIMS.get((kind, "throughput"))),
        less(f"{name}: median, ms", one["median"], other["median"], aim),
        less(f"{name}: 99th percentile, ms", one["p99"], other["p99"]),
        less(f"{name}: processor time a message, ms", one["cpu_ms"], other["cpu_ms"]),
        Row(f"{name}: share handed to an action", f"{one['acted']:.0%}", f"{other['acted']:.0%}"),
    ]


def share_rows(ours: dict[str, Any]) -> list[Share]:
    """How near our speeds are to the least a server has to do; none of a run that did not measure that."""
    if "floor" not in ours:
        return []
    faq, action = (ours["speed"][kind][SHARE_CLIENTS]["throughput"] for kind in ("faq", "action"))
    named = f"floor ({number(ours['floor'])} messages/s)"
    return [
        Share(f"FAQ as a share of the {named}, {SHARE_CLIENTS} clients", ratio(faq, ours["floor"]), AIM_OF_FLOOR),
        Share(f"computed question as a share of a FAQ, {SHARE_CLIENTS} clients", ratio(action, faq), AIM_OF_FAQ),
    ]


def turn_rows(stock: dict[str, float], ours: dict[str, float]) -> list[Row]:
    """What a long conversation costs; ours is aimed to take at most 1.3 times as long at its end."""
    grown = [ratio(side["last_turn_ms"], side["turn_10_ms"]) for side in (stock, ours)]
    return [
        less("turn 10 of a conversation, ms", stock["turn_10_ms"], ours["turn_10_ms"]),
        less(
            f"its last turn (stock {stock['last_turn']}, ours {ours['last_turn']}), ms", stock["last_turn_ms"],
            ours["last_turn_ms"]
        ),
        Row(
            f"last turn against turn 10 (ours: at most {AIM_TURN})", f"{grown[0]:.2f}", f"{grown[1]:.2f}", ratio(*grown)
        ),
    ]


def training_rows(training: dict[str, dict[str, float]]) -> list[Row]:
    """Training on the same sample."""
    stock, ours = training["stock"], training["ours"]
    return [
        less("training on the sample, s", stock["seconds"], ours["seconds"], AIM_TRAINING),
        less("training on the sample, s of processor time", stock["cpu_seconds"], ours["cpu_seconds"]),
    ]


def memory_rows(stock: dict[str, float], ours: dict[str, float], bare: float) -> list[Row]:
    """All but the action server above a bare import of Rasa, in all, and with the action server."""
    return [
        less(
            f"memory of all that serves, above a bare import of Rasa ({bare:.0f} MB), MB", stock["serving_mb"] - bare,
            ours["serving_mb"] - bare, AIM_MEMORY
        ),
        less("memory of all that serves, MB", stock["serving_mb"], ours["serving_mb"]),
        less("memory with the action server, MB", stock["all_mb"], ours["all_mb"]),
    ]


def change_rows(stock: dict[str, Any] | None, ours: dict[str, Any] | None) -> list[Row]:
    """Changing the model under five messages a second; a side that could not says so."""
    names = ("changing the model, s", "longest wait meanwhile, ms", "messages meanwhile")
    cells = [change_cells(stock), change_cells(ours)]
    if any(side is None or side["failed"] for side in (stock, ours)):
        return [Row(name, one, other) for name, one, other in zip(names, *cells, strict=True)]
    return [
        less(names[0], stock["seconds"], ours["seconds"]), less(names[1], stock["longest_ms"], ours["longest_ms"]),
        Row(names[2], cells[0][2], cells[1][2]),
    ]


def change_cells(side: dict[str, Any] | None) -> tuple[str, str, str]:
    """Seconds, longest wait and outcomes as they stand in the table."""
    if side is None:
        return ("not measured",) * 3
    return "refused" if side["failed"] else number(side["seconds"]), number(side["longest_ms"]), said(side["outcomes"])


def said(outcomes: dict[str, int]) -> str:
    """answered 118, unanswered 2."""
    return ", ".join(f"{name} {count}" for name, count in outcomes.items())


def more(name: str, stock: float, ours: float, aim: float | None = None) -> Row:
    """A figure of which more is better."""
    return Row(name, number(stock), number(ours), ratio(ours, stock), aim)


def less(name: str, stock: float, ours: float, aim: float | None = None) -> Row:
    """A figure of which less is better."""
    return Row(name, number(stock), number(ours), ratio(stock, ours), aim)


def number(value: float) -> str:
    """Whole from 100 on, one decimal below."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}"
