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
LONGEST_ASIDE = 14
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
FILLERS = re.compile(
    r"我们|俺们|我|俺|咱|那个|那边|这边|那|这|就是说|就是|是|在|住|算|属于|大概|应该|的|了|呢|啊|吧|呀|哦|嗯|额|里|里面|小区|街道|附近|区|"
    r"都|也|说错|换成|改成|一共|总共|有|没有|例|个|新增|如果|要是|假如|哪|家|市|楼"
)


@dataclass(frozen=True)
class Understanding:
    """``topic`` is the intent; ``ranking`` the likeliest topics, for offering them when none is taken."""

    topic: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


def understand(
    model: TopicModel, text: str, spans: list[Span], config: dict[str, Any], sites_told: bool = False
) -> Understanding:
    """The topic of one normalised message with its facts; Rasa's ``nlu_fallback`` when two are too close.

    sites_told: the message follows a list of sites.
    """
    ranking = settle(tuple(model.rank(mask(text, spans))), spans)[:KEPT_RANKS]
    (topic, confidence), (rival, rivals_confidence) = ranking[:2]
    if is_emergency(text, topic):
        return Understanding("medical_emergency", 1.0, ranking)
    if is_bare_fact(text, spans) or (sites_told and asks_about_sites(text, spans)):
        return Understanding("inform", 1.0, ranking)
    if not WORDS.search(text) or CODE.search(text) or is_about_another_hospital(text, topic):
        return Understanding("out_of_scope", 1.0, ())
    if confidence < config["refuse_below"]:
        return Understanding("out_of_scope", 1.0 - confidence, ranking)
    if "out_of_scope" not in (topic, rival) and confidence - rivals_confidence < config["ask_within"]:
        return Understanding("nlu_fallback", 1.0 - confidence, ranking)
    return Understanding(topic, confidence, ranking)


def is_emergency(text: str, topic: str) -> bool:
    """Somebody is in danger now; a question about what hospitals would do (万一 ...) is not that."""
    return bool(emergency_pattern().search(text)) and not (topic == "urgent_care" and SUPPOSED.search(text))


def is_about_another_hospital(text: str, topic: str) -> bool:
    """A hospital's rule is asked of a hospital that no notice speaks of."""
    return topic in HOSPITAL_TOPICS and "中心医院" not in text and bool(other_hospitals_pattern().search(text))


def asks_about_sites(text: str, spans: list[Span]) -> bool:
    """Whether a short message asks when, how far or by which phone, and names nothing that this could be about."""
    short = len(NOISE.sub("", text)) <= LONGEST_ASIDE
    return short and all(span.entity == "at" for span in spans) and bool(site_details_pattern().search(text))


def is_bare_fact(text: str, spans: list[Span]) -> bool:
    """Whether the message is nothing but facts and small words."""
    if not spans:
        return False
    rest, position = [], 0
    for span in spans:
        rest.append(text[position:max(position, span.start)])
        position = max(position, span.end)
    rest.append(text[position:])
    return not FILLERS.sub("", NOISE.sub("", "".join(rest)))
