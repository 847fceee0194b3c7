"""Random walks: four residents talk at once, each naming a place and a number that no other names.

Sentences are drawn from the open cases, the conversations, turns of speech that go on with what was said, nonsense,
pressed buttons and shared locations. Every reply is held against what must hold of all replies
(``tests/support/reply_faults.py``).
"""
from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from conversation_files import all_conversations
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from messages import messages as odd_texts
from reply_faults import reply_faults
from ruamel.yaml import YAML
from support import ROOT

from bot.rasa_engine.actions_here import LocalActions
from bot.rasa_engine.agent import Agent, Question
from bot.stores.context import Context

TURNS, TOGETHER = 20, 4
# Named by one resident each, and by no answer, site or zone of the sample city.
PLACES = ("须水街道", "人和路街道", "大河路街道", "祥云街道")
NUMBERS = (37, 41, 43, 47)
GOING_ON = (
    "那饭店呢", "药店呢", "低风险的呢", "要是变成高风险呢", "再多一例呢", "明天呢", "昨天呢", "前天是啥情况", "等降级以后呢", "为啥", "哪个文件写的", "还有吗",
    "换一个", "几点结束", "人工", "不想说住哪儿", "不知道", "说错了", "都在一个单元", "分在三个单元", "零例", "0例", "没有病例", "我是送外卖的",
    "谢谢", "再见", "你好", "?", "。", "嗯", "哈哈哈", "asdf", "我爸昏倒了叫不醒", "那经开区呢", "上午刚调成低风险", "隔壁单元的",
)
LOCATIONS = ({"lat": 34.762, "lon": 113.665}, {"lat": 34.80, "lon": 113.60}, {"lat": 0.0, "lon": 0.0})
PROBE, PROBED = "四定是哪四定", "four_fixed"


@dataclass(frozen=True)
class Step:
    """What a resident does: says ``text``, or presses the button of this number, or shares a location."""

    text: str = ""
    press: int | None = None
    location: int | None = None


@dataclass
class Resident:
    """One conversation: its name, what it alone names, its events (all of them, and as a store gives them back), what
    was said on both sides."""

    name: str
    place: str
    number: int
    events: list[dict] = field(default_factory=list)
    context: Context = field(default_factory=Context)
    buttons: list[dict] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def sentences() -> tuple[str, ...]:
    """Sentences of the open cases and of the conversations, without the residents' own places."""
    read = YAML(typ="safe").load
    cases = [ROOT / "tests/cases/topics.yml", *sorted((ROOT / "tests/cases/understanding/open").glob("*.yml"))]
    found = [case["q"] for file in cases for case in read(file.read_text(encoding="utf-8"))]
    found += [exchange.said for talk in all_conversations() for exchange in talk.exchanges if not exchange.pressed]
    return tuple(dict.fromkeys(text for text in found if not any(place in text for place in PLACES)))


def own_sentences(place: str, number: int) -> tuple[str, ...]:
    """Facts that only this resident names."""
    return (f"我在{place}", f"那{place}呢", f"{place}是什么风险区", f"{place}附近的采样屋", f"{place}的理发店能开吗", f"我们小区阳了{number}例",
            f"{number}例", f"说错了，是{number}例", f"要是{place}呢")


def can_be_sent(text: str) -> bool:
    """The web channel refuses the others."""
    return bool(text.strip()) and "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


# What a step is drawn from, as often as it stands here.
KINDS = ("case", "case", "case", "own", "own", "going on", "going on", "press", "press", "odd", "location")


@st.composite
def steps(draw, place: str, number: int) -> Step:
    """Any step of one resident."""
    kind = draw(st.sampled_from(KINDS))
    if kind == "press":
        return Step("好的", press=draw(st.integers(0, 5)))
    if kind == "location":
        return Step(location=draw(st.integers(0, len(LOCATIONS) - 1)))
    listed = {"case": sentences(), "own": own_sentences(place, number), "going on": GOING_ON}
    return Step(draw(st.sampled_from(listed[kind]) if kind in listed else odd_texts.filter(can_be_sent)))


walks = st.tuples(*(
    st.lists(steps(place, number), min_size=TURNS, max_size=TURNS)
    for place, number in zip(PLACES, NUMBERS, strict=True)
))


