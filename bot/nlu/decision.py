"""From ranked topics and facts to one decision: emergencies, bare facts, a refusal, a question back, or the topic. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from bot.nlu.corrections import without_asides
from bot.nlu.dialogue_context import DialogueContext
from bot.nlu.features import NOISE, mask
from bot.nlu.lexicon import (
    asked_again_pattern,
    emergency_pattern,
    other_hospitals_pattern,
    site_details_pattern,
    small_words_pattern,
    topics,
)
from bot.nlu.spans import Span
from bot.nlu.topic_model import TopicModel
from bot.nlu.topic_tiebreak import settle

KEPT_RANKS = 5
# What a question back asks for: among many other words it still is the answer.
ASKED_FOR = {"place", "zone_kind", "venue_kind", "cases", "units"}
# Nobody can tell what it means.
NOT_UNDERSTOOD = "not_understood"
# Steps of a conversation, which no button can offer.
DIALOGUE = {"inform", "why", "more", "refuse_to_say"}
WORDS = re.compile(r"[a-z0-9\u3400-\u9fff]")
# Commands, markup and templates are no questions.
CODE = re.compile(r"^/|[{}]|</?[a-z]+")
SUPPOSED = re.compile(r"万一|要是|如果|假如|会不会|收不收|给不给看|能不能看")
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
    model: TopicModel, text: str, spans: list[Span], config: dict[str, Any], context: DialogueContext = DialogueContext()
) -> Understanding:
    """The topic of one normalised message with its facts; Rasa's ``nlu_fallback`` when two are too close."""
    ranking = settle(cautious(model.rank(mask(text, spans)), config["none_fits_weight"]), spans)[:KEPT_RANKS]
    (topic, confidence), (rival, rivals_confidence) = ranking[:2]
    none_fits, danger = topics().none_fits, topics().one("danger")
    no_topic = {none_fits, NOT_UNDERSTOOD}
    if danger and is_emergency(text, topic):
        return Understanding(danger, 1.0, ranking)
    if is_bare_fact(text, spans) and any(span.entity == "out_of_city" for span in spans):
        return Understanding(none_fits, 1.0, ())
    if is_bare_fact(text, spans) or (context.sites_shown and asks_about_sites(text, spans)):
        return Understanding("inform", 1.0, ranking)
    if context.was_away and goes_back(text, spans):
        return Understanding("inform", 1.0, ranking)
    if not WORDS.search(text) or CODE.search(text):
        return Understanding(NOT_UNDERSTOOD, 1.0, ())
    if is_about_another_hospital(text, topic):
        return Understanding(none_fits, 1.0, ())
    if topic == "inform" and all(span.entity == "correction" for span in spans):
        return Understanding(NOT_UNDERSTOOD, confidence, ranking)
    if confidence < config["refuse_below"] and context.asked_back and any(span.entity in ASKED_FOR for span in spans):
        return Understanding("inform", 1.0 - confidence, ranking)
    if confidence < config["refuse_below"]:
        return Understanding(none_fits if topic == none_fits else NOT_UNDERSTOOD, 1.0 - confidence, ranking)
    close = confidence - rivals_confidence < config["ask_within"]
    if topic == "refuse_to_say" and close and rival not in no_topic | DIALOGUE:
        # 我咋知道自己是哪类: as likely as not it is asked, and an answer does a refusal no harm.
        return Understanding(rival, rivals_confidence, ranking)
    if not {topic, rival} & (no_topic | DIALOGUE) and close:
        return Understanding("nlu_fallback", 1.0 - confidence, ranking)
    return Understanding(topic, confidence, ranking)


def cautious(ranking: list[tuple[str, float]], weight: float) -> tuple[tuple[str, float], ...]:
    """The ranking with "no topic fits" so many times as likely as the model thinks: a wrong answer is the worst."""
    no_topic = (topics().none_fits, NOT_UNDERSTOOD)
    weighted = [(topic, share * weight if topic in no_topic else share) for topic, share in ranking]
    total = sum(share for _, share in weighted)
    return tuple(sorted([(topic, share / total) for topic, share in weighted], key=itemgetter(1), reverse=True))


def is_emergency(text: str, topic: str) -> bool:
    """Somebody is in danger now; a question about what hospitals would do (万一 ...) is not that."""
    role = topics().role(topic)
    supposed = role is not None and role.supposes_danger and SUPPOSED.search(text)
    return bool(emergency_pattern().search(text)) and not supposed


def is_about_another_hospital(text: str, topic: str) -> bool:
    """A hospital's rule is asked of a hospital that no notice speaks of."""
    role = topics().role(topic)
    own = role.only_of if role else ()
    return bool(own) and not any(name in text for name in own) and bool(other_hospitals_pattern().search(text))


def asks_about_sites(text: str, spans: list[Span]) -> bool:
    """Whether a message asks when, how far or by which phone, and names nothing else that this could be about."""
    rest, found = site_details_pattern().subn("", outside(text, spans))
    about_sites = all(span.entity in ("at", "now", "list_position") for span in spans)
    return bool(found) and about_sites and not small_words_pattern().sub("", SITE_WORDS.sub("", rest))


def is_bare_fact(text: str, spans: list[Span]) -> bool:
    """Whether the message is nothing but facts and small words."""
    facts = without_asides(spans)
    return bool(facts) and not small_words_pattern().sub("", outside(text, facts).replace("社区", ""))


def goes_back(text: str, spans: list[Span]) -> bool:
    """Whether a message asks the same for now (那眼下到底是咋管), and nothing else."""
    now = any(span.entity == "now" for span in spans) and len(spans) == 1
    return now and not small_words_pattern().sub("", asked_again_pattern().sub("", outside(text, spans)))


def outside(text: str, spans: list[Span]) -> str:
    """What stands outside of the spans, without punctuation and blanks."""
    rest, position = [], 0
    for span in spans:
        rest.append(text[position:max(position, span.start)])
        position = max(position, span.end)
    return NOISE.sub("", "".join([*rest, text[position:]]))
