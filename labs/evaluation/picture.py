"""The confusion picture: which topics were taken for which."""
from __future__ import annotations

from collections import Counter
from pathlib import Path

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from labs.evaluation.judging import Outcome

INCHES_PER_TOPIC = 0.3


def draw(outcomes: list[Outcome], file: Path) -> bool:
    """Write an SVG of the topics confused at least once, expected down and given across; False when none was."""
    counts = Counter((o.case.topic, o.topic) for o in outcomes if o.case.topic)
    topics = sorted({topic for pair in counts if pair[0] != pair[1] for topic in pair})
    # A picture of an earlier evaluation must not stand beside this one.
    file.unlink(missing_ok=True)
    if topics:
        # Letters become outlines, so that the picture needs no font; a fixed salt makes equal pictures equal files.
        with rc_context({"svg.fonttype": "path", "svg.hashsalt": "confusions"}):
            _figure(counts, topics).savefig(file, format="svg", bbox_inches="tight", metadata={"Date": None})
    return bool(topics)


def _figure(counts: Counter, topics: list[str]) -> Figure:
    """Confusions are coloured; the diagonal, which is right, bears its number only."""
    side = 1.5 + INCHES_PER_TOPIC * len(topics)
    figure = Figure(figsize=(side, side))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    cells = [[counts[row, column] if row != column else 0 for column in topics] for row in topics]
    # Only the lighter half of the colours, on which black numbers can be read.
    axes.pcolormesh(cells, cmap="Reds", vmin=0, vmax=2 * max(map(max, cells)), edgecolors="#dddddd", linewidth=0.5)
    _write(axes, counts, topics)
    return figure


def _write(axes, counts: Counter, topics: list[str]) -> None:
    middles = [place + 0.5 for place in range(len(topics))]
    axes.set_xticks(middles, topics, rotation=90, fontsize=8)
    axes.set_yticks(middles, topics, fontsize=8)
    axes.set_xlabel("given")
    axes.set_ylabel("expected")
    axes.invert_yaxis()
    axes.set_aspect("equal")
    for y, row in enumerate(topics):
        for x, column in enumerate(topics):
            if counts[row, column]:
                axes.text(x + 0.5, y + 0.5, counts[row, column], ha="center", va="center", fontsize=7)
