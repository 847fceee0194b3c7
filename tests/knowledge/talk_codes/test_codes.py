"""A code shows one talk, once, for ten minutes; the store does not tell it."""
from __future__ import annotations

from datetime import timedelta

import pytest
from desks import NOON
from sqlalchemy import select

from bot.stores.turn_store import MIGRATIONS
from knowledge.database import migrate, transaction
from knowledge.talk_codes import codes
from knowledge.talk_codes.codes import GOOD_FOR, NoCodeFree, give, take
from knowledge.talk_codes.tables import TalkCodeRow

SECRET, TICK = "secret", timedelta(microseconds=1)


@pytest.fixture
def talks(stored):
    migrate(stored, MIGRATIONS, "bot_version")
    return stored


def given(engine, conversation="web:a", at=NOON) -> str:
    with transaction(engine) as session:
        return give(session, conversation, SECRET, at).code


def taken(engine, code: str, at=NOON, secret=SECRET) -> str | None:
    with transaction(engine) as session:
        return take(session, code, secret, at)


def test_a_code_is_six_digits_and_good_once(talks):
    code = given(talks)
    assert len(code) == 6 and code.isdigit()
    assert [taken(talks, code), taken(talks, code)] == ["web:a", None]


def test_a_code_ends_after_ten_minutes(talks):
    code, other = given(talks), given(talks, "web:b")
    assert taken(talks, code, NOON + GOOD_FOR) is None
    assert taken(talks, other, NOON + GOOD_FOR - TICK) == "web:b"


def test_a_new_code_ends_the_one_before(talks):
    first, second = given(talks), given(talks)
    assert taken(talks, second) == "web:a" and (first == second or taken(talks, first) is None)


def test_the_store_does_not_tell_a_code_and_another_secret_does_not_find_it(talks):
    code = given(talks)
    with transaction(talks) as session:
        assert code not in session.execute(select(TalkCodeRow.code)).scalar_one()
    assert taken(talks, code, secret="other") is None


def test_no_code_is_out_twice_and_an_ended_one_is_free_again(talks, monkeypatch):
    monkeypatch.setattr(codes.secrets, "randbelow", lambda _: 7)
    assert given(talks) == "000007"
    with pytest.raises(NoCodeFree):
        given(talks, "web:b")
    assert given(talks, "web:b", NOON + GOOD_FOR) == "000007" and taken(talks, "000007", NOON + GOOD_FOR) == "web:b"
