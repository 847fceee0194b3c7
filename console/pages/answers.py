"""Answers: what is said to each topic, the form that changes it, and the questions that ask it."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from starlette.responses import Response

from console.documents.answer_text import (
    AnswerFields,
    PartFields,
    examples_of,
    examples_path,
    fields_of,
    text_of,
)
from console.documents.asked_by import asked_by
from console.documents.english_text import EnglishFields
from console.documents.fillable import hints
from console.documents.nearness import Near
from console.documents.previews import previews
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import headings, in_chinese
from console.web.editing import as_form, draft_asked, faults_of, open_drafts, opened, save
from knowledge.answers.forms import SMS_LIMIT
from knowledge.answers.model import Answer
from knowledge.answers.parts import CHANNELS
from knowledge.desk.draft import StepRefused
from knowledge.desk.showing import questions_of
from knowledge.notices import Notice
from knowledge.releases.release import Release
from knowledge.releases.review import answers

MOST_PARTS, SPARE_PARTS = 100, 2
REVIEW_SOON = timedelta(days=7)


def listed(ask: Ask) -> Response:
    """All topics by their groups, and whether each has anything to say now."""
    release = readable(ask)
    topics = sorted(release.answers.values(), key=lambda one: (one.group, one.topic))
    groups = [
        (group, [(one, answers(release, one.topic, ask.now)) for one in some])
        for group, some in groupby(topics, key=lambda one: one.group)
    ]
    texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
    asked = asked_by(release.answers, texts)
    return page(
        ask, "answers.html", groups=groups, draft=draft_asked(ask), hints=hints(release, asked, ask.now),
        notices=release.notices, titles={one.topic: one.title for one in topics}, due=to_review(release, ask.now),
        headings=headings(release),
    )


def to_review(release: Release, now: datetime) -> list[Notice]:
    """The notices whose review date is past or within REVIEW_SOON, the most urgent first."""
    last = (now + REVIEW_SOON).date()
    found = [one for one in release.notices.values() if one.review_by and one.review_by <= last]
    return sorted(found, key=lambda one: one.review_by)


def show(ask: Ask) -> Response:
    """One topic as residents get it, with its form and its examples."""
    answer = known(readable(ask), ask.key)
    document = opened(ask, f"answers/topics/{answer.topic}.yml")
    return form(ask, as_form(fields_of, answer.topic, document.text, answer.title), document.mark, {})


def known(release: Release, topic: str) -> Answer:
    if topic not in release.answers:
        raise StepRefused(f"There is no topic {topic!r}.")
    return release.answers[topic]


def form(
    ask: Ask, fields: AnswerFields, mark: str, errors: dict[str, list[str]], status: int = 200,
    release: Release | None = None, near: Iterable[Near] = (),
) -> Response:
    """The page; ``release`` is the one that the form would make, where that is what is looked at, ``near`` what new
    examples are like."""
    content = ask.console.contents.current(ask.at, draft_asked(ask))
    answer, shown = known(content.release, fields.topic), release or content.release
    path = examples_path(answer.topic)
    return page(
        ask, "answer.html", status, answer=answer, fields=fields, mark=mark, draft=draft_asked(ask),
        note=ask.given("note"),
        rows=[*fields.parts, *[PartFields()] * SPARE_PARTS][:MOST_PARTS], channels=CHANNELS,
        errors={key: [in_chinese(line) for line in lines] for key, lines in errors.items()},
        previews=previews(shown, answer.topic, ask.now, ask.console.settings.hotline), sms_limit=SMS_LIMIT,
        is_preview=release is not None, can_edit=is_editable(answer, content.texts),
        drafts=open_drafts(ask), examples=examples_of(answer.topic, content.texts.get(path)),
        examples_mark=opened(ask, path).mark, more=ask.given("examples") or "\n".join(asked_in_inbox(ask)),
        inbox=ask.given("inbox") or ask.asked("inbox"), near=[(one, title_of(content.release, one)) for one in near],
        tests=[one.text for one in questions_of(content.texts) if one.topic == answer.topic],
        notices=notices_of(content.release, answer),
        titles={key: one.title for key, one in content.release.answers.items()},
        targets=[(f"{notice.key}#{clause}", f"{notice.short} {clause}：{about}")
                 for notice in content.release.notices.values() for clause, about in notice.clauses.items()],
    )


def title_of(release: Release, near: Near) -> str:
    """What the topic is called that a new example is like; empty for a test question."""
    return release.answers[near.topic].title if near.topic in release.answers else ""


def notices_of(release: Release, answer: Answer) -> list[Notice]:
    """The notices that a topic rests on, for the days by which they are to be looked at again."""
    about = set(answer.role.venues)
    rows = (row.notice for row in release.rulebook.rows if about & set(row.venues or ()))
    cited = (part.notice for part in (*answer.parts, *answer.nearby) if part.notice)
    return [release.notices[key] for key in dict.fromkeys([*cited, *rows])]


def is_editable(answer: Answer, texts: dict[str, str]) -> bool:
    """Whether a city's file may say what is answered: its own topics, and gaps that its notices fill."""
    return f"answers/topics/{answer.topic}.yml" in texts or answer.role.name == "gap"


