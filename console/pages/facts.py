"""What the answers have to say, and what they must not: looked at topic by topic, and changed in a draft."""
from __future__ import annotations

import re

from starlette.responses import Response

from console.documents.facts_text import KEYS, fields_of, text_of, topics_of, wrong_pattern
from console.pages.answers import known
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import words
from console.web.editing import as_form, draft_asked, open_drafts, opened, save
from knowledge.releases.comparison.said import words_to
from knowledge.releases.gate.required_facts import FACTS, Facts, facts_of, fold

MOST_PATTERNS, LONGEST_PATTERN = 60, 200


def listed(ask: Ask) -> Response:
    """All topics, those of which something is required first, with how much of that is not said now."""
    release, document = readable(ask), opened(ask, FACTS)
    required = [topic for topic in as_form(topics_of, document.text) if topic in release.answers]
    facts = facts_of({FACTS: document.text or ""}, release)
    rows = [(release.answers[topic], facts.faults(topic, words_to(release, topic, ask.now) or "", ask.now))
            for topic in required if not release.answers[topic].role.is_computed]
    computed = [release.answers[topic] for topic in required if release.answers[topic].role.is_computed]
    others = sorted((one for key, one in release.answers.items() if key not in required), key=lambda one: one.title)
    return page(ask, "facts.html", rows=rows, computed=computed, others=others, draft=draft_asked(ask))


def show(ask: Ask) -> Response:
    """What is required of one topic."""
    answer, document = known(readable(ask), ask.key), opened(ask, FACTS)
    return form(ask, answer.topic, as_form(fields_of, document.text, answer.topic), document.mark, [])


def form(
    ask: Ask, topic: str, fields: dict[str, list[str]], mark: str, errors: list[str], status: int = 200
) -> Response:
    release = readable(ask)
    answer, says = release.answers[topic], words_to(release, topic, ask.now) or ""
    facts = Facts({topic: fields}, release)
    return page(
        ask, "fact.html", status, answer=answer, says=says, mark=mark, errors=errors, draft=draft_asked(ask),
        drafts=open_drafts(ask), note=ask.given("note"), fields={key: fields.get(key, []) for key in KEYS},
        missing=[] if errors or answer.role.is_computed else missing(facts, topic, says, ask),
        said=[] if errors else [one for one in facts.barred(topic, ask.now) if re.search(one, fold(says))],
    )


def missing(facts: Facts, topic: str, says: str, ask: Ask) -> list[str]:
    """What has to be said now and is not."""
    return [one for one in facts.needed(topic, ask.now) if not re.search(one, fold(says))]


def write(ask: Ask) -> Response:
    """The form into a draft."""
    answer = known(readable(ask), ask.key)
    document, mark = opened(ask, FACTS), ask.given("mark")
    fields = {key: list(dict.fromkeys(filter(None, map(str.strip, ask.given(key).splitlines())))) for key in KEYS}
    if errors := faults(fields):
        return form(ask, answer.topic, fields, mark, errors, 422)
    text = as_form(text_of, fields, document.text, answer.topic)
    return go_to(f"/drafts/{save(ask, {FACTS: text}, {FACTS: mark}, ask.given('note')).number}")


def faults(fields: dict[str, list[str]]) -> list[str]:
    """What of a form cannot be kept, in sentences."""
    said, found = words()["facts_form"]["faults"], []
    for lines in fields.values():
        found += [said["long"].format(line[:20], LONGEST_PATTERN) for line in lines if len(line) > LONGEST_PATTERN]
        found += [said["pattern"].format(line[:40], why) for line in lines if (why := wrong_pattern(line))]
    return found + ([said["many"].format(MOST_PATTERNS)] if sum(map(len, fields.values())) > MOST_PATTERNS else [])
