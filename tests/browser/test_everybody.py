"""For who reads with a screen reader, writes by an input method, uses keys alone, or needs large type."""
from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from chat_pages import MESSAGES, PHONE

# Each change of the live region, and each step at which the focus was on body.
WATCH = """
  globalThis.told = []; globalThis.lost = 0;
  new MutationObserver((changes) => changes.filter(({ addedNodes }) => addedNodes.length)
    .forEach(({ addedNodes }) => told.push([...addedNodes].map((node) => node.textContent).join(""))))
    .observe(document.getElementById("said"), { childList: true });
  setInterval(() => { if (document.activeElement === document.body) lost += 1; }, 10);
"""
KEY = """([type, more]) => document.getElementById("text").dispatchEvent(Object.assign(
  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more })))"""


def axe(chat) -> list[str]:
    """The violations that axe finds."""
    found = Axe().run(chat.page).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


def test_no_state_of_the_page_has_a_violation_in_either_scheme(chat):
    for scheme in ("light", "dark"):
        one = chat(color_scheme=scheme, **PHONE)
        one.page.evaluate("document.querySelectorAll('*').forEach((e) => e.getAnimations().forEach((a) => a.finish()))")
        for question in ("我在金水区文化路，理发店能开门吗", "半夜一点在二七区哪儿能做核酸", "家里着火了", "哪里做核酸", "能出门吗"):
            one.ask(question)
        one.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert axe(one) == []


def test_no_passing_state_of_the_page_has_a_violation(chat):
    """A way to send again, no network, the menu, its dialog, the counter, reasons, the way to a new answer."""
    for query in ("/", "/?lang=en", "/?elder=1&lang=zh-Hant", "/?mode=kiosk"):
        one = chat(query, **PHONE)
        one.ask("四定是哪四定")
        one.page.click(".judging button:last-child")
        one.page.fill("#text", "字" * 1900)
        one.page.click("#menu summary")
        assert axe(one) == []
        one.page.click("#choices button:last-child")
        one.page.wait_for_selector("dialog[open]")
        assert axe(one) == []
        one.page.keyboard.press("Escape")
        one.page.route(MESSAGES, lambda route: route.fulfill(status=418, json={}))
        one.write("谢谢")
        one.page.wait_for_selector("li.trouble")
        one.context.set_offline(True)
        one.page.wait_for_selector("#offline:not(:empty)")
        one.page.evaluate("document.getElementById('jump').hidden = false")
        assert axe(one) == []
        one.context.set_offline(False)


def test_keys_alone_lead_from_my_shop_to_a_person_and_each_message_is_told_once(chat):
    chat = chat()
    chat.page.evaluate(WATCH)
    chat.ask("我的店能开吗")
    chat.page.keyboard.press("Shift+Tab")
    for _ in range(40):
        if chat.page.evaluate("document.activeElement.textContent") == "理发店":
            break
        chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Enter")
    chat.settled(questions=2)
    assert chat.page.evaluate("document.activeElement.id") == "text"
    chat.page.keyboard.type("转人工")
    chat.page.keyboard.press("Enter")
    chat.settled(questions=3)
    shown = chat.page.eval_on_selector_all("#talk > li.bot", "items => items.length") - 1
    told = chat.page.evaluate("told")
    assert "12345" in told[-2] and chat.page.evaluate("lost") == 0
    # The first question of a region empties it; what stays is what was told since the last one.
    assert len(told) == shown and chat.page.query_selector("#talk a[href='tel:12345']")


@pytest.mark.parametrize(("more", "sends"), [({"isComposing": True}, 0), ({"keyCode": 229}, 0), ({}, 1)],
                         ids=["composing", "keycode_229", "plain"])
def test_enter_of_an_input_method_does_not_send(chat, more, sends):
    chat = chat()
    chat.page.fill("#text", "四定是哪四定")
    chat.page.evaluate(KEY, ["keydown", more])
    assert chat.has_sent(sends)


def test_a_composition_as_chromium_makes_it_is_not_sent_by_the_enter_that_ends_it(chat):
    chat = chat()
    tools = chat.context.new_cdp_session(chat.page)
    tools.send("Input.imeSetComposition", {"text": "si'ding", "selectionStart": 7, "selectionEnd": 7})
    for key, code in (("Process", 229), ("Enter", 13)):
        for kind in ("rawKeyDown", "keyUp"):
            pressed = {"type": kind, "key": key, "code": "Enter", "windowsVirtualKeyCode": code}
            tools.send("Input.dispatchKeyEvent", pressed)
    assert chat.page.input_value("#text") == "si'ding" and chat.questions() == []
    tools.send("Input.insertText", {"text": "四定是哪四定"})
    chat.page.wait_for_timeout(80)
    chat.page.keyboard.press("Enter")
    chat.settled()
    assert chat.questions() == ["四定是哪四定"]


@pytest.mark.parametrize(("after", "sends"), [(0, 0), (49, 0), (51, 1)])
def test_enter_right_after_a_composition_does_not_send_as_safari_orders_it(chat, after, sends):
    """Safari ends the composition before the key that ended it; ``after`` is in milliseconds."""
    chat = chat()
    chat.page.fill("#text", "四定是哪四定")
    chat.page.evaluate("""(after) => {
      const box = document.getElementById("text"), ended = new CompositionEvent("compositionend", { data: "定" });
      const pressed = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
      Object.defineProperty(pressed, "timeStamp", { value: ended.timeStamp + after });
      box.dispatchEvent(ended);
      box.dispatchEvent(pressed);
    }""", after)
    assert chat.has_sent(sends)


