"""What the simulator found, as a table for people."""
from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from labs.wechat.simulator.trials import Finding

SHOWN = 60


def table_of(findings: list[Finding], console: Console) -> None:
    """Print what was asked and answered, and the faults below."""
    table = Table(expand=True)
    # The words give way to the figures where the line is too short.
    for heading, share in (("what", None), ("asked", 1), ("answered", 2), ("s", None), ("", None)):
        table.add_column(heading, no_wrap=True, overflow="ellipsis", ratio=share)
    for found in findings:
        cells = (
            found.name, short(found.asked), short(found.answered), f"{found.seconds:.2f}",
            "fault" if found.faults else "ok"
        )
        # As they are: brackets in a reply are no colours.
        table.add_row(*map(Text, cells))
    console.print(table)
    for found in findings:
        for fault in found.faults:
            console.print(f"{found.name}: {fault}", markup=False)


def short(words: str) -> str:
    """The beginning, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
