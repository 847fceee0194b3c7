"""What a resident can do with an answer. The addresses that take judgements and give codes are met here as the
contract of the web channel has them."""
from __future__ import annotations

import json

from chat_pages import PHONE

FEEDBACK, CODE = "**/webhooks/web/feedback", "**/webhooks/web/code"


def test_an_answer_is_judged_with_a_reason(chat):
    chat, sent = chat(**PHONE), []

    def take(route) -> None:
        sent.append(json.loads(route.request.post_data))
        route.fulfill(status=204)
    chat.page.route(FEEDBACK, take)
    chat.ask("四定是哪四定")
    chat.page.click(".tools button:has-text('没用')")
    chat.page.click(".tools button:has-text('过时了')")
    chat.page.wait_for_selector(".judging:has-text('收到了')")
    message = chat.page.get_attribute("#talk > li.bot:nth-last-child(1)", "id").removeprefix("r-")
    assert [{**body, "session": None} for body in sent] == [
        {"session": None, "id": message, "helpful": False, "reason": "outdated", "words": None}
    ]
    assert chat.page.evaluate("document.activeElement.className") == "judging"


def test_where_nothing_takes_judgements_they_are_not_offered_again(chat):
    chat = chat(**PHONE)
    chat.page.route(FEEDBACK, lambda route: route.fulfill(status=404, json={"error": "not_found", "message": "."}))
    chat.ask("四定是哪四定")
    chat.page.click(".tools button:has-text('有用')")
    chat.page.wait_for_selector("html.unjudged")
    chat.ask("谢谢")
    assert not chat.page.is_visible(".judging") and chat.page.query_selector(".tools")


def test_the_code_for_the_hotline_is_shown_large_and_the_focus_comes_back(chat):
    chat = chat(**PHONE)
    ends = "2022-11-07T09:10:00+08:00"
    chat.page.route(CODE, lambda route: route.fulfill(status=201, json={"code": "123456", "ends": ends}))
    chat.page.click("#menu summary")
    chat.page.click("#choices button:has-text('热线')")
    assert chat.page.inner_text("dialog .code") == "123 456"
    chat.page.keyboard.press("Escape")
    assert "热线" in chat.page.evaluate("document.activeElement.textContent")
    chat.page.keyboard.press("Escape")
    assert not chat.page.is_visible("#choices") and chat.page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_an_answer_has_its_receipt_and_a_link_that_leads_back_to_it(chat):
    chat = chat(**PHONE)
    for question in ("四定是哪四定", "谢谢", "志愿者怎么报名"):
        chat.ask(question)
    first = chat.page.locator("#talk > li.bot").nth(1)
    first.locator(".receipt summary").click()
    assert "2022年11月7日9:00" in first.locator(".receipt").inner_text()
    link = first.locator(".receipt a").get_attribute("href")
    chat.page.goto(chat.page.url + link)
    chat.page.reload()
    chat.page.wait_for_selector("#talk > li.me >> nth=2")
    assert chat.page.locator("#talk > li.linked").inner_text().count("定人员") == 1
