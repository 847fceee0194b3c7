"""Clients and checker together, on a little server that keeps or breaks its promises on purpose."""
from __future__ import annotations

import time
from itertools import pairwise

import pytest
from faults.history import BROKEN, check
from faults.load import Load
from faults.lossy_server import LossyServer, said
from faults.questions import as_answer

QUESTIONS = ("one", "two", "three")
ABOUT = {question: as_answer(said("", question)).about for question in QUESTIONS}


def history_with(fault: str, patience: float = 5.0):
    """Half a second of questions to a server with a fault."""
    with LossyServer(fault) as server:
        with Load(server.url, ABOUT, rate=60, clients=4, patience=patience) as load:
            time.sleep(0.6)
        return load.attempts, server.stored_turns()


@pytest.mark.parametrize("fault", ["kept", "late", "breaks_off", "refuses"])
def test_what_is_late_or_asked_again_is_no_broken_promise(fault):
    findings = check(*history_with(fault))
    assert findings.broken == [] and findings.messages >= 12


@pytest.mark.parametrize(("fault", "kind"), [("doubles", "doubled"), ("mixes_up", "foreign")])
def test_a_server_that_breaks_a_promise_is_found_out(fault, kind):
    findings = check(*history_with(fault))
    assert {name for name in BROKEN if findings.count(name)} == {kind}


def test_what_is_acknowledged_and_forgotten_is_lost():
    attempts, stored = history_with("forgets", patience=1)
    findings = check(attempts, stored)
    assert findings.count("lost") == sum(1 for attempt in attempts if attempt.status == 202) > 0


def test_clients_ask_again_with_the_same_id():
    attempts, _ = history_with("breaks_off")
    broken = [a for a in attempts if a.status is None]
    again = {(a.conversation, a.id, a.question) for a in attempts if a.status == 200}
    assert broken and all((a.conversation, a.id, a.question) in again for a in broken)


def test_a_conversation_sends_its_next_message_after_the_acknowledgement():
    attempts, _ = history_with("refuses")
    for conversation in {a.conversation for a in attempts}:
        mine = sorted((a for a in attempts if a.conversation == conversation), key=lambda a: a.sent_at)
        assert [int(a.id[1:]) for a in mine] == sorted(int(a.id[1:]) for a in mine)
        assert all(one.got_at <= other.sent_at for one, other in pairwise(mine))
