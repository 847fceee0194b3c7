"""Who comes in where: every route with every role, forms of our own only, and what all answers carry."""
from __future__ import annotations

import re

import pytest
from console_desk import PASSWORD, PEOPLE, town_in
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from support import ROOT

from console.routes import ANYBODY, DOORS
from console.web.doors import BEFORE, SESSION

CITY = ROOT / "templates" / "city"

# Without a session: signing in, and what the supervisor asks.
OPEN = {("GET", "/login"), ("POST", "/login"), ("GET", "/live")}


def path_of(path: str) -> str:
    """A path with something in its holes that there is not."""
    return re.sub(r"\{\w+(:\w+)?\}", lambda hole: "999" if hole[1] == ":int" else "x", path)


@pytest.fixture(scope="module")
def people(town):
    return {name: town.browser(name) for name in PEOPLE}


def test_every_route_is_a_door_but_the_style_sheet_and_the_sign_of_life(town):
    found = {
        (method, route.path) for route in town.app.routes if isinstance(route, Route) for method in route.methods
    }
    doors = {(method, door.path) for door in DOORS for method in door.methods}
    assert {one for one in found if one[0] != "HEAD"} == doors | {("GET", "/live")}
    assert [route.path for route in town.app.routes if isinstance(route, Mount)] == ["/static"]


def test_who_has_not_signed_in_is_sent_to_do_so_wherever_he_goes(town):
    nobody = town.browser()
    for door in DOORS:
        if (door.methods[0], door.path) not in OPEN:
            answer = nobody.client.request(door.methods[0], path_of(door.path), follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/login"), door
            assert door.roles is not ANYBODY


def test_each_door_lets_in_its_roles_and_nobody_else(people):
    """Whoever is let in without the token of a form is told so (400), before anything is done; others are refused
    (403)."""
    for door in DOORS:
        for name, roles in PEOPLE.items():
            if door.roles and not door.roles.intersection(roles):
                answer = people[name].client.request(door.methods[0], path_of(door.path), follow_redirects=False)
                assert answer.status_code == 403, (door, name)
            elif door.post:
                answer = people[name].client.post(path_of(door.path), data={"why": "x"}, follow_redirects=False)
                assert answer.status_code == 400, (door, name)


def test_no_form_is_taken_without_its_token_from_another_session_or_from_another_page(town, people):
    one, other = people["李编"], people["王编"]
    one.get("/drafts")
    assert other.client.post("/logout", data={"csrf_token": one.token}).status_code == 400
    for headers in ({"origin": "http://evil.test"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        answer = one.client.post("/logout", data={"csrf_token": one.token}, headers=headers)
        assert answer.status_code == 400, headers
    assert "您好" in one.get("/") and "您好" in other.get("/")
    assert town.browser().client.post("/login", data={"name": "李编", "password": PASSWORD}).status_code == 400


def test_what_is_too_large_or_holds_files_is_no_form(people):
    one = people["李编"]
    one.get("/drafts")
    big = {"csrf_token": one.token, "why": "长" * 1_000_000}
    assert one.client.post("/logout", data=big).status_code == 400
    files = {"file": ("a.txt", b"x")}
    assert one.client.post("/logout", data={"csrf_token": one.token}, files=files).status_code == 400
    assert one.client.post("/logout", data={"csrf_token": one.token} | {f"f{n}": "x" for n in range(5000)}
                           ).status_code == 400
    assert one.client.post("/logout", content=b"\xff" * 100).status_code == 400


def test_all_answers_forbid_scripts_frames_and_keeping(people):
    for path, status in (("/", 200), ("/login", 200), ("/nowhere", 404), ("/drafts/999", 409)):
        answer = people["李编"].client.get(path)
        assert answer.status_code == status, path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["cache-control"] == "no-store"


def test_the_cookie_is_for_no_script_and_no_other_site(town):
    browser = town.browser()
    browser.get("/login")
    fields = {"csrf_token": browser.token, "name": "李编", "password": PASSWORD}
    answer = browser.client.post("/login", data=fields, follow_redirects=False)
    cookies = answer.headers.get_list("set-cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {SESSION, BEFORE}
    assert all("HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie for cookie in cookies)


@pytest.fixture()
def behind_proxy(tmp_path):
    """A console that takes the word of the proxies of 10.0.0.0/8."""
    return town_in(tmp_path, CITY, trusted_proxies="10.0.0.0/8", login_header="X-Remote-User").app


def test_a_trusted_proxy_signs_people_in_and_says_that_they_speak_tls(behind_proxy):
    headers = {"x-forwarded-proto": "https"}
    proxy = TestClient(behind_proxy, base_url="http://console.test", client=("10.1.2.3", 1))
    answer = proxy.get("/login", headers=headers | {"x-remote-user": "wang"}, follow_redirects=False)
    assert answer.status_code == 409 and "没有账号" in answer.text
    stranger = TestClient(behind_proxy, base_url="http://console.test", client=("192.0.2.7", 1))
    answer = stranger.get("/login", headers={"x-remote-user": "admin", "x-forwarded-proto": "https"})
    assert "密码" in answer.text and "Secure" not in answer.headers["set-cookie"]
    answer = proxy.get("/login", headers={"x-forwarded-proto": "https"})
    assert "Secure" in answer.headers["set-cookie"]
    known = proxy.get("/login", headers=headers | {"x-remote-user": "admin"}, follow_redirects=False)
    assert known.headers["location"] == "/" and "Secure" in known.headers["set-cookie"]


def test_after_five_wrong_passwords_the_right_one_does_not_help(town):
    browser = town.browser()
    browser.get("/login")
    for _ in range(5):
        assert "密码不对" in browser.post("/login", 403, name="郑班长", password="wrong wrong")
    told = browser.post("/login", 403, name="郑班长", password=PASSWORD)
    assert "锁定到" in told
    assert "密码不对" in browser.post("/login", 403, name="没有这个人", password=PASSWORD)


def test_who_signs_out_is_out_even_with_the_old_cookie(town):
    browser = town.browser("王编")
    browser.get("/drafts")
    old = browser.client.cookies.get(SESSION)
    assert "登录" in browser.post("/logout")
    browser.client.cookies.set(SESSION, old, domain="console.test")
    assert "密码" in browser.get("/")
