"""The beginning of an answer is in view, and who reads elsewhere is not moved."""
from __future__ import annotations

import pytest
from chat_pages import PHONE

# Answers of all lengths: words, verdicts, sites, dangers, gaps, questions back.
QUESTIONS = (
    "四定是哪四定", "我在金水区文化路，理发店能开门吗", "半夜一点在二七区哪儿能做核酸", "家里着火了", "我不想活了", "理发店能开吗",
    "我的店能开吗", "转人工", "没有智能手机的老人采样出示什么", "能出门吗", "你能回答什么", "阿巴阿巴",
)
LONG = "我想问的是" + "，我们小区已经封了很多天了" * 40


def test_the_first_line_of_every_answer_is_in_view_with_the_keyboard_open_too(chat):
    chat, hidden = chat(**PHONE), []
    for number, question in enumerate(QUESTIONS):
        chat.page.set_viewport_size({"width": 360, "height": 400 if number % 2 else 740})
        chat.ask(question)
        if not chat.first_line_in_view():
            hidden.append(question)
    assert not hidden and len(chat.questions()) == len(QUESTIONS)


def test_an_answer_to_a_long_question_is_in_view(chat):
    chat = chat(**PHONE)
    chat.ask(LONG)
    assert chat.first_line_in_view()


def test_a_reader_who_scrolled_is_not_moved_and_can_go_to_the_answer(chat):
    chat = chat(**PHONE)
    for question in QUESTIONS[:4]:
        chat.ask(question)
    chat.page.route("**/webhooks/web/messages", lambda route: (chat.page.wait_for_timeout(500), route.continue_()))
    chat.write("能出门吗")
    chat.page.evaluate("document.getElementById('page').scrollTop = 130")
    chat.settled()
    assert chat.page.evaluate("document.getElementById('page').scrollTop") == 130
    chat.page.click("#jump")
    assert chat.first_line_in_view() and chat.page.is_hidden("#jump")
    assert chat.page.evaluate("document.activeElement.className") == "bot"


@pytest.mark.parametrize(("width", "height", "size"), [(320, 256, 100), (320, 740, 200), (1280, 800, 100)],
                         ids=["zoom_400", "text_200", "desk"])
def test_it_can_be_used_at_any_size(chat, width, height, size):
    chat = chat(viewport={"width": width, "height": height})
    chat.page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
    chat.ask("我在金水区文化路，理发店能开门吗")
    assert chat.first_line_in_view()
    wide, box, talk = chat.page.evaluate("""[document.getElementById("page").scrollWidth,
      document.getElementById("text").offsetWidth, document.getElementById("page").clientHeight]""")
    assert wide <= width and box >= 75 and talk >= height * .4
