"""The questions by which residents ask a topic: further ones, and what is to be looked at again of them."""
from __future__ import annotations

from starlette.responses import Response

from console.documents.answer_text import examples_of, examples_path, fields_of, with_examples
from console.documents.nearness import Near, near
from console.pages.answers import form, group_asked, known
from console.pages.notices import readable
from console.web.answering import go_to
from console.web.asking import Ask
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
    return {
        example: key for key in readable(ask).answers for example in examples_of(key, texts.get(examples_path(key)))
    }


def nearly(ask: Ask, topic: str, more: list[str]) -> list[Near]:
    """What new examples are like that are no examples of the topic."""
    texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
    return near(topic, more, owners(ask), (question.text for question in questions_of(texts)))


def trouble_with(ask: Ask, topic: str, more: list[str]) -> list[str]:
    """Why examples cannot be taken: none, too long, with the marks of training, or examples of a topic already."""
    titles = {key: one.title for key, one in readable(ask).answers.items()}
    owner = owners(ask)
    found = [] if more else ["请至少写一句，一行一句。"]
    found += [f"“{line[:30]}…”太长，最多 {LONGEST_EXAMPLE} 个字。" for line in more if len(line) > LONGEST_EXAMPLE]
    found += [f"“{line[:30]}”里有 [ ] {{ }} 这样的符号，请去掉。" for line in more if set("[]{}") & set(line)]
    found += [f"“{line}”已经是“{titles[owner[line]]}”的问法。" for line in more if line in owner]
    return found
