"""From ranked topics and facts to one decision: emergencies, bare facts, a refusal, a question back, or the topic. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.nlu.data_files import emergency_pattern, other_hospitals_pattern, site_details_pattern
from bot.nlu.features import NOISE, mask
from bot.nlu.settling import settle
from bot.nlu.spans import Span
from bot.nlu.topic_model import TopicModel

KEPT_RANKS = 5
# What a question back asks for: among many other words it still is the answer.
ASKED_FOR = {"place", "zone_kind", "venue_kind", "cases", "units"}
# No notice covers it, or nobody can tell what it means.
NO_TOPIC = {"out_of_scope", "not_understood"}
# Steps of a conversation, which no button can offer.
DIALOGUE = {"inform", "why", "more", "refuse_to_say"}
WORDS = re.compile(r"[a-z0-9\u3400-\u9fff]")
# Commands, markup and templates are no questions.
CODE = re.compile(r"^/|[{}]|</?[a-z]+")
# What the report on one hospital says.
HOSPITAL_TOPICS = (
    "hospital_booking", "hospital_entry", "hospital_companion", "chronic_medicine", "maternity_paediatrics",
    "outpatient_open", "urgent_care",
)
SUPPOSED = re.compile(r"万一|要是|如果|假如|会不会|收不收|给不给看|能不能看")
# Small words around a bare fact (「在金水区呢」「是低风险区」「那网吧呢」): nothing is asked but what was asked before.
# Longer ones first, so that 那样 is not read as 那.
FILLERS = re.compile(
    r"这块儿?|那块儿?|这一?片|那一?片|这会儿?|我指的是|我说的是|就是说|说给你|告诉你|跟你说|接着说|院子?|换一个|叫什么|我们|俺们|那个|那边|这边|就是|属于|大概|"
    r"应该|里面|小区|街道|附近|那样|这样|那种|这种|弄混|我家|你家|人家|这儿|那儿|住的|门洞|划成|划为|定成|定为|列为|列成|变成|已经|好了|好吧|行吧|那就|现在|如今|"
    r"的话|还有|不是|不在|不问|不对|刚才|记混|记错|搞错|其实|而是|说错|换成|改成|一共|总共|没有|新增|如果|要是|假如|对了|忘了|反正|下头|底下|我|俺|咱|那|"
    r"这|是|在|住|算|的|了|呢|啊|吧|呀|哦|嗯|额|里|区|啦|哎|全|片|块|儿|嘞|哩|咧|归|跟|和|都|也|有|例|个|哪|家|市|楼|就"
)
# 「那现在呢」 names no fact and goes back from another instant.
GOES_BACK = re.compile(r"现在|眼下|目前|如今|这会儿|当下")
# How sites that were just named are pointed at (「头一个医院」「最近那处」), and how a question about them is worded.
SITE_WORDS = re.compile(
    r"采样(屋|点|亭)|核酸(屋|点|亭)|亭子|医院|点位|地方|头一|第[一二三四五六123456]|[一二三123](号|处)|最近|它们?|人家|请问|告诉|给|"
    r"多少|钟|门|嘞|还|能|去|那?处|几|么|哈|咧|一般|最早|最晚|今天|现在|没|有|离|吗|不"
)


@dataclass(frozen=True)
class Understanding:
    """``topic`` is the intent; ``ranking`` the likeliest topics, for offering them when none is taken."""

    topic: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


def understand(
    model: TopicModel, text: str, spans: list[Span], config: dict[str, Any], sites_told: bool = False,
    asked_back: bool = False,
) -> Understanding:
    """The topic of one normalised message with its facts; Rasa's ``nlu_fallback`` when two are too close.

    sites_told: the message follows a list of sites. asked_back: it follows a question for a fact.
    """
    ranking = settle(cautious(model.rank(mask(text, spans)), config["none_fits_weight"]), spans)[:KEPT_RANKS]
    (topic, confidence), (rival, rivals_confidence) = ranking[:2]
    if is_emergency(text, topic):
        return Understanding("medical_emergency", 1.0, ranking)
    if is_bare_fact(text, spans) and any(span.entity == "elsewhere" for span in spans):
        return Understanding("out_of_scope", 1.0, ())
    if is_bare_fact(text, spans) or (sites_told and asks_about_sites(text, spans)):
        return Understanding("inform", 1.0, ranking)
    if not WORDS.search(text) or CODE.search(text):
        return Understanding("not_understood", 1.0, ())
    if is_about_another_hospital(text, topic):
        return Understanding("out_of_scope", 1.0, ())
    if topic == "inform" and not spans and not GOES_BACK.search(text):
        return Understanding("not_understood", confidence, ranking)
    if confidence < config["refuse_below"] and asked_back and any(span.entity in ASKED_FOR for span in spans):
        return Understanding("inform", 1.0 - confidence, ranking)
    if confidence < config["refuse_below"]:
        return Understanding("out_of_scope" if topic == "out_of_scope" else "not_understood", 1.0 - confidence, ranking)
    if not {topic, rival} & (NO_TOPIC | DIALOGUE) and confidence - rivals_confidence < config["ask_within"]:
        return Understanding("nlu_fallback", 1.0 - confidence, ranking)
    return Understanding(topic, confidence, ranking)


def cautious(ranking: list[tuple[str, float]], weight: float) -> tuple[tuple[str, float], ...]:
    """The ranking with "no topic fits" so many times as likely as the model thinks: a wrong answer is the worst."""
    weighted = [(topic, share * weight if topic in NO_TOPIC else share) for topic, share in ranking]
    total = sum(share for _, share in weighted)
    return tuple(sorted(((topic, share / total) for topic, share in weighted), key=lambda entry: -entry[1]))


def is_emergency(text: str, topic: str) -> bool:
    """Somebody is in danger now; a question about what hospitals would do (万一 ...) is not that."""
    return bool(emergency_pattern().search(text)) and not (topic == "urgent_care" and SUPPOSED.search(text))


def is_about_another_hospital(text: str, topic: str) -> bool:
    """A hospital's rule is asked of a hospital that no notice speaks of."""
    return topic in HOSPITAL_TOPICS and "中心医院" not in text and bool(other_hospitals_pattern().search(text))


def asks_about_sites(text: str, spans: list[Span]) -> bool:
    """Whether a message asks when, how far or by which phone, and names nothing else that this could be about."""
    rest, found = site_details_pattern().subn("", outside(text, spans))
    return bool(found) and all(span.entity == "at" for span in spans) and not FILLERS.sub("", SITE_WORDS.sub("", rest))


def is_bare_fact(text: str, spans: list[Span]) -> bool:
    """Whether the message is nothing but facts and small words."""
    return bool(spans) and not FILLERS.sub("", outside(text, spans).replace("社区", ""))


def outside(text: str, spans: list[Span]) -> str:
    """What stands outside of the spans, without punctuation and blanks."""
    rest, position = [], 0
    for span in spans:
        rest.append(text[position:max(position, span.start)])
        position = max(position, span.end)
    return NOISE.sub("", "".join([*rest, text[position:]]))
