"""A gap or a topic that there was not, begun from a group of the inbox: its questions become its examples."""
from __future__ import annotations

from starlette.responses import Response

from console.documents.new_topic import GAP, GAP_BEGINS, GAPS, KEY, LONGEST_KEY, TOPIC, NewTopic, documents
from console.pages.inbox import open_group
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import headings, tell
from console.web.editing import draft_asked, faults_of, open_drafts, save
from knowledge.releases.release import Release


def begin(ask: Ask) -> Response:
    """The empty form; the words of the group stand in it."""
    group = open_group(ask, ask.number)
    kind = GAP if ask.asked("kind") == GAP else TOPIC
    return form(ask, NewTopic(kind, GAP_BEGINS if kind == GAP else "", "", ""), questions_of(group), {})


def write(ask: Ask) -> Response:
    """Both documents into a draft; the group is dealt with."""
    group, new = open_group(ask, ask.number), given(ask)
    examples = unique_lines(ask.given("examples"))
    errors = wrong(new, readable(ask), examples)
    if not errors:
        made = documents(new, examples)
        errors = faults_of(ask, new.path, made[new.path])
    if errors:
        return form(ask, new, examples, errors, 422)
    draft = save(ask, made, dict.fromkeys(made, ""), ask.given("note"))
    ask.console.inbox.settle(group, ask.by, ask.at)
    return go_to(f"/drafts/{draft.number}")


def unique_lines(text: str) -> list[str]:
    """The lines that say something, each once."""
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def given(ask: Ask) -> NewTopic:
    kind = GAP if ask.given("kind") == GAP else TOPIC
    group = GAPS if kind == GAP else ask.given("group")
    return NewTopic(kind, ask.given("key"), ask.given("title"), ask.given("text").replace("\r\n", "\n"), group,
                    "" if kind == GAP else ask.given("clause"))


def wrong(new: NewTopic, release: Release, examples: list[str]) -> dict[str, list[str]]:
    """What of the form cannot be taken, by its fields."""
    found: dict[str, list[str]] = {}
    is_key = KEY.fullmatch(new.key) and len(new.key) <= LONGEST_KEY
    if not is_key or new.key.startswith(GAP_BEGINS) is not (new.kind == GAP):
        found["key"] = [tell("topic_key", begins=GAP_BEGINS)]
    elif new.key in release.answers:
        found["key"] = [tell("topic_key_taken", title=release.answers[new.key].title)]
    if not new.title:
        found["title"] = [tell("topic_title")]
    if not new.text:
        found["text"] = [tell("topic_text")]
    if new.kind == TOPIC and new.clause not in clauses_of(release):
        found["clause"] = [tell("topic_clause")]
    if not examples or any(set("[]{}") & set(line) for line in examples):
        found["examples"] = [tell("examples_without_marks")]
    return found


def form(
    ask: Ask, new: NewTopic, examples: list[str], errors: dict[str, list[str]], status: int = 200
) -> Response:
    release = readable(ask)
    groups = sorted({answer.group for answer in release.answers.values()} - {GAPS})
    return page(
        ask, "new_topic.html", status, new=new, examples="\n".join(examples), errors=errors, groups=groups,
        headings=headings(release),
        clauses=clauses_of(release), drafts=open_drafts(ask), draft=draft_asked(ask),
    )


def clauses_of(release: Release) -> dict[str, str]:
    """All clauses that a part may rest on, with what they are about."""
    return {
        f"{key}#{clause}": f"{notice.short} {clause}" for key, notice in release.notices.items()
        for clause in notice.clauses
    }


def questions_of(group) -> list[str]:
    return list(dict.fromkeys(item.question for item in group.items))