def write(ask: Ask) -> Response:
    """The form into a draft, or (``look``) what it would say without writing anything."""
    answer = known(readable(ask), ask.key)
    fields, mark = given(ask, answer), ask.given("mark")
    document = opened(ask, fields.path)
    if not is_editable(answer, ask.console.contents.current(ask.at, draft_asked(ask)).texts):
        raise StepRefused("What is said to this topic is the same in every city; it has no form.")
    text = as_form(text_of, fields, document.text, answer.title)
    if errors := faults_of(ask, fields.path, text):
        return form(ask, fields, mark, errors, 422)
    if ask.given("look"):
        texts = ask.console.contents.current(ask.at, draft_asked(ask)).texts
        return form(ask, fields, mark, {}, release=ask.console.contents.release({**texts, fields.path: text}))
    return go_to(f"/drafts/{save(ask, {fields.path: text}, {fields.path: mark}, ask.given('note')).number}")


def given(ask: Ask, answer: Answer) -> AnswerFields:
    """The form as it was sent; parts that were taken out or have no words are none."""
    rows = [part_given(ask, row) for row in range(MOST_PARTS) if not ask.given(f"gone-{row}")]
    return AnswerFields(answer.topic, ask.given("title") or answer.title,
                        tuple(part for part in rows if not part.is_empty),
                        EnglishFields(ask.given("english-title"), is_new=bool(ask.given("english-ok-title"))))


def part_given(ask: Ask, row: int) -> PartFields:
    was = ask.given(f"was-{row}")
    return PartFields(
        lines(ask.given(f"text-{row}")), ask.given(f"clause-{row}"), ask.given(f"start-{row}"), ask.given(f"end-{row}"),
        ask.given(f"window-{row}"), ask.given(f"unstated-{row}"),
        {channel: words for channel in CHANNELS if (words := lines(ask.given(f"{channel}-{row}")))},
        int(was) if was.isdecimal() and len(was) < 4 else None,
        EnglishFields(lines(ask.given(f"english-{row}")), ask.given(f"english-unstated-{row}"),
                      bool(ask.given(f"english-ok-{row}"))),
    )


def lines(text: str) -> str:
    """A text as it is kept: browsers send the ends of lines in two characters."""
    return text.replace("\r\n", "\n")


def asked_in_inbox(ask: Ask) -> list[str]:
    """The questions of the group of the inbox from which somebody comes; none where he comes from elsewhere."""
    group = group_asked(ask)
    return list(dict.fromkeys(item.question for item in group.items)) if group else []


def group_asked(ask: Ask):
    """The open group of that number, if there is one."""
    number = ask.given("inbox") or ask.asked("inbox")
    return ask.console.inbox.group(int(number)) if number.isdecimal() and len(number) < 10 else None
