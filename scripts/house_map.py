"""Draws the map of the house: a box for each folder of code, an arrow for each that imports another, from top to
bottom.

An arrow that a longer way tells already is left out of the drawing; how many modules import a room is written in it.
"""
from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from html import escape
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSES = ("labs", "bot", "actions", "console", "knowledge")
FILLS = {"labs": "#f3e8fd", "bot": "#e8f0fe", "actions": "#fef3e0", "console": "#fde8ef", "knowledge": "#e6f4ea"}
WIDTH, BOX_HEIGHT, ROW_HEIGHT, GAP, MARGIN = 1180, 44, 112, 14, 16
CHARACTER = 7.1
# How far arrows keep from boxes.
CLEAR = 7

# From which folder to which, and the (module, module) pairs of it.
Arrows = dict[tuple[str, str], set[tuple[str, str]]]


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Files of code by their dotted names, without those that a database runs once."""
    files = [
        file for house in HOUSES for file in sorted((root / house).rglob("*.py")) if "migrations" not in file.parts
    ]
    dotted = {file.relative_to(root).with_suffix("").as_posix().replace("/", "."): file for file in files}
    return {name.removesuffix(".__init__"): file for name, file in dotted.items()}


def imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names that a source imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows(root: Path = ROOT) -> Arrows:
    """Which folders import which."""
    known, found = modules(root), defaultdict(set)
    folder = {name: file.parent.relative_to(root).as_posix() for name, file in known.items()}
    for name, file in known.items():
        for imported in imports(ast.parse(file.read_bytes())):
            target = imported
            while target and target not in known:
                target = target.rpartition(".")[0]
            if target and folder[target] != folder[name]:
                found[folder[name], folder[target]].add((name, target))
    return dict(found)


def layers(found: Arrows) -> list[list[str]]:
    """The folders in rows: each below all that import it. Raises graphlib.CycleError for a circle."""
    below: dict[str, set[str]] = defaultdict(set)
    for above, under in found:
        below[under].add(above)
        below.setdefault(above, set())
    depth: dict[str, int] = {}
    for folder in TopologicalSorter(below).static_order():
        depth[folder] = 1 + max((depth[above] for above in below[folder]), default=-1)
    # As near to what it imports as it can stand, so that arrows are short.
    for folder in sorted((folder for folder in depth if not folder.startswith("labs")), key=depth.get, reverse=True):
        under = [depth[to] for above, to in found if above == folder]
        depth[folder] = min(under, default=depth[folder] + 1) - 1
    rows: dict[int, list[str]] = defaultdict(list)
    for folder in sorted(depth):
        rows[depth[folder]].append(folder)
    return in_order([rows[number] for number in sorted(rows)], found)


def in_order(rows: list[list[str]], found: Arrows) -> list[list[str]]:
    """Each row ordered by where its neighbours stand, so that few arrows cross."""
    place = {folder: (at + 0.5) / len(row) for row in rows for at, folder in enumerate(row)}
    for _ in range(8):
        for row in rows:
            pull = {folder: [place[b if a == folder else a] for a, b in found if folder in (a, b)] for folder in row}
            row.sort(key=lambda folder: (sum(pull[folder]) / len(pull[folder]), folder))
            place.update({folder: (at + 0.5) / len(row) for at, folder in enumerate(row)})
    return rows


def shown(found: Arrows) -> list[tuple[str, str]]:
    """The arrows that no longer way tells."""
    onward: dict[str, set[str]] = defaultdict(set)
    for above, under in found:
        onward[above].add(under)

    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        left = [start]
        while left:
            for under in onward[left.pop()] - seen:
                seen.add(under)
                left.append(under)
        return seen
    return sorted((a, b) for a, b in found if not any(b in reaches(other) for other in onward[a] - {b}))


def draw(found: Arrows) -> str:
    """The map as SVG."""
    rows = layers(found)
    boxes = {folder: box for number, row in enumerate(rows) for folder, box in placed(row, number).items()}
    used: dict[str, set[str]] = defaultdict(set)
    for (_, under), pairs in found.items():
        used[under] |= {importer for importer, _ in pairs}
    height = MARGIN * 2 + ROW_HEIGHT * len(rows) - (ROW_HEIGHT - BOX_HEIGHT) + 20
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" role="img">',
        "<title>The rooms of the house and which import which</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#5f6368"/></marker></defs>',
        *(line for pair in shown(found) for line in arrow(boxes, *pair, len(found[pair]))),
        *(line for folder in sorted(boxes) for line in room(folder, boxes[folder], len(used[folder]))),
        f'<text x="{MARGIN}" y="{height - 10}" font-size="12" fill="#5f6368">A number on an arrow: imports from file '
        f'to file. '
        "An arrow that a longer way tells already is not drawn.</text>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def placed(row: list[str], number: int) -> dict[str, tuple[float, float, float]]:
    """Left edge, top and width of each box of a row."""
    widths = [max(104.0, len(folder) * CHARACTER + 18) for folder in row]
    gap = min(60.0, (WIDTH - 2 * MARGIN - sum(widths)) / max(1, len(row)))
    left, boxes = (WIDTH - sum(widths) - gap * (len(row) - 1)) / 2, {}
    for folder, width in zip(row, widths, strict=True):
        boxes[folder] = (round(left, 1), MARGIN + number * ROW_HEIGHT, round(width, 1))
        left += width + gap
    return boxes


def room(folder: str, box: tuple[float, float, float], users: int) -> list[str]:
    left, top, width = box
    middle = round(left + width / 2, 1)
    return [
        (
            f'<rect x="{left}" y="{top}" width="{width}" height="{BOX_HEIGHT}" rx="6" '
            f'fill="{FILLS[folder.partition("/")[0]]}" stroke="#5f6368"/>'
        ),
        f'<text x="{middle}" y="{top + 19}" font-size="13" text-anchor="middle" fill="#202124">{escape(folder)}</text>',
        f'<text x="{middle}" y="{top + 35}" font-size="11" text-anchor="middle" fill="#5f6368">'
        f'{f"imported by {users}" if users else "imported by none"}</text>',
    ]


def around(
    boxes: dict[str, tuple[float, float, float]], x: float, top: float, to_x: float, to_top: float
) -> Iterator[tuple[float, float]]:
    """Where an arrow passes the rows between its two: beside the boxes that are in its way."""
    for row in range(int(top) + ROW_HEIGHT, int(to_top), ROW_HEIGHT):
        at = x + (to_x - x) * (row - top) / (to_top - top)
        beside = [
            at,
            *(edge for left, y, width in boxes.values() if y == row for edge in (left - CLEAR, left + width + CLEAR))
        ]
        free = [
            edge for edge in beside
            if not any(y == row and left - CLEAR < edge < left + width + CLEAR for left, y, width in boxes.values())
        ]
        at = min(free, key=lambda edge: abs(edge - at))
        yield from ((at, row - 6), (at, row + BOX_HEIGHT + 6))


def segment(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A piece of an arrow that begins and ends upright."""
    (x, y), (to_x, to_y) = start, end
    bend = (to_y - y) / 2
    return f"C{x:.1f} {y + bend:.1f} {to_x:.1f} {to_y - bend:.1f} {to_x:.1f} {to_y:.1f}"


