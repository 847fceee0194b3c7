"""Nothing that was written is lost, doubled or told in another order, whatever the network does."""
from __future__ import annotations

import json

import requests
from chat_pages import MESSAGES, PHONE

LATER = "**/webhooks/web/messages?**"
# Of the page's own modules, whose address holds their version.
TAKE_FORMER = """import(new URL("channel.js", document.querySelector("script[src]").src))
  .then((channel) => channel.take("of a former secret"))"""


def stored(chat, url: str) -> list[str]:
    """What the server has of this conversation, as it was asked."""
    token = chat.page.evaluate("localStorage.getItem('jumin.session')")
    response = requests.get(
        f"{url}/webhooks/web/messages?asked=1", headers={"Authorization": f"Bearer {token}"}, timeout=10
    )
    return [turn["asked"]["text"] for turn in response.json()["turns"]]


def test_a_talk_over_a_network_that_is_cut_again_and_again(chat, sample_city):
    """Every other request is cut, half of these after the server took it."""
    chat, seen = chat(), []
    chat.page.clock.install()

    def cut(route) -> None:
        seen.append(route)
        if len(seen) % 2:
            if len(seen) % 4 == 1:
                route.fetch()
            return route.abort()
        return route.continue_()
    chat.page.route(MESSAGES, cut)
    questions = [f"第{number}个问题" for number in range(12)]
    for question in questions:
        chat.write(question)
    for _ in range(100):
        if chat.page.query_selector("li.waiting") is None:
            break
        chat.page.clock.run_for(2000)
        chat.page.wait_for_timeout(20)
    assert chat.questions() == questions == stored(chat, sample_city.url)
    assert len(seen) >= 2 * len(questions) and not chat.page.query_selector("li.trouble")


def test_behind_a_question_that_was_given_up_nothing_is_sent_until_it_is_sent_again(chat, sample_city):
    chat, tried = chat(), []
    chat.page.clock.install()

    def refuse(route) -> None:
        tried.append(json.loads(route.request.post_data)["text"])
        route.fulfill(status=503, json={"error": "busy", "message": "."})
    chat.page.route(MESSAGES, refuse)
    chat.write("四定是哪四定")
    chat.write("谢谢")
    for _ in range(60):
        if chat.page.query_selector("li.trouble"):
            break
        chat.page.clock.run_for(10_000)
        chat.page.wait_for_timeout(20)
    assert len(tried) == 6 and set(tried) == {"四定是哪四定"} and chat.page.query_selector("li.waiting")
    chat.page.unroute(MESSAGES)
    # Who asks something else wants an answer to all.
    chat.write("志愿者怎么报名")
    chat.page.clock.run_for(1000)
    chat.settled(questions=3)
    assert chat.questions() == ["四定是哪四定", "谢谢", "志愿者怎么报名"] == stored(chat, sample_city.url)
    assert not chat.page.query_selector("li.trouble")


def test_what_was_said_is_there_after_a_reload_in_a_second_tab_and_on_the_way_back(chat):
    chat = chat(**PHONE)
    chat.ask("四定是哪四定")
    chat.ask("谢谢")
    second = chat.context.new_page()
    second.goto(chat.page.url)
    second.wait_for_selector("#talk > li.me >> nth=1")
    said = second.inner_text("#talk")
    chat.page.reload()
    chat.page.wait_for_selector("#talk > li.me >> nth=1")
    assert chat.questions() == ["四定是哪四定", "谢谢"] and chat.page.inner_text("#talk") == said
    chat.page.goto("about:blank")
    chat.page.go_back()
    chat.page.wait_for_selector("#talk > li.me >> nth=1")
    chat.ask("志愿者怎么报名")
    second.wait_for_selector("#talk > li.me >> nth=2")
    assert "志愿者" in second.inner_text("#talk > li.me:nth-last-child(2)")


