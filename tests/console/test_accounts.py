"""The administrator's pages, one's own password, and the audit."""
from __future__ import annotations

from console_desk import PASSWORD, Browser
from sqlalchemy import text
from support import ROOT

CITY = ROOT / "templates" / "city"

NEW = "一行新密码 neu"


def test_an_account_is_made_given_other_roles_disabled_and_enabled(town):
    zhou = town.browser("周管")
    zhou.get("/accounts")
    assert "冯新" in zhou.post("/accounts/add", name="冯新", password=PASSWORD, roles=["editor", "approver"])
    feng = town.browser("冯新")
    assert "草稿" in feng.get("/drafts")
    zhou.post("/accounts/冯新/roles", roles=["agent"])
    feng.get("/drafts", 403)
    zhou.post("/accounts/冯新/disable")
    assert "登录" in feng.get("/")
    assert "已经停用" in zhou.post("/accounts/冯新/disable", 422)
    zhou.post("/accounts/冯新/enable")
    zhou.post("/accounts/冯新/password", password=NEW)
    feng.get("/login")
    assert "您好" in feng.post("/login", name="冯新", password=NEW)


def test_what_is_no_account_is_refused_in_chinese(town):
    zhou = town.browser("周管")
    zhou.get("/accounts")
    assert "8 到 200 个字符" in zhou.post("/accounts/add", 422, name="蒋", password="kurz", roles="agent")
    assert "没有选角色" in zhou.post("/accounts/add", 422, name="蒋", password=PASSWORD)
    assert "没有 &#39;root&#39; 这个角色" in zhou.post("/accounts/add", 422, name="蒋", password=PASSWORD, roles="root")
    assert "已经有叫 李编 的账号" in zhou.post("/accounts/add", 422, name="李编", password=PASSWORD, roles="agent")
    assert "没有账号" in zhou.post("/accounts/无人/roles", 422, roles="agent")


def test_nobody_locks_himself_out(town):
    zhou = town.browser("周管")
    zhou.get("/accounts")
    assert "请由另一位管理员" in zhou.post("/accounts/周管/disable", 409)
    assert "请由另一位管理员" in zhou.post("/accounts/周管/roles", 409, roles="editor")
    assert "账号" in zhou.get("/accounts")


def test_one_changes_ones_own_password_with_the_old_one(town):
    wang = town.browser("王编")
    wang.get("/password")
    assert "密码不对" in wang.post("/password", 422, old="falsch falsch", password=NEW)
    assert "登录" in wang.post("/password", old=PASSWORD, password=NEW)
    assert "您好" in signed_in(town.browser(), "王编", NEW)


def test_the_audit_tells_who_did_what_and_finds_what_was_changed(town):
    zhou = town.browser("周管")
    page = zhou.get("/audit")
    assert "没有被改动" in page and "登录" in page and "周管" in page
    with town.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit'"))
        for name in [row[0] for row in names]:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE audit SET by = '别人' WHERE seq = 2"))
    assert "记录链不完整：第 2 条被改动过。" in zhou.get("/audit")


def signed_in(browser: Browser, name: str, password: str) -> str:
    browser.get("/login")
    return browser.post("/login", name=name, password=password)