class Errors(logging.Handler):
    """What was logged as an error meanwhile: Rasa logs an action that raised and goes on without its words."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()[:300]}")


class Walker:
    """A loaded model that residents talk to."""

    def __init__(self, model: Path, configured) -> None:
        self.residents: dict[str, Resident] = {}
        self.talker = Agent(model, configured, LocalActions())
        self.release, self.count, self.errors = self.talker.generator.release, 0, Errors()
        logging.getLogger().addHandler(self.errors)

    async def walk(self, many: tuple[list[Step], ...]) -> list[str]:
        """The faults of a walk, each with what its resident had said up to it."""
        self.count += 1
        people = [Resident(f"web:{self.count}-{i}", PLACES[i], NUMBERS[i]) for i in range(len(many))]
        self.residents = {person.name: person for person in people}
        found: list[str] = []
        for together in [*zip(*many, strict=True), [Step(PROBE)] * len(people)]:
            told = await asyncio.gather(
                *(self.turn(person, step) for person, step in zip(people, together, strict=True))
            )
            found += [fault for faults in told for fault in faults]
        return found

    async def turn(self, person: Resident, step: Step) -> list[str]:
        """One message and the faults of its reply."""
        question = as_question(person, step)
        person.transcript.append(f"我 {question.text or question.payload or question.location!r}")
        try:
            reply, events = await self.talker.answer(question, person.context.events)
        except Exception as error:
            return [with_transcript(person, f"raised {type(error).__name__}: {error}")]
        person.events += events
        person.context = person.context.after(len(person.transcript), events)
        person.buttons = [button for message in reply.messages for button in message["buttons"]]
        person.transcript += [f"答 {message['text'][:70]!r}" for message in reply.messages]
        faults = [*reply_faults(reply, events, self.release), *leaks(person, reply), *self.logged()]
        if step.text == PROBE and reply.receipt.topic != PROBED:
            faults.append(f"the last question was taken for {reply.receipt.topic}")
        return [with_transcript(person, fault) for fault in faults]

    def logged(self) -> list[str]:
        lines, self.errors.lines = self.errors.lines, []
        return [f"logged {line}" for line in lines]


def as_question(person: Resident, step: Step) -> Question:
    """The step in the channel's shape; without buttons a press is words."""
    if step.location is not None:
        return Question(person.name, "web", location=LOCATIONS[step.location])
    if step.press is not None and person.buttons:
        return Question(person.name, "web", payload=person.buttons[step.press % len(person.buttons)]["payload"])
    return Question(person.name, "web", step.text)


def with_transcript(person: Resident, fault: str) -> str:
    return "\n   ".join([fault, *person.transcript])


def leaks(person: Resident, reply) -> list[str]:
    """What only another resident named and this one's slots or reply hold; and places that this one never named."""
    said = [event.get("parse_data") or {} for event in person.events if event["event"] == "user"]
    own = json.dumps(said, ensure_ascii=False)
    slots = {event["name"]: event["value"] for event in person.events if event["event"] == "slot"}
    here = json.dumps([slots, reply.messages], ensure_ascii=False)
    found = [
        f"{place} is another's" for place in PLACES if place != person.place and place in here and place not in own
    ]
    others = [number for number in NUMBERS if number != person.number and str(number) not in own]
    found += [
        f"{number} cases are another's" for number in others if slots.get("cases") == number or f"{number}例" in here
    ]
    named = [
        entity["value"] for message in said for entity in message.get("entities", ()) if entity["entity"] == "place"
    ]
    if slots.get("place") is not None and slots["place"] not in named:
        found.append(f"the place {slots['place']} was never named here")
    return found


def walk_many(walker: Walker, count: int, of_seed: int) -> list[str]:
    """The faults of ``count`` residents' walks, generated from a seed; each kind of fault once."""
    found: dict[str, str] = {}

    @seed(of_seed)
    @settings(max_examples=max(1, count // TOGETHER), phases=[Phase.generate], database=None, deadline=None,
              suppress_health_check=list(HealthCheck))
    @given(walks)
    def walk(many) -> None:
        for fault in asyncio.run(walker.walk(many)):
            found.setdefault(fault.partition("\n")[0], fault)

    walk()
    return list(found.values())
