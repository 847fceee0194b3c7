"""What follows an answer, as a small form: the question that is asked back, and the buttons below."""
from __future__ import annotations

from starlette.responses import Response

from console.documents.next_steps import MOST_BUTTONS, NextFields, asks_back, next_fields, next_text
from console.pages.answers import is_editable, known
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import headings, in_chinese
from console.web.editing import as_form, draft_asked, faults_of, open_drafts, opened, save
from knowledge.desk.draft import StepRefused


def show(ask: Ask) -> Response:
    """The form as the document has it."""
    topic = known(readable(ask), ask.key).topic
    document = opened(ask, NextFields(topic).path)
    return form(ask, as_form(next_fields, topic, document.text), document.mark, {})


def form(
    ask: Ask, fields: NextFields, mark: str, errors: dict[str, list[str]], status: int = 200
) -> Response:
    release = readable(ask)
    answer = release.answers[fields.topic]
    phrase = release.words.get(asks_back(answer.role))
    texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
    buttons = fields.see_also or answer.see_also
    return page(
        ask, "next_steps.html", status, answer=answer, fields=fields, mark=mark, note=ask.given("note"),
        errors={key: [in_chinese(line) for line in lines] for key, lines in errors.items()},
        asked=phrase.text if phrase else "", kinds=release.rulebook.kinds if answer.role.name == "venue" else {},
        buttons=[*buttons, *[""] * MOST_BUTTONS][:max(MOST_BUTTONS, len(buttons))],
        topics=sorted(release.answers.values(), key=lambda one: (one.group, one.title)), draft=draft_asked(ask),
        drafts=open_drafts(ask), can_edit=is_editable(answer, texts), headings=headings(release),
    )


def write(ask: Ask) -> Response:
    """The form into a draft."""
    release = readable(ask)
    answer = known(release, ask.key)
    if not is_editable(answer, ask.console.contents.current(ask.at, draft_asked(ask)).texts):
        raise StepRefused("What is said to this topic is the same in every city; it has no form.")
    chosen = (ask.given(f"button-{place}") for place in range(MOST_BUTTONS * 2))
    see_also = tuple(dict.fromkeys(topic for topic in chosen if topic in release.answers and topic != answer.topic))
    venue = ask.given("venue") if ask.given("venue") in release.rulebook.kinds else ""
    fields = NextFields(answer.topic, venue if answer.role.name == "venue" else "", see_also)
    document = opened(ask, fields.path)
    text = as_form(next_text, fields, document.text)
    if errors := faults_of(ask, fields.path, text):
        return form(ask, fields, ask.given("mark"), errors, 422)
    draft = save(ask, {fields.path: text}, {fields.path: ask.given("mark")}, ask.given("note"))
    return go_to(f"/drafts/{draft.number}")
