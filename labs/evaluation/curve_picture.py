"""The picture of the curve: right across, wrong up, a mark for each certainty below which it would refuse."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from labs.evaluation.curve import Point


def draw_curve(points: Sequence[Point], file: Path) -> bool:
    """Write an SVG; False, and no picture of an earlier evaluation left behind, when there is no curve."""
    file.unlink(missing_ok=True)
    if points:
        with rc_context({"svg.fonttype": "path", "svg.hashsalt": "curve"}):
            _figure(points).savefig(file, format="svg", bbox_inches="tight", metadata={"Date": None})
    return bool(points)


def _figure(points: Sequence[Point]) -> Figure:
    figure = Figure(figsize=(6, 4))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([point.right for point in points], [point.wrong for point in points], marker="o", color="#a33")
    for point in points[::4]:
        axes.annotate(f"{point.below:.2f}", (point.right, point.wrong), xytext=(4, 4), textcoords="offset points")
    axes.set_xlabel("right, %")
    axes.set_ylabel("wrong, %")
    axes.grid(color="#dddddd", linewidth=0.5)
    return figure
