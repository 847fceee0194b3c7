"""The page as a screen reader has it: the accessibility tree that Chromium makes of it."""
from __future__ import annotations

from chat_pages import PHONE
from playwright.sync_api import expect

BEFORE = """
- main:
  - heading "居民问答 郑州市疫情防控" [level=1]
  - group: 更多
  - paragraph:
    - text: 危及生命请先拨打
    - link "120"
    - text: 人工咨询
    - link "12345"
  - note: /演示数据/
  - list "对话":
    - listitem:
      - paragraph: /您好/
      - button "查小区风险等级"
- form "您的问题":
  - textbox "您的问题"
  - button "发位置"
  - button "发送"
- log
"""
VERDICT = """
- list "对话":
  - listitem:
    - paragraph:
      - text: 您
      - time
    - paragraph: 我在金水区文化路，理发店能开门吗
  - listitem:
    - paragraph:
      - text: 居民问答
      - time
    - paragraph: /理发店可以开/
    - paragraph: /低风险区/
    - list:
      - listitem: /疫情防控措施/
    - paragraph: /2022年11月7日/
    - group: 什么情况下结论会变
    - group: /依据：/
    - group "这条回答":
      - button "有用"
      - button "没用"
      - button "复制"
      - button "打印"
      - group: 回执
"""
DANGER = """
- list "对话":
  - listitem:
    - link "拨打119"
    - paragraph:
      - text: 请立即拨打
      - link "119"
"""
SITES = """
- list "对话":
  - listitem:
    - list:
      - listitem:
        - paragraph: /采样屋/
        - paragraph: /今天开到/
        - paragraph
        - paragraph:
          - link /高德地图：.*采样屋/
          - link /腾讯地图：.*采样屋/
    - group: /依据：/
"""
BACK = """
- list "对话":
  - listitem:
    - paragraph: /哪种|哪一种|什么店/
    - button "超市"
    - button "药店"
"""


def test_what_is_said_is_there_with_its_roles_and_names(chat):
    one = chat(**PHONE)
    expect(one.page.locator("body")).to_match_aria_snapshot(BEFORE)
    for question, tree in (("我在金水区文化路，理发店能开门吗", VERDICT), ("家里着火了", DANGER), ("哪里做核酸", SITES)):
        one.ask(question)
        expect(one.page.locator("body")).to_match_aria_snapshot(tree)


def test_a_question_asked_back_has_its_answers_as_buttons(chat):
    one = chat(**PHONE)
    one.ask("店能开门吗")
    expect(one.page.locator("body")).to_match_aria_snapshot(BACK)


def test_nothing_is_read_twice_and_what_only_shows_is_not_read(chat):
    one = chat(**PHONE)
    one.ask("低风险区的理发店能开吗")
    tree = one.page.locator("body").aria_snapshot()
    log = tree.partition("- log:")[2]
    assert log.count("理发店可以开") == 1 == tree.count("- log:") and "✓" not in tree
