"""Whatever is sent to the web channel: an answer as its description has it, no hang, no error but 503, and it lives on.

JUMIN_MALFORMED says how many requests in all (3,000; the long run is 100,000 and takes about a quarter of an hour).
Hypothesis makes some of them, at leisure and small when one fails; most are wounded by the thousand a minute
(raw_requests).
"""
from __future__ import annotations

import asyncio
import itertools
import json
import os
import time

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from malformed import WITHIN_SECONDS, bodies, exchange, wires
from raw_requests import send_many
from schemathesis.checks import load_all_checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from support import ROOT

TOTAL = int(os.environ.get("JUMIN_MALFORMED", "3000"))
SHARE = min(max(TOTAL // 40, 150), 1000)
RAW = TOTAL - 4 * SHARE
SEED = int(os.environ.get("JUMIN_MALFORMED_SEED", "12"))
MESSAGES = "/webhooks/web/messages"
DESCRIBED = schemathesis.openapi.from_path(ROOT / "docs" / "web.openapi.yml")
CHECKS = [status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance]
# Below the limit of a session, so that not everything is answered "too many".
MESSAGES_EACH = 100
load_all_checks()
many = settings(max_examples=SHARE, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def sender(sample_city):
    """One kept connection. A conversation is the same after all of it as before, and the same process answers."""
    before = sample_city.session()
    first = sample_city.say("八区核酸几点开始几点结束", before)
    with requests.Session() as http:
        yield http
    assert sample_city.process.poll() is None
    turns = requests.get(
        f"{sample_city.url}{MESSAGES}", headers={"Authorization": f"Bearer {before}"}, timeout=10
    ).json()["turns"]
    assert [turn["id"] for turn in turns] == [first["id"]]
    assert sample_city.say("二级以上医院晚上能做核酸吗", before)["receipt"]["topic"] == "after_hours_testing"


@pytest.fixture(scope="module")
def tokens(sample_city):
    """A session for the next message, a new one every hundred."""
    return itertools.chain.from_iterable(
        itertools.repeat(sample_city.session(), MESSAGES_EACH) for _ in itertools.count()
    )


def in_time(send) -> requests.Response:
    """The response of ``send``; no error of the server but the honest 503, and no hang."""
    started = time.monotonic()
    response = send()
    assert response.status_code < 500 or response.status_code == 503, response.text
    assert time.monotonic() - started < WITHIN_SECONDS
    return response


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_what_the_description_lets_one_send_and_what_it_does_not(sample_city, sender, tokens, mode):
    @many
    @given(case=DESCRIBED.as_strategy(generation_mode=mode))
    def ask(case):
        if isinstance(case.body, dict) and isinstance(case.body.get("session"), str):
            case.body["session"] = next(tokens)
        response = in_time(lambda: case.call(base_url=sample_city.url, session=sender, timeout=2 * WITHIN_SECONDS))
        case.validate_response(response, checks=CHECKS)
    ask()


@pytest.mark.timeout(3600)
def test_wounded_bodies(sample_city, sender, tokens):
    headers = {"Content-Type": "application/json"}

    @many
    @given(body=bodies(sample_city.session()))
    def ask(body):
        response = in_time(
            lambda: sender.post(f"{sample_city.url}{MESSAGES}", data=body, headers=headers, timeout=2 * WITHIN_SECONDS)
        )
        assert response.status_code in (200, 202) or set(response.json()) == {"error", "message"}
    ask()


@pytest.mark.timeout(3600)
def test_wounded_requests(sample_city, sender):
    @many
    @given(wire=wires(sample_city.session()))
    def ask(wire):
        answer, seconds = exchange(sample_city.url, wire)
        assert seconds < WITHIN_SECONDS
        status = answer.split(b" ", 2)[1] if answer.startswith(b"HTTP/1.1 ") else b"000"
        assert status < b"500" or status == b"503", answer[:200]
    ask()


@pytest.mark.timeout(3600)
def test_thousands_of_wounded_requests(sample_city, sender):
    outcome = asyncio.run(send_many(sample_city.url, sample_city.session(), RAW, SEED))
    assert not outcome.faults, "\n".join(outcome.faults[:10])
    assert outcome.slowest < WITHIN_SECONDS and sum(outcome.statuses.values()) == RAW
    assert {"200", "204", "400", "401", "404", "405", "413", "417", "431"} <= set(outcome.statuses), outcome.statuses


def test_the_description_says_what_the_process_takes(sample_city):
    """Its limits are those of the reader."""
    from bot.channels.requests import DATUMS, LONGEST_ID, LONGEST_TEXT
    fields = DESCRIBED.raw_schema["components"]["schemas"]["Message"]["properties"]
    assert (fields["text"]["maxLength"], fields["id"]["maxLength"]) == (LONGEST_TEXT, LONGEST_ID)
    assert tuple(DESCRIBED.raw_schema["components"]["schemas"]["Location"]["properties"]["datum"]["enum"]) == DATUMS
    assert json.loads(requests.post(f"{sample_city.url}/webhooks/web/sessions", timeout=10).text).keys() == {"session"}
