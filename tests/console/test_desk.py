"""The page beside the call as it is served: its policy, what stands on it without a script, and texts for the ticket
system."""
from __future__ import annotations

import pytest
from calls import keep_call
from console_desk import town_in
from support import ROOT

from knowledge.tickets import outbox

HOST, KEY = "https://desk.example.gov.cn", "a key that is long enough"
EMBED = {"desk_ancestors": HOST, "tickets_url": "http://127.0.0.1:9/tickets", "tickets_key": KEY}
CITY = ROOT / "templates" / "city"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    town = town_in(tmp_path_factory.mktemp("desk"), CITY, **EMBED)
    keep_call(town.engine, "mine", "2022-11-07T09:00:00+08:00")
    keep_call(town.engine, "hers", "2022-11-07T09:00:00+08:00", agent="钱坐席")
    return town


def test_the_desk_alone_runs_our_own_scripts_and_stands_in_frames_of_named_pages(town):
    answer = town.browser("吴坐席").client.get("/desk?embed")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy and "require-trusted-types-for 'script'" in policy and "unsafe" not in policy
    assert f"frame-ancestors {HOST}" in policy and "x-frame-options" not in answer.headers
    assert f'data-hosts="{HOST}"' in answer.text and "<header>" not in answer.text
    assert "data-hosts" not in town.browser("吴坐席").get("/desk")
    assert "script-src" not in town.browser("吴坐席").client.get("/").headers["content-security-policy"]


def test_where_no_page_is_named_none_may_frame_it(tmp_path):
    answer = town_in(tmp_path, CITY).browser("吴坐席").client.get("/desk?embed")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_in_a_frame_nobody_is_asked_for_a_password(town):
    answer = town.browser().client.get("/desk?embed", follow_redirects=False)
    assert answer.status_code == 401 and 'target="_blank"' in answer.text and "password" not in answer.text


def test_a_wrap_up_text_is_kept_for_the_ticket_system_and_only_of_ones_own_calls(town):
    wu = town.browser("吴坐席")
    wu.get("/desk")
    wu.post("/desk/tickets", 202, call="mine", text="来电人问药店，已答。")
    assert wu.client.get("/desk/tickets?call=mine").json() == {
        "tickets": [{"state": "waiting", "tries": 0, "trouble": ""}]}
    for call in ("hers", "nobodys"):
        wu.post("/desk/tickets", 404, call=call, text="不是我的通话")
        assert not outbox.of_call(town.engine, f"hotline:{call}")
    for text in ("", "长" * 8001):
        wu.post("/desk/tickets", 400, call="mine", text=text)


def test_openings_and_topics_to_choose_from_stand_on_the_page(town):
    page = town.browser("吴坐席").get("/desk")
    assert "您好，这里是" in page and "{city}" not in page and 'value="dine_in"' in page
