"""One token for all processes, fetched by one of them, renewed before it ends."""
from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update
from support import ROOT
from wechat_api import official, token_source

from bot.channels.wechat.token import RENEW_BEFORE_END, TokenFailed
from bot.channels.wechat.token_table import WeChatTokenRow
from knowledge import clock
from knowledge.database import transaction
from labs.wechat.stand_in_routes import TOKEN

ASKER = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from wechat_api import token_source
source = token_source({url!r}, Path({folder!r}))
sys.stdin.readline()
for _ in range(20):
    print(source.token() if not {failed!r} else source.renew({failed!r}), flush=True)
"""


@pytest.fixture()
def weixin():
    with official() as running:
        yield running


def ends_in(source, seconds: float) -> None:
    """Move the stored token's end."""
    with transaction(source.tokens.engine) as session:
        session.execute(update(WeChatTokenRow).values(ends_at=clock.machine_utc() + timedelta(seconds=seconds)))


def processes_ask(url: str, folder, failed: str = "") -> set[str]:
    """Four processes ask twenty times each, all beginning at once; gives the tokens they got."""
    script = ASKER.format(path=[str(ROOT), str(ROOT / "tests/support")], url=url, folder=str(folder), failed=failed)
    asking = [
        subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in asking:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=90)[0].split() for process in asking]
    assert [len(tokens) for tokens in said] == [20] * 4 and all(process.returncode == 0 for process in asking)
    return {token for tokens in said for token in tokens}


def test_用到时才去取_之后都用同一个(weixin, tmp_path):
    source = token_source(weixin.url, tmp_path)
    assert {source.token() for _ in range(5)} == {weixin.account.current}
    assert weixin.calls() == {TOKEN: 1}


def test_四个进程一起要_只有一个去取(weixin, tmp_path):
    token_source(weixin.url, tmp_path)  # the tables, as jumin serve makes them before its processes start
    weixin.fault(TOKEN, slow=1.0)
    assert processes_ask(weixin.url, tmp_path) == {weixin.account.current}
    assert weixin.calls() == {TOKEN: 1}


def test_四个进程的令牌都被拒_只换一次(weixin, tmp_path):
    failed = token_source(weixin.url, tmp_path).token()
    weixin.expire()
    weixin.fault(TOKEN, slow=1.0)
    assert processes_ask(weixin.url, tmp_path, failed) == {weixin.account.current}
    assert weixin.calls() == {TOKEN: 2} and weixin.account.forced == []


def test_快到期就换_换的时候别人用旧的(weixin, tmp_path):
    source = token_source(weixin.url, tmp_path)
    old = source.token()
    weixin.account.tokens[old] = clock.machine_seconds() + RENEW_BEFORE_END - 1
    ends_in(source, RENEW_BEFORE_END - 1)
    weixin.fault(TOKEN, slow=1.0)
    with ThreadPoolExecutor(1) as pool:
        renewing = pool.submit(source.token)
        while weixin.calls()[TOKEN] < 2:
            time.sleep(0.05)
        assert source.token() == old
        assert renewing.result() == weixin.account.current != old
    assert weixin.calls()[TOKEN] == 2


def test_换不成就把旧的用到头_到头了才说没有(weixin, tmp_path):
    source = token_source(weixin.url, tmp_path)
    old = source.token()
    ends_in(source, 100)
    weixin.fault(TOKEN, code=-1, times=2)
    assert source.token() == old
    ends_in(source, 1)
    with pytest.raises(TokenFailed) as failed:
        source.token()
    assert failed.value.refused.code == -1
    assert source.token() == weixin.account.current


def test_官方还给同一个坏令牌_就强制换一次_三十秒内不再强制(weixin, tmp_path):
    source = token_source(weixin.url, tmp_path)
    first = source.token()
    second = source.renew(first)
    assert second != first and len(weixin.account.forced) == 1
    assert source.renew(second) == second and len(weixin.account.forced) == 1


def test_别的进程已经换过_就用它换来的(weixin, tmp_path):
    one, other = token_source(weixin.url, tmp_path), token_source(weixin.url, tmp_path)
    failed = one.token()
    weixin.expire()
    new = one.renew(failed)
    assert other.renew(failed) == new and weixin.calls()[TOKEN] == 2


def test_排队等到租约时别人已经取来_就不再取(weixin, tmp_path, monkeypatch):
    """Between reading that a token is needed and getting the lease another process fetched it and gave the lease
    back."""
    late, other = token_source(weixin.url, tmp_path), token_source(weixin.url, tmp_path)
    take = late.tokens.take_lease
    monkeypatch.setattr(late.tokens, "take_lease", lambda *lease: bool(other.token()) and take(*lease))
    assert late.token() == weixin.account.current
    failed = late.token()
    weixin.expire()
    monkeypatch.setattr(late.tokens, "take_lease", lambda *lease: bool(other.renew(failed)) and take(*lease))
    assert late.renew(failed) == weixin.account.current
    assert weixin.calls() == {TOKEN: 2}
    assert take("a later one", 1.0)


def test_拿着租约的进程死了_租约到期就由别人来取(weixin, tmp_path, monkeypatch):
    source = token_source(weixin.url, tmp_path)
    assert source.tokens.take_lease("a process that died", 1.0)
    assert not source.tokens.take_lease("another", 1.0)
    monkeypatch.setattr("bot.channels.wechat.token.WAITS", 0.2)
    with pytest.raises(TokenFailed, match="still fetching"):
        source.token()
    while not source.tokens.take_lease("another", 0.0):
        time.sleep(0.1)
    assert source.token() == weixin.account.current


def test_租约过了期的进程_不能盖掉别人的令牌(weixin, tmp_path):
    source = token_source(weixin.url, tmp_path)
    source.tokens.take_lease("slow", -1.0)
    good = source.token()
    source.tokens.store("slow", "an old one", 7200, forced=False)
    assert source.token() == good


@pytest.mark.parametrize("answer", [{"status": 502}, {"drop": "before"}])
def test_取令牌时断线_没有发出任何消息_可以再试(weixin, tmp_path, answer):
    source = token_source(weixin.url, tmp_path)
    weixin.fault(TOKEN, **answer)
    with pytest.raises(TokenFailed) as failed:
        source.token()
    assert failed.value.refused.retry
    assert source.token() == weixin.account.current


@pytest.mark.parametrize("answer", [
    '{"access_token": "t", "expires_in": 1e400}', '{"access_token": "t", "expires_in": -5}',
    '{"access_token": "t", "expires_in": 0}',
    '{"access_token": "t", "expires_in": true}', '{"access_token": "t", "expires_in": "7200"}',
    '{"access_token": "", "expires_in": 7200}',
    '{"access_token": "' + "t" * 2000 + '", "expires_in": 7200}', '{"access_token": ["t"], "expires_in": 7200}',
    '{"expires_in": 7200}', "{}",
    '{"access_token": "t", "expires_in": 1' + "0" * 400 + "}",
])
def test_给的不是能用的令牌_说出来_不存(weixin, tmp_path, answer):
    weixin.fault(TOKEN, body=answer)
    source = token_source(weixin.url, tmp_path)
    with pytest.raises(TokenFailed, match="gave no token"):
        source.token()
    assert source.tokens.read().token == "" and source.token()
