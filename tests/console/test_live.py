"""Published is not yet live: the pages tell in how many processes it is, and which lag."""
from __future__ import annotations

from support import ROOT

from knowledge import clock
from knowledge.database import transaction
from knowledge.serving import board

CITY = ROOT / "templates" / "city"


def serves(town, process: str, publication: int) -> None:
    with transaction(town.engine) as session:
        board.answers_from(session, process, f"机器 {process}", publication, clock.machine_utc())


def test_who_lags_is_named_until_all_have_it(town):
    li = town.browser("李编")
    assert "没有服务进程在运行" in li.get("/")
    serves(town, "a", 1)
    serves(town, "b", 0)
    for path in ("/", "/history"):
        page = li.get(path)
        assert "2 个服务进程里，1 个已用上第 1 次发布" in page and "机器 b</code> 还在第 0 次" in page
    serves(town, "b", 1)
    assert "2 个服务进程都已用上第 1 次发布" in li.get("/")
