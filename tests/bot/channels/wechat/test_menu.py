"""The menu file: what stands in it is right, and what WeChat would refuse is refused before."""
from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support import ROOT
from wechat_api import APPID, SECRET, official

from bot.channels.wechat.menu import halves, load_menu
from knowledge.notices import ContentError
from knowledge.releases import load_release
from labs.wechat.stand_in_routes import MENU

GREETING = "greeting: {text: 您好, topics: [booth_location]}\n"


@pytest.fixture(scope="module")
def answers():
    return load_release().answers


@pytest.fixture()
def refused(tmp_path, answers):
    """The sentence with which a menu file is refused."""
    def read(menu: str, greeting: str = GREETING) -> str:
        file = tmp_path / "menu.yml"
        file.write_text(greeting + menu, encoding="utf-8")
        with pytest.raises(ContentError) as error:
            load_menu(answers, file)
        return str(error.value)
    return read


def test_自带的菜单_三个入口_每个话题都答得上(answers):
    menu = load_menu(answers)
    assert [entry["name"] for entry in menu.official()["button"]] == ["核酸采样", "小区封控", "看病求助"]
    assert menu.topics <= set(answers) and len(menu.topics) == 14


def test_问候是一条消息_按钮都是话题(answers):
    greeting = load_menu(answers).greeting
    assert greeting["text"].startswith("您好") and greeting["card"] is None
    assert {"title": "附近的采样屋", "payload": "topic:booth_location"} in greeting["buttons"]


def test_入口也可以自己就是按钮_或者打开网页(tmp_path, answers):
    file = tmp_path / "menu.yml"
    file.write_text(
        GREETING + "menu:\n- {name: 采样屋, topic: booth_location}\n- {name: 网页, url: 'https://example.org/'}\n",
        encoding="utf-8"
    )
    assert load_menu(answers, file).official() == {"button": [
        {"type": "click", "name": "采样屋", "key": "booth_location"},
        {"type": "view", "name": "网页", "url": "https://example.org/"},
    ]}


@pytest.mark.parametrize(("menu", "sentence"), [
    ("menu:\n" + "- {name: 采样屋, topic: booth_location}\n" * 4, "menu.yml:2: 4 entries; WeChat takes 1 to 3 here."),
    ("menu: []\n", "0 entries"),
    ("menu:\n- name: 采样\n  menu:\n" + "  - {name: 采样屋, topic: booth_location}\n" * 6, "6 entries; WeChat takes 1 to 5"),
    ("menu:\n- {name: 附近的采样屋, topic: booth_location}\n", "menu.yml:3: '附近的采样屋' is too long; WeChat shows 4"),
    (
        "menu:\n- name: 采样\n  menu:\n  - {name: 一二三四五六七八, topic: booth_location}\n",
        "menu.yml:5: '一二三四五六七八' is too long; WeChat shows 7"
    ),
    ("menu:\n- {name: 采样屋, topic: no_such}\n", "menu.yml:3: 'no_such' is no topic"),
    ("menu:\n- {name: 采样屋}\n", "either a topic or a url"),
    ("menu:\n- {name: 采样屋, topic: booth_location, url: 'https://example.org/'}\n", "either a topic or a url"),
    ("menu:\n- {name: 网页, url: 'weixin://example'}\n", "must begin with https://"),
    ("menu:\n- {name: 采样屋, topic: booth_location, key: x}\n", "unknown key 'key'"),
    ("menu:\n- {topic: booth_location}\n", "'name' is missing"),
])
def test_微信不收的菜单_说出哪一行(refused, menu, sentence):
    assert sentence in refused(menu)


@pytest.mark.parametrize(("greeting", "sentence"), [
    ("", "'greeting' must hold a text"), ("greeting: {topics: []}\n", "'text' is missing"),
    ("greeting: {text: 您好, topics: [no_such]}\n", "'no_such' is no topic"),
    (f"greeting: {{text: {'长' * 401}}}\n", "1200 leave room"),
])
def test_不成样子的问候_说出哪里不对(refused, greeting, sentence):
    assert sentence in refused("menu:\n- {name: 采样屋, topic: booth_location}\n", greeting)


def test_字母算半个字():
    assert (halves("核酸"), halves("24h核酸"), halves("ＡＢ")) == (4, 7, 4)


def jumin(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("JUMIN_")}
    known = {"JUMIN_VAR": str(tmp_path), "JUMIN_WECHAT_APPID": APPID, "JUMIN_WECHAT_SECRET": SECRET}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "wechat", *arguments], cwd=ROOT, env={**clean, **known, **environment},
        capture_output=True, text=True, timeout=120)


def test_推送菜单_官方收下整份(tmp_path, answers):
    with official() as weixin:
        done = jumin(tmp_path, "menu", "push", JUMIN_WECHAT_API=weixin.url)
        assert done.returncode == 0, done.stderr
        assert weixin.account.menu == load_menu(answers).official()


def test_推送被拒_说出为什么和怎么办_不露令牌(tmp_path):
    with official() as weixin:
        weixin.fault(MENU, code=40018)
        done = jumin(tmp_path, "menu", "push", JUMIN_WECHAT_API=weixin.url)
        assert done.returncode == 1
        assert "The menu was not pushed. A name in the menu is too long. Correct wechat/menu.yml" in done.stderr
        assert weixin.account.current not in done.stderr + done.stdout


def test_没有设置账号_说出缺哪个(tmp_path):
    done = jumin(tmp_path, "menu", "push", JUMIN_WECHAT_SECRET="")
    assert done.returncode == 1 and done.stderr.strip() == "JUMIN_WECHAT_SECRET must be set to push the menu."


def test_检查菜单_不联网(tmp_path):
    done = jumin(tmp_path, "menu", "check", JUMIN_WECHAT_API="http://127.0.0.1:9")
    assert done.returncode == 0 and "  附近采样屋: booth_location" in done.stdout
