"""A picture of throughput and median wait by number of clients, both sides beside each other."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

COLOURS = {"stock": "#b3261e", "ours": "#1a5fb4"}
NAMES = {"stock": "stock Rasa", "ours": "this project"}
TITLES = {"faq": "FAQ", "action": "questions that need an action"}
SCALES = {"throughput": "messages/s", "median": "median wait, ms"}
INCHES = (9.0, 6.0)


def draw(figures: dict[str, Any], file: Path) -> None:
    """Write an SVG; both scales are logarithmic, so that equal ratios are equal distances."""
    # Letters become outlines, so that the picture needs no font; a fixed salt makes equal pictures equal files.
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "benchmarks"}):
        figure = Figure(figsize=INCHES, layout="constrained")
        FigureCanvasAgg(figure)
        grid = figure.subplots(len(SCALES), len(TITLES), sharey="row")
        for row, scale in zip(grid, SCALES, strict=True):
            for axes, kind in zip(row, TITLES, strict=True):
                curves(axes, figures, kind, scale)
        grid[0][0].legend()
        figure.savefig(file, format="svg", metadata={"Date": None})


def curves(axes: Axes, figures: dict[str, Any], kind: str, scale: str) -> None:
    """One figure over the numbers of clients, a line for each side."""
    for side, colour in COLOURS.items():
        measured = figures[side]["speed"][kind]
        axes.plot(
            [int(n) for n in measured], [f[scale] for f in measured.values()], "o-", color=colour, label=NAMES[side]
        )
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xticks([int(n) for n in measured], list(measured))
    axes.set_title(f"{TITLES[kind]}: {SCALES[scale]}", fontsize=10)
    axes.set_xlabel("clients")
    axes.grid(alpha=0.3)
