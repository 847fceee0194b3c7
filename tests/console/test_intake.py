"""A notice from its text to a draft: pasted, looked through sentence by sentence, taken over."""
from __future__ import annotations

import html
import re

import pytest
from console_desk import Browser
from intake_score import cases, read
from support import ROOT

from console.documents.intake_fields import head_fields
from console.documents.intake_text import documents
from console.files.reading import tidy
from knowledge.intake.work import begun
from knowledge.releases.document_folder import read_folder
from knowledge.releases.soundness import checked_release

TEXT = """郑州市疫情防控指挥部办公室关于恢复部分场所营业的通告
（2022年第188号）
广大市民朋友们：
为有序恢复生产生活秩序，现就有关事项通告如下：
一、自2022年11月30日0时起至12月6日24时，低风险区内商场、鞋店恢复营业，按50%限流，凭48小时核酸阴性证明进入。
二、低风险区餐饮场所恢复堂食，就餐人数不超过最大承载量的50%。
三、低风险区KTV、网吧、棋牌室、洗浴中心等密闭场所继续暂停营业。
四、倡导市民骑行出行，各停车场增设自行车位。
特此通告。
郑州市疫情防控指挥部办公室
2022年11月29日
"""


def fields_of(page: str) -> dict[str, str]:
    """The form of the page as a browser would send it back."""
    form = page[page.index('/write">'):]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and ('type="radio"' not in tag or "checked" in tag):
            found[name[1]] = value[1] if value else ""
    found |= dict(re.findall(r'<textarea[^>]*? name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return {name: html.unescape(value) for name, value in found.items() if name != "csrf_token"}


def pasted(li: Browser, text: str = TEXT) -> tuple[str, str]:
    """The page of a text, and its address."""
    li.get("/intake")
    page = li.post("/intake/paste", text=text)
    return page, re.search(r'action="(/intake/\d+)/write"', page)[1]


def test_a_text_is_taken_over_and_the_draft_tells_what_turns(town):
    li = town.browser("李编")
    page, at = pasted(li)
    assert "n-2022-188" in page and "<mark>" in page and "现在是：" in page and "press-34#dining" in page
    page = li.post(f"{at}/write", **fields_of(page) | {"step": "sure"})
    page = li.post(f"{at}/write", **fields_of(page) | {"step": "draft"})
    assert "号草稿" in page and "检查没有通过" not in page and "场所的说法有变" in page
    number = re.search(r"<h1>(\d+) 号草稿", page)[1]
    table = li.get(f"/rules?at=2022-11-30T00:00&draft={number}")
    assert "n-2022-188#一" in table and "n-2022-188#二" in table and "限流50%" in table
    assert "n-2022-188" not in li.get(f"/rules?at=2022-11-29T23:59&draft={number}")
    assert "n-2022-188#一" not in li.get(f"/rules?at=2022-12-07T00:00&draft={number}")


def test_what_is_chosen_changed_and_marked_is_there_after_a_reload(town):
    li = town.browser("李编")
    page, at = pasted(li)
    fields = fields_of(page) | {"choice-0": "drop", "capacity-0": "30", "mark-7": "ignored", "short": "十一月的通告"}
    li.post(f"{at}/write", **fields | {"step": "save"})
    again = fields_of(li.get(at))
    assert again["choice-0"] == "drop" and again["capacity-0"] == "30" and again["short"] == "十一月的通告"
    assert again["mark-7"] == "ignored"


def test_two_who_work_on_one_text_do_not_write_over_each_other(town):
    li, wang = town.browser("李编"), town.browser("王编")
    page, at = pasted(li)
    fields = fields_of(page)
    wang.get(at)
    li.post(f"{at}/write", **fields | {"step": "save"})
    assert "别人改了" in wang.post(f"{at}/write", 409, **fields | {"step": "sure"})


def test_a_sentence_without_a_proposal_gets_a_row_by_hand_and_an_unknown_name_is_told(town):
    li = town.browser("李编")
    page, at = pasted(li)
    place = re.search(r'id="row-(\d+)">\s*<div class="said"><p>四、倡导', page)[1]
    page = li.post(f"{at}/write", **fields_of(page) | {"step": f"row-{place}"})
    fields = fields_of(page)
    last = max(int(name.split("-")[1]) for name in fields if name.startswith("has-"))
    fields |= {f"venues-{last}": "停车的地方啊", f"verdict-{last}": "open"}
    told = li.post(f"{at}/write", 422, **fields | {"step": "draft"})
    assert "不认识“停车的地方啊”" in told
    page = li.post(f"{at}/write", **fields_of(told) | {f"venues-{last}": "停车场", "step": "draft"})
    assert "号草稿" in page and "汽车服务场所" in page


def test_a_file_is_read_and_a_picture_is_refused_with_what_to_do(town):
    li = town.browser("李编")
    li.get("/intake")
    file = {"file": ("x.txt", TEXT.encode("gb18030"))}
    answer = li.client.post("/intake/file", data={"csrf_token": li.token}, files=file)
    assert "餐饮场所恢复堂食" in answer.text and answer.status_code == 200
    li.get("/intake")
    answer = li.client.post("/intake/file", data={"csrf_token": li.token}, files={"file": ("x.pdf", b"\x89PNG\r\n")})
    assert answer.status_code == 422 and "扫描件" in answer.text


@pytest.mark.parametrize(("name", "folder"), [("4", "examples/shenzhen-2022")])
def test_what_is_surely_read_of_a_notice_makes_a_sound_draft(name, folder):
    text = tidy(next(text for stem, text, _ in cases(ROOT / "tests" / "cases" / "intake") if stem == name))
    found, _ = read(text)
    made = documents(text, begun(found, head_fields(found.head)).with_all_sure())
    soundness, release = checked_release({**read_folder(ROOT / folder), **made})
    assert soundness.unreadable == () and release is not None
    assert [fault for fault in soundness.faults if any(fault.startswith(path) for path in made)] == []