def test_the_focus_is_never_on_body_whatever_is_touched(chat):
    """Choices, the menu, its dialog, what is said of an answer, a question sent again."""
    chat = chat(**PHONE)
    chat.page.evaluate(WATCH)
    chat.ask("我的店能开吗")
    chat.page.tap("#talk > li.bot:last-child .buttons button")
    chat.settled(questions=2)
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=418, json={}))
    chat.write("四定是哪四定")
    chat.page.wait_for_selector("li.trouble")
    chat.page.unroute(MESSAGES)
    chat.page.tap("li.trouble button")
    chat.settled(questions=3)
    for words in ("没用", "过时了"):
        chat.page.tap(f"#talk > li.bot:last-child .judging button:has-text('{words}')")
    chat.page.tap("#talk > li.bot:last-child button:has-text('复制')")
    chat.page.tap("#menu summary")
    chat.page.tap("#choices button:has-text('大字版')")
    chat.page.tap("#choices button:has-text('热线')")
    chat.page.wait_for_selector("dialog[open]")
    chat.page.keyboard.press("Escape")
    chat.page.keyboard.press("Escape")
    chat.page.wait_for_timeout(50)
    assert chat.page.evaluate("lost") == 0


def test_a_box_that_grows_counts_and_refuses_what_is_too_long_without_losing_it(chat):
    chat = chat(**PHONE)
    low = chat.page.evaluate("document.getElementById('text').offsetHeight")
    chat.page.fill("#text", "字" * 1900)
    assert "100" in chat.page.inner_text("#counter")
    assert low < chat.page.evaluate("document.getElementById('text').offsetHeight") < 240
    chat.page.fill("#text", "字" * 2001)
    chat.page.click("form [type=submit]")
    assert chat.questions() == [] and len(chat.page.input_value("#text")) == 2001


def test_large_type_shows_two_choices_is_remembered_and_can_be_linked(chat):
    chat = chat("/?elder=1", **PHONE)
    assert chat.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 24
    assert len(chat.page.query_selector_all("#first button")) == 3
    chat.page.evaluate(WATCH)
    chat.page.tap("#first button:has-text('更多选择')")
    chat.page.wait_for_selector("#first button >> nth=3")
    assert chat.page.evaluate("lost") == 0
    assert chat.page.is_visible("header a[href='tel:12345']") and axe(chat) == []
    # With the keyboard open, too, a person is one tap away.
    chat.page.set_viewport_size({"width": 320, "height": 320})
    chat.ask("理发店能开吗")
    person = chat.page.locator("form a[href='tel:12345']").bounding_box()
    assert person["y"] + person["height"] <= 320 and min(person["width"], person["height"]) >= 44
    chat.page.goto(chat.page.url.partition("?")[0])
    assert chat.page.query_selector("html.elder.ready")


def test_every_phone_number_is_a_link_of_44_pixels_and_danger_has_one_large_button(chat):
    chat = chat(**PHONE)
    for question in ("家里着火了", "转人工"):
        chat.ask(question)
    sizes = chat.page.eval_on_selector_all("a[href^='tel:']", """found => found
      .filter((link) => link.checkVisibility()).map((link) => {
      const { width, height } = link.getBoundingClientRect();
      return [link.textContent, Math.round(width), Math.round(height)];
    })""")
    assert len(sizes) >= 6 and [size for size in sizes if min(size[1:]) < 44] == []
    call = chat.page.query_selector(".call")
    assert call.get_attribute("href") == "tel:119" and call.bounding_box()["width"] > 200


def test_the_interface_and_the_answers_in_other_characters_and_languages(chat):
    taiwan = chat("/?lang=zh-Hant")
    taiwan.ask("没有智能手机的老人采样出示什么")
    said = taiwan.page.inner_text("#talk > li.bot:last-child")
    assert "您的問題" in taiwan.page.content() and "登記" in said and "依据：" in said
    assert taiwan.page.get_attribute("html", "lang") == "zh-Hant" and axe(taiwan) == []
    english = chat("/?lang=en")
    english.ask("四定是哪四定")
    said = english.page.query_selector("#talk > li.bot:last-child")
    assert "Fixed staff, fixed posts" in said.inner_text() and said.get_attribute("lang") == "en" and axe(english) == []
    assert "no English version" not in said.inner_text()


def test_the_city_itself_speaks_the_language_of_the_page_and_is_asked_in_its_own(chat, sample_city):
    for lang, title, question in (("zh-Hant", "居民問答", "店鋪能不能開門"), ("en", "Residents' answers", "May a shop open")):
        one = chat(f"/?lang={lang}")
        assert one.page.inner_text("#title") == title and title in one.page.title()
        assert one.page.query_selector("h1 [lang], .demonstration[lang], #first [lang]") is None
        with one.page.expect_request(MESSAGES) as sent:
            one.page.click(f"#first button:has-text('{question}')")
        one.settled()
        assert sent.value.post_data_json["text"] == "店铺能不能开门"
        one.page.reload()
        one.page.wait_for_selector("#talk > li.me")
        assert one.questions() == [question]