def arrow(boxes: dict[str, tuple[float, float, float]], above: str, under: str, count: int) -> list[str]:
    (left, top, width), (to_left, to_top, to_width) = boxes[above], boxes[under]
    # Leans towards where it goes, so that arrows into one box come from their own sides.
    lean = (to_left + to_width / 2 - left - width / 2) / 8
    x, y = left + width / 2 + max(-width / 3, min(width / 3, lean)), top + BOX_HEIGHT
    to_x, to_y = to_left + to_width / 2 - max(-to_width / 3, min(to_width / 3, lean)), to_top - 2
    points = [(x, y), *around(boxes, x, top, to_x, to_top), (to_x, to_y)]
    way = "".join(segment(*pair) for pair in pairwise(points))
    (x, y), (to_x, to_y) = points[:2]
    label_x, label_y = round(x * 0.7 + to_x * 0.3, 1), round(y + (to_y - y) * 0.36, 1)
    return [
        f'<path d="M{x:.1f} {y}{way}" fill="none" stroke="#9aa0a6" marker-end="url(#head)">'
        f"<title>{escape(above)} imports {escape(under)}: {count}</title></path>",
        f'<text x="{label_x}" y="{label_y}" font-size="10" text-anchor="middle" fill="#3c4043" stroke="#ffffff" '
        f'stroke-width="3" '
        f'paint-order="stroke">{count}</text>',
    ]
