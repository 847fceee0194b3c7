"""Questions without an answer: seen in groups, made examples of a topic, or settled."""
from __future__ import annotations

import re

from console_desk import ask_in_vain
from support import ROOT

CITY = ROOT / "templates" / "city"


def test_a_group_becomes_examples_of_a_topic_and_is_settled(town):
    ask_in_vain(town, "砂锅铺子让坐不让", "砂锅铺子让坐不让啊", "砂锅铺子，让坐不让", "我家猫能打疫苗不")
    li = town.browser("李编")
    page = li.get("/inbox")
    assert "共 4 句" in page and page.index("砂锅铺子") < page.index("我家猫")
    assert "问得最多的" in li.get("/") and "4 句居民的话" in li.get("/")
    number = re.search(r'href="/inbox/(\d+)">砂锅', page)[1]
    assert "3 句" in li.get(f"/inbox/{number}")
    form = li.post(f"/inbox/{number}/teach", topic="dine_in")
    assert "砂锅铺子让坐不让啊\n" in form and "同时把收件箱里的这一组记为已处理" in form
    mark = re.search(r'name="mark" value="(\w+)"><input type="hidden" name="draft"', form)[1]
    page = li.post("/answers/dine_in/examples", mark=mark, draft="", inbox=number, settle="1", note="居民这样问",
                   examples="砂锅铺子让坐不让\n砂锅铺子让坐不让啊")
    assert "nlu/faq/dine_in.yml" in page and "<ins>" in page
    assert "砂锅" not in li.get("/inbox") and "共 1 句" in li.get("/inbox")


def test_a_group_is_settled_once(town):
    ask_in_vain(town, "门口石狮子谁来擦")
    zheng = town.browser("郑班长")
    number = re.search(r'href="/inbox/(\d+)">门口', zheng.get("/inbox"))[1]
    assert "门口石狮子" not in zheng.post(f"/inbox/{number}/done")
    assert "可能已经处理过了" in zheng.post(f"/inbox/{number}/done", 409)
    assert "没有这一页需要的角色" in zheng.post(f"/inbox/{number}/teach", 403, topic="dine_in")


def test_a_group_becomes_a_gap_of_its_own_or_a_topic_and_is_settled(town):
    ask_in_vain(town, "乌龟能带去隔离吗", "隔离能带乌龟吗")
    li = town.browser("李编")
    number = re.search(r'href="/inbox/(\d+)">[^<]*乌龟', li.get("/inbox"))[1]
    assert "乌龟能带去隔离吗\n" in li.get(f"/inbox/{number}/new?kind=gap")
    fields = {"kind": "gap", "key": "gap_pets_taken", "title": "带宠物", "text": "通告没有写能不能带宠物，请问{hotline}。",
              "examples": "乌龟能带去隔离吗\n隔离能带乌龟吗", "note": "居民常问", "draft": ""}
    refused = li.post(f"/inbox/{number}/begin", 422, **fields | {"key": "pets", "text": ""})
    assert "gap_ 开头" in refused and "请写出要说的话" in refused and "乌龟能带去隔离吗\n" in refused
    page = li.post(f"/inbox/{number}/begin", **fields)
    assert "answers/topics/gap_pets_taken.yml" in page and "nlu/faq/gap_pets_taken.yml" in page
    assert "检查没有通过" not in page and "乌龟" not in li.get("/inbox")


def test_what_is_no_matter_of_ours_becomes_its_example(town):
    ask_in_vain(town, "世界杯谁赢了")
    li = town.browser("李编")
    number = re.search(r'href="/inbox/(\d+)">世界杯', li.get("/inbox"))[1]
    none_fits = re.search(r'name="topic" value="(\w+)"><button class="quiet">与本服务无关', li.get(f"/inbox/{number}"))[1]
    assert "世界杯谁赢了" in li.post(f"/inbox/{number}/teach", topic=none_fits)
