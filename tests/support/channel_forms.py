"""What each channel and form says of every topic and verdict of a city, to be compared with the page of the web.

A process serves one city: ``python tests/support/channel_forms.py FILE AT…`` compares those of JUMIN_CITY_FOLDER at the
instants AT. FILE becomes JSON: for each instant how many topics and verdicts were asked for, and what differs."""
from __future__ import annotations

import asyncio
import itertools
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.answering.rendering import Reply
from bot.channels.wechat.composing import compose
from bot.hotline.cards import as_card
from bot.hotline.talker import Answered, picked
from bot.rasa_engine.agent import Question, parsed
from knowledge.clock import parse_instant
from knowledge.forms.facts import differing
from knowledge.releases import load_release
from knowledge.releases.edition import PINNED
from knowledge.releases.english import place_names
from knowledge.rulebook.venues import cells

RELEASE = load_release()
PLACES = place_names(RELEASE)
VENUES = next(topic for topic in RELEASE.topics.having("venue") if RELEASE.topics.role(topic).venue is None)
TOPICS = {topic: picked(topic, answer.title).parsed for topic, answer in RELEASE.answers.items()}
NUMBERS = itertools.count()
# Which of a list it is, and of the clauses of a notice, counts nothing.
NUMBERED = re.compile(r"(?m)^\d+\. |\bclauses? \d+|第[^条\n]{1,4}条")


def verdicts(at: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What asks for the verdict of each kind of venue in each kind of zone of an instant, as it is understood."""
    zones = [zone for zone in cells(RELEASE.rulebook, parse_instant(at)) if zone]
    return {
        (venue, zone): parsed(f"{venue} {zone}", VENUES, [
            {"entity": kind, "value": value, "start": 0, "end": 1}
            for kind, value in (("venue_kind", venue), ("zone_kind", zone))
        ])
        for venue in RELEASE.rulebook.kinds for zone in zones
    }


def reply(asker, understood: dict, channel: str, language: str = "") -> Reply:
    question = Question(f"same:{next(NUMBERS)}", channel, understood["text"], understood=understood, language=language)
    PINNED.set(asker.edition)
    return asyncio.run(asker.talker.answer(question, []))[0]


def text(said: Reply) -> str:
    return "\n".join(message["text"] for message in said.messages)


def in_wechat(asker, understood: dict) -> str:
    """All messages that arrive, without the numbers to choose by."""
    said = reply(asker, understood, "wechat")
    return "\n".join(part.head or part.text for part in compose("m1", said.as_json(), RELEASE.words))


def beside_a_call(asker, understood: dict) -> str:
    """The script, and the notices that stand beside it."""
    said = reply(asker, understood, "hotline")
    card = as_card(1.0, Answered(said, {}, None), RELEASE, None)
    # The line of sources is not read aloud; it is compared as it stands on the page.
    lines = [message["source"]["line"] for message in said.messages if message["source"]]
    return "\n".join([card["script"], *lines])


FORMS: dict[str, Callable[[Any, dict], str]] = {
    "the hotline": beside_a_call, "WeChat": in_wechat,
    "SMS": lambda asker, understood: text(reply(asker, understood, "sms")),
    "English": lambda asker, understood: text(reply(asker, understood, "web", "en")),
}


def unlike(asker, understood: dict, form: str) -> list[str]:
    """What one of the two states and the other does not, as lines."""
    both = text(reply(asker, understood, "web")), FORMS[form](asker, understood)
    web, other = (NUMBERED.sub("", said) for said in both)
    return [f"{form}: {kind} {value}\n{web}\n--\n{other}" for kind, value in differing(web, other, PLACES)]


def main(file: str, *instants: str) -> None:
    from city_process import asker_of_this_city, turn_clock_to

    asker, outcome = asker_of_this_city(), []
    for at in instants:
        turn_clock_to(asker, at)
        asked = [*TOPICS.items(), *verdicts(at).items()]
        compared = [(key, form, unlike(asker, one, form)) for key, one in asked for form in FORMS]
        differs = {f"{at} {key} {form}": lines for key, form, lines in compared if lines}
        outcome.append({"at": at, "asked": len(asked), "differing": differs})
    Path(file).write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
