"""The beginning of an answer is in view, and who reads elsewhere is not moved."""
from __future__ import annotations

import pytest
from chat_pages import KEYBOARD, PHONE, QUESTIONS

# What an answer says, without who says it and when.
WORDS = """found => found.map((item) => [...item.children].filter((part) => !part.matches(".who, .tools"))
  .map((part) => part.textContent).join(" "))"""
LONG = "我想问的是" + "，我们小区已经封了很多天了" * 40


@pytest.mark.parametrize("keyboard", [0, 300], ids=["no_keyboard", "keyboard"])
def test_the_first_line_of_thirty_answers_is_in_view(chat, keyboard):
    chat, hidden = chat(**PHONE), []
    chat.context.add_init_script(KEYBOARD)
    chat.page.reload()
    chat.page.wait_for_selector(".ready")
    chat.page.evaluate("(height) => keyboard(height)", keyboard)
    for question in QUESTIONS:
        chat.ask(question)
        if not chat.first_line_in_view():
            hidden.append(question)
    box = chat.page.evaluate("document.getElementById('ask').getBoundingClientRect().bottom")
    assert hidden == [] and box <= 740 - keyboard
    said = chat.page.eval_on_selector_all("#talk > li.bot[id]", WORDS)
    assert len(set(said)) == len(QUESTIONS) == 30


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