def test_what_was_not_sent_is_sent_after_a_reload(chat, sample_city):
    chat = chat()
    chat.page.route(MESSAGES, lambda route: None)
    chat.write("四定是哪四定")
    chat.page.wait_for_selector("li.waiting")
    chat.page.fill("#text", "还没写完")
    chat.page.unroute(MESSAGES)
    chat.page.reload()
    chat.page.wait_for_selector("#talk details.source")
    assert chat.questions() == ["四定是哪四定"] == stored(chat, sample_city.url)
    assert chat.page.input_value("#text") == "还没写完"


def test_without_a_network_it_says_so_and_sends_when_there_is_one(chat):
    chat = chat()
    chat.context.set_offline(True)
    chat.write("四定是哪四定")
    chat.page.wait_for_selector("#offline:has-text('没有网络')")
    assert chat.page.query_selector("li.waiting") and not chat.page.query_selector("li.trouble")
    chat.context.set_offline(False)
    chat.page.wait_for_selector("#talk details.source")
    assert chat.page.inner_text("#offline") == ""


def test_a_button_of_another_time_sends_its_title(chat):
    chat, sent = chat(), []
    chat.ask("四定是哪四定")
    chat.page.evaluate("localStorage.clear()")
    chat.page.route("**/webhooks/web/**", lambda route: (sent.append(route.request), route.continue_()))
    forged = {"session": "of a former secret"}
    chat.page.evaluate(TAKE_FORMER)
    title = chat.page.inner_text("#talk > li.bot:last-child .buttons button")
    chat.page.click("#talk > li.bot:last-child .buttons button")
    chat.settled(questions=2)
    bodies = [json.loads(request.post_data) for request in sent if request.url.endswith("messages")]
    assert bodies[0].items() >= forged.items() and "payload" in bodies[1] and bodies[2]["text"] == title
    assert not chat.page.query_selector("li.trouble") and chat.questions()[-1] == title


def test_where_nothing_may_be_kept_it_goes_on_and_says_so_and_no_question_is_in_the_address(chat, browser, sample_city):
    chat = chat()
    chat.context.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });""")
    chat.page.reload()
    chat.page.wait_for_selector(".ready")
    chat.ask("四定是哪四定")
    assert "不让网页保存" in chat.page.inner_text("#talk") and chat.page.query_selector("#talk details.source")
    assert chat.page.url == f"{sample_city.url}/"


def test_starting_anew_forgets_the_talk(chat):
    chat = chat()
    chat.ask("四定是哪四定")
    chat.page.click("#menu summary")
    chat.page.click("#choices button:has-text('重新开始')")
    with chat.page.expect_navigation():
        chat.page.click("dialog button:has-text('重新开始')")
    chat.page.wait_for_selector(".ready")
    assert chat.questions() == [] and chat.page.evaluate("localStorage.getItem('jumin.session')") is None


def test_an_idle_page_asks_for_nothing_in_ten_minutes(chat):
    chat, asked = chat(**PHONE), []
    # Only timers that begin on this clock run with it.
    chat.page.clock.install()
    chat.page.reload()
    chat.page.wait_for_selector(".ready")
    chat.ask("四定是哪四定")
    chat.page.on("request", lambda request: asked.append(request.url))
    chat.page.clock.run_for(600_000)
    chat.page.wait_for_timeout(200)
    assert asked == []


def test_a_correction_stands_without_a_question_and_its_button_asks_anew(chat):
    chat = chat()
    chat.ask("四定是哪四定")
    message = {"text": "您问过“饭店能堂食吗”。请重新问一次。", "card": None, "source": None,
               "buttons": [{"title": "饭店能堂食吗", "payload": "topic:dine_in"}]}
    corrected = {"id": "correction:2:dine_in", "correction": True, "messages": [message],
                 "receipt": {"topic": "dine_in"}, "asked": {"at": "2022-11-07T01:00:00+00:00"}}

    def with_correction(route):
        turns = route.fetch().json()["turns"]
        route.fulfill(json={"turns": [*turns, corrected]})
    chat.page.route("**/webhooks/web/messages?*", with_correction)
    chat.page.reload()
    chat.page.wait_for_selector("text=请重新问一次")
    assert len(chat.questions()) == 1
    assert chat.page.inner_text("#talk > li.bot:last-child .buttons button") == "饭店能堂食吗"
