"""The questions by which residents ask a topic: further ones, and what is to be looked at again of them."""
from __future__ import annotations

from starlette.responses import Response

from console.documents.answer_text import examples_path, fields_of, with_examples
from console.documents.asked_by import asked_by
from console.documents.nearness import Near, near
from console.pages.answers import form, group_asked, known
from console.pages.notices import readable
from console.web.answering import go_to
from console.web.asking import Ask
from console.web.chinese import tell
from console.web.editing import as_form, draft_asked, opened, save
from knowledge.desk.showing import questions_of

LONGEST_EXAMPLE = 200


def add(ask: Ask) -> Response:
    """Further examples of a topic into a draft."""
    answer = known(readable(ask), ask.key)
    path, mark = examples_path(answer.topic), ask.given("mark")
    document = opened(ask, path)
    more = list(dict.fromkeys(" ".join(line.split()) for line in ask.given("examples").splitlines() if line.strip()))
    if trouble := trouble_with(ask, answer.topic, more):
        topic = opened(ask, f"answers/topics/{answer.topic}.yml")
        return form(ask, fields_of(answer.topic, topic.text, answer.title), topic.mark, {"examples": trouble}, 422)
    if not ask.given("near-ok") and (like := nearly(ask, answer.topic, more)):
        topic = opened(ask, f"answers/topics/{answer.topic}.yml")
        return form(ask, fields_of(answer.topic, topic.text, answer.title), topic.mark, {}, 422, near=like)
    text = as_form(with_examples, answer.topic, document.text, more)
    draft = save(ask, {path: text}, {path: mark}, ask.given("note"))
    if ask.given("settle") and (group := group_asked(ask)):
        ask.console.inbox.settle(group, ask.by, ask.at)
    return go_to(f"/drafts/{draft.number}")


def owners(ask: Ask) -> dict[str, str]:
    """The topic of each example."""
    texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
    asked = asked_by(readable(ask).answers, texts)
    return {example: topic for topic, examples in asked.items() for example in examples}


def nearly(ask: Ask, topic: str, more: list[str]) -> list[Near]:
    """What new examples are like that are no examples of the topic."""
    texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
    return near(topic, more, owners(ask), (question.text for question in questions_of(texts)))


def too_long(lines: list[str]) -> list[str]:
    """What is said of lines that no resident would write."""
    return [tell("too_long", line=line[:30], most=LONGEST_EXAMPLE) for line in lines if len(line) > LONGEST_EXAMPLE]


def trouble_with(ask: Ask, topic: str, more: list[str]) -> list[str]:
    """Why examples cannot be taken: none, too long, with the marks of training, or examples of a topic already."""
    titles = {key: one.title for key, one in readable(ask).answers.items()}
    owner = owners(ask)
    found = [] if more else [tell("one_line_at_least")]
    found += too_long(more)
    found += [tell("has_marks", line=line[:30]) for line in more if set("[]{}") & set(line)]
    found += [tell("asks_another", line=line, title=titles[owner[line]]) for line in more if line in owner]
    return found
