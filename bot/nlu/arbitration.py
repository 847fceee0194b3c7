"""From ranked topics and facts to one decision: emergencies first, bare facts next, then the model or a refusal. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.nlu.data_files import emergency_pattern, event_districts
from bot.nlu.features import NOISE, mask
from bot.nlu.spans import Span
from bot.nlu.topic_model import TopicModel
from knowledge.clock import parse_instant

KEPT_RANKS = 5
WORDS = re.compile(r"[a-z\u3400-\u9fff]")
VENUE_TOPICS = ("venue_open", "dine_in", "gathering", "offices", "schools", "care_homes")
# Topics that a message with a venue and a zone may well be about, when the model is sure of it.
BESIDE_VENUES = (
    *VENUE_TOPICS, "reopening_conditions", "contact_places", "takeaway_to_gate", "supply_delivery", "courier_testing",
    "medicine_delivery", "unsealing_when", "overreach", "medical_emergency", "human",
)
SURE = 0.5
# Topics that a district outside the screening, or inside it, turns into one another.
SCREENING_OF_DISTRICTS = ("screening_who", "screening_districts", "screening_not_listed")
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


def understand(model: TopicModel, text: str, spans: list[Span], config: dict[str, Any]) -> Understanding:
    """The topic of one normalised message with its facts."""
    ranking = settle_by_facts(model.rank(mask(text, spans)), spans)[:KEPT_RANKS]
    if emergency_pattern().search(text):
        return Understanding("medical_emergency", 1.0, ranking)
    if is_bare_fact(text, spans):
        return Understanding("inform", 1.0, ranking)
    if not WORDS.search(text):
        return Understanding("out_of_scope", 1.0, ())
    topic, confidence = ranking[0]
    runner_up = ranking[1][1] if len(ranking) > 1 else 0.0
    if confidence < config["refuse_below"] or confidence - runner_up < config["refuse_margin"]:
        return Understanding("out_of_scope", 1.0 - confidence, ranking)
    return Understanding(topic, confidence, ranking)


def settle_by_facts(ranking: list[tuple[str, float]], spans: list[Span]) -> tuple[tuple[str, float], ...]:
    """Let facts decide between neighbours that words alone confuse.

    A test asked for at night is a matter of round-the-clock testing, not of booths. A venue named together with a
    zone asks what holds for the venue there, not what holds in the zone.
    """
    topic, confidence = ranking[0]
    said = {span.entity: span.value for span in spans}
    better = topic
    if topic in SCREENING_OF_DISTRICTS and "place" in said:
        better = screening_of(said["place"], topic)
    elif topic == "booth_location" and is_night(said.get("at")):
        better = "after_hours_testing"
    elif {"venue_kind", "zone_kind"} <= set(said) and (topic not in BESIDE_VENUES or confidence < SURE):
        better = next(name for name, _ in ranking if name in VENUE_TOPICS)
        confidence = max(confidence, SURE)
    rest = [entry for entry in ranking if entry[0] != better]
    return ((better, confidence), *rest)


def screening_of(place: dict[str, Any], topic: str) -> str:
    """Whether a place is screened is read from the notice: its districts, or those it does not list."""
    districts = {candidate["district"] for candidate in place["candidates"]}
    if topic != "screening_not_listed":
        return topic if districts & event_districts() else "screening_not_listed"
    return topic if districts - event_districts() else "screening_districts"


def is_night(instant: str | None) -> bool:
    """From ten in the evening to six in the morning."""
    return instant is not None and not 6 <= parse_instant(instant).hour < 22


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
