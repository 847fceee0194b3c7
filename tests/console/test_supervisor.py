"""The supervisor's page and its CSV, out of calls in the store."""
from __future__ import annotations

import csv
import io
import re

import pytest
from calls import keep_call

FORTNIGHT = "from=2022-11-01&to=2022-11-14"


@pytest.fixture(scope="module", autouse=True)
def calls(town):
    keep_call(
        town.engine, "c1", "2022-11-07T09:00:00+08:00", ("a", "dine_in", "displayed", 2), ("a", "dine_in", "copied", 5)
    )
    keep_call(
        town.engine, "c2", "2022-11-07T23:30:00+08:00", ("a", "dine_in", "displayed", 4), ("a", "dine_in", "wrong", 9),
        wrong="takeaway_to_gate",
    )
    keep_call(town.engine, "c3", "2022-11-08T00:10:00+08:00", ("a", "=HYPERLINK(1)", "clicked", 3))
    keep_call(town.engine, "c4", "2022-11-15T00:00:00+08:00", ("a", "dine_in", "clicked", 3))


def test_the_page_shows_what_was_answered_how_fast_and_what_was_rejected(town):
    page = town.browser("郑班长").get(f"/desk/supervisor?{FORTNIGHT}")
    facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))
    assert facts == {"通话": "3", "按卡片答复": "2（67%）", "没有答复": "1", "首卡（中位）": "3.0 秒", "采纳率": "67%"}
    assert re.search(r"饭店能堂食吗</th><td>2</td><td>1</td><td>50%</td><td>1</td>", page)
    assert 'aria-label="通话：11-07 2；11-08 1"' in page and "<script" not in page


def test_the_csv_has_the_same_by_day_and_by_topic_and_no_cell_is_run(town):
    answer = town.browser("郑班长").client.get(f"/desk/supervisor.csv?{FORTNIGHT}")
    assert answer.headers["content-disposition"] == 'attachment; filename="calls-2022-11-01-2022-11-14.csv"'
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[1:3] == [["2022-11-07", "2", "1", "50%", "1", "3.0"], ["2022-11-08", "1", "1", "100%", "0", ""]]
    assert rows[5][1:] == ["dine_in", "2", "1", "50%", "1"]
    assert rows[6] == ["'=HYPERLINK(1)", "'=HYPERLINK(1)", "1", "1", "100%", "0"]


@pytest.mark.parametrize("query", [
    "", "from=x&to=2022-13-40", "from=2022-11-14&to=2022-11-01", "from=0001-01-01&to=9999-12-31"
], ids=["none", "no_days", "reversed", "endless"])
def test_days_that_make_no_sense_are_still_a_page(town, query):
    assert "通话统计" in town.browser("郑班长").get(f"/desk/supervisor?{query}")
