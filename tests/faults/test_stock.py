"""The checker is worth something: on stock Rasa, under the same load, it finds what is lost."""
from __future__ import annotations

import time

import pytest
from faults.history import Findings, check
from faults.load import Load
from faults.stock import ABOUT, Stock, StockClient


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    stock = Stock(tmp_path_factory.mktemp("stock"))
    try:
        stock.actions.launch()
        stock.server.start()
        stock.actions.wait()
        yield stock
    finally:
        stock.server.kill()
        stock.actions.kill()


def under_load(stock: Stock, do, rate: float, patience: float = 30.0) -> Findings:
    """What the checker finds after ``do`` was done to stock Rasa under load."""
    with Load(
        stock.url, ABOUT, rate, clients=40, patience=patience, channel="/webhooks/rest", kind=StockClient
    ) as load:
        time.sleep(2)
        do()
        time.sleep(1)
    return check(load.attempts, stock.stored_turns())


def test_in_peace_stock_rasa_loses_nothing(stock):
    findings = under_load(stock, lambda: None, rate=10)
    assert findings.messages > 10 and findings.broken == []


def test_stock_rasa_loses_what_needs_an_action_when_the_action_server_is_killed(stock):
    def kill_and_start():
        stock.actions.kill()
        time.sleep(1)
        stock.actions.start()

    assert under_load(stock, kill_and_start, rate=20).count("lost") > 0


def test_stock_rasa_loses_what_it_is_at_when_it_is_killed(stock):
    # More than it can answer, so that the kill meets messages it has taken; whom it refuses later was never heard.
    findings = under_load(stock, stock.server.kill, rate=400, patience=1)
    assert findings.count("unanswered") > 0
