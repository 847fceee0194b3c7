"""Accounts on both databases: who gets in, who is locked out, and that what is disabled ends at once."""
from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from ipaddress import ip_network

import pytest
from argon2 import PasswordHasher

from knowledge.accounts import passwords
from knowledge.accounts.accounts import (
    account_of,
    acting,
    add_account,
    all_accounts,
    disable,
    enable,
    set_password,
    set_roles,
)
from knowledge.accounts.by_proxy import named_by_proxy
from knowledge.accounts.model import MOST_FAILURES, AccountRefused
from knowledge.accounts.passwords import SHORTEST
from knowledge.accounts.sessions import IDLE, LASTS, WRONG, holder, sign_in, sign_out
from knowledge.accounts.tables import AccountRow, AccountSessionRow
from knowledge.audit.log import look_through
from knowledge.database import transaction

NOON = datetime(2026, 11, 29, 4, 0, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)
PASSWORD = "柳絮 sieben Brücken"


@pytest.fixture(autouse=True)
def little_work(monkeypatch):
    """The same function with little memory and one round: what it costs a guesser is not asked here."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def li(stored):
    """The store with an editor."""
    with transaction(stored) as session:
        add_account(session, "li", ["editor"], PASSWORD, NOON, "shell")
    return stored


def whose(engine, token: str, at: datetime) -> str | None:
    with transaction(engine) as session:
        account = holder(session, token, at)
        return account and account.name


def refused(engine, password: str, at: datetime = NOON, name: str = "li") -> str:
    with pytest.raises(AccountRefused) as refusal:
        sign_in(engine, name, password, at)
    return str(refusal.value)


def test_a_session_lasts_while_it_is_used_and_not_beyond_its_end(li):
    token = sign_in(li, "li", PASSWORD, NOON)
    at = NOON
    while at + IDLE < NOON + LASTS:
        at += IDLE - MINUTE
        assert whose(li, token, at) == "li"
    assert whose(li, token, NOON + LASTS) is None
    idle = sign_in(li, "li", PASSWORD, NOON)
    assert whose(li, idle, NOON + IDLE) is None


def test_no_password_and_no_session_stands_in_the_store_as_it_is_shown(li):
    token = sign_in(li, "li", PASSWORD, NOON)
    with transaction(li) as session:
        row, kept = session.query(AccountRow).one(), session.query(AccountSessionRow).one()
        assert PASSWORD not in row.password and row.password.startswith("$argon2id$") and token not in kept.key


def test_five_wrong_passwords_lock_out_the_right_one_for_a_quarter_of_an_hour(li):
    assert [refused(li, f"falsch {n}") for n in range(MOST_FAILURES)] == [WRONG] * MOST_FAILURES
    assert "locked" in refused(li, PASSWORD) and "locked" in refused(li, PASSWORD, NOON + 14 * MINUTE)
    assert whose(li, sign_in(li, "li", PASSWORD, NOON + 15 * MINUTE), NOON + 15 * MINUTE) == "li"


def test_a_right_password_forgets_the_wrong_ones_before_it(li):
    for _ in range(3):
        assert refused(li, "falsch") == WRONG
    sign_in(li, "li", PASSWORD, NOON)
    assert [refused(li, "falsch") for _ in range(4)] == [WRONG] * 4
    sign_in(li, "li", PASSWORD, NOON)


def test_twenty_at_once_have_no_more_than_five_tries(li):
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(refused(li, "falsch"))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count(WRONG) == MOST_FAILURES and len(said) == 20


def test_who_is_not_known_is_told_nothing_more(li):
    for name in ("nobody", "LI", "li\0", "", "x" * 99):
        assert refused(li, PASSWORD, name=name) == WRONG


def test_a_disabled_account_ends_at_once_and_its_sessions_do_not_come_back(li):
    token = sign_in(li, "li", PASSWORD, NOON)
    with transaction(li) as session:
        disable(session, "li", NOON, "shell")
    assert whose(li, token, NOON) is None and "disabled" in refused(li, PASSWORD)
    with transaction(li) as session, pytest.raises(AccountRefused, match="disabled"):
        acting(session, " li").having("editor")
    with transaction(li) as session:
        enable(session, "li", NOON, "shell")
    assert whose(li, token, NOON) is None and sign_in(li, "li", PASSWORD, NOON)


def test_a_new_password_ends_the_sessions_of_the_old_one(li):
    token = sign_in(li, "li", PASSWORD, NOON)
    with transaction(li) as session:
        set_password(session, "li", "another one", NOON, "shell")
    assert whose(li, token, NOON) is None and refused(li, PASSWORD) == WRONG
    other = sign_in(li, "li", "another one", NOON)
    with transaction(li) as session:
        sign_out(session, other)
    assert whose(li, other, NOON) is None


def test_a_role_that_is_taken_away_is_gone_from_a_running_session(li):
    token = sign_in(li, "li", PASSWORD, NOON)
    with transaction(li) as session:
        set_roles(session, "li", ["agent"], NOON, "shell")
    with transaction(li) as session:
        assert holder(session, token, NOON).roles == {"agent"}
        with pytest.raises(AccountRefused, match="li has the roles agent; this needs editor"):
            acting(session, " li").having("editor")


CANNOT_BE = [
    ("li", ["editor"], PASSWORD, "already"), ("LI", ["editor"], PASSWORD, "already"),
    ("wang", ["boss"], PASSWORD, "no role 'boss'"), ("wang", [], PASSWORD, "No role"),
    ("wang", ["agent"], "x" * (SHORTEST - 1), "8 to 200"), ("wang", ["agent"], "abababab", "one or two"),
    ("wangwang", ["agent"], "WangWang", "is the name"), ("a\nb", ["agent"], PASSWORD, "is no name"),
]


def test_accounts_that_cannot_be_are_refused_and_leave_nothing(li):
    for name, roles, password, said in CANNOT_BE:
        with pytest.raises(AccountRefused, match=said), transaction(li) as session:
            add_account(session, name, roles, password, NOON, "shell")
    with transaction(li) as session:
        assert [account.name for account in all_accounts(session)] == ["li"]
        assert account_of(session, "li").roles == {"editor"} and look_through(session) == ""


PROXIES = (ip_network("10.0.0.0/8"),)


@pytest.mark.parametrize(("peer", "values", "name"), [
    ("10.1.2.3", ["li"], "li"), ("::ffff:10.1.2.3", [" 李明 "], "李明"), ("10.1.2.3", [], None),
    ("11.1.2.3", ["li"], None), ("", ["li"], None), ("unix:", ["li", "wang"], None),
])
def test_only_a_trusted_proxy_says_who_asks(peer, values, name):
    assert named_by_proxy(peer, values, PROXIES) == name


@pytest.mark.parametrize("values", [["li", "wang"], ["li", "li"], ["li\nwang"], [""]])
def test_a_trusted_proxy_that_speaks_with_two_tongues_is_refused(values):
    with pytest.raises(AccountRefused):
        named_by_proxy("10.1.2.3", values, PROXIES)
