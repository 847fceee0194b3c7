"""The test questions of a topic: what a model has to understand rightly before it is used, and drafts are held to."""
from __future__ import annotations

from starlette.responses import Response

from console.documents.nearness import LIKE_A_TEST, likest
from console.documents.questions_text import PATH, questions_in, with_questions
from console.pages.answers import known
from console.pages.examples import owners, too_long
from console.pages.new_topics import unique_lines
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import tell
from console.web.editing import as_form, draft_asked, open_drafts, opened, save


def show(ask: Ask) -> Response:
    """The form as the document has it."""
    topic, document = known(readable(ask), ask.key).topic, opened(ask, PATH)
    return form(ask, as_form(questions_in, document.text, topic), document.mark, [])


def form(ask: Ask, questions: list[str], mark: str, errors: list[str], status: int = 200) -> Response:
    return page(
        ask, "test_questions.html", status, answer=known(readable(ask), ask.key), questions="\n".join(questions),
        mark=mark, errors={"questions": errors} if errors else {}, note=ask.given("note"), draft=draft_asked(ask),
        drafts=open_drafts(ask),
    )


def write(ask: Ask) -> Response:
    """The questions into a draft."""
    topic, document = known(readable(ask), ask.key).topic, opened(ask, PATH)
    questions = unique_lines(ask.given("questions"))
    if errors := trouble_with(ask, topic, [one for one in questions if one not in questions_in(document.text, topic)]):
        return form(ask, questions, ask.given("mark"), errors, 422)
    text = as_form(with_questions, document.text, topic, questions)
    draft = save(ask, {PATH: text}, {PATH: ask.given("mark")}, ask.given("note"))
    return go_to(f"/drafts/{draft.number}")


def trouble_with(ask: Ask, topic: str, new: list[str]) -> list[str]:
    """Why new questions cannot be taken: too long, of another topic already, or nearly what the model learns from, so
    that they would test nothing."""
    release, document, examples = readable(ask), opened(ask, PATH), list(owners(ask))
    found = too_long(new)
    for line in new:
        other = next((key for key in release.answers if key != topic and line in questions_in(document.text, key)), "")
        if other:
            found.append(tell("tests_another", line=line, title=release.answers[other].title))
        like, likeness = likest(line, examples)
        if likeness >= LIKE_A_TEST:
            found.append(tell("nearly_an_example", line=line, like=like))
    return found
