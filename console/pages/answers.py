"""Answers: what is said to each topic, the form that changes it, and the questions that ask it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from starlette.responses import Response

from console.documents.answer_text import (
    AnswerFields,
    EnglishFields,
    PartFields,
    examples_of,
    examples_path,
    fields_of,
    text_of,
    with_examples,
)
from console.documents.nearness import Near, near
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import in_chinese
from console.web.editing import as_form, draft_asked, faults_of, open_drafts, opened, save
from knowledge.answers.english_writing import tidy
from knowledge.answers.facts import Fact, differing
from knowledge.answers.forms import SMS_LIMIT
from knowledge.answers.model import SMS, VOICE, Answer
from knowledge.answers.parts import CHANNELS
from knowledge.answers.spoken import spoken
from knowledge.desk.draft import StepRefused
from knowledge.desk.showing import questions_of
from knowledge.notices import Notice
from knowledge.releases.comparison.said import said_to, words_to
from knowledge.releases.english import ENGLISH, UNTRANSLATED, place_names
from knowledge.releases.release import Release
from knowledge.releases.review import answers

MOST_PARTS, SPARE_PARTS, LONGEST_EXAMPLE = 100, 2, 200


# As which forms a topic is shown; all are to state what the first one states.
PREVIEWS = ("web", "wechat", SMS, VOICE, ENGLISH)


@dataclass(frozen=True)
class Preview:
    """What is said to a topic on a channel or in a form at an instant, with the texts that it names as its source.
    ``differs``: the facts that only one of it and the first preview states."""

    channel: str
    at: datetime
    text: str
    sources: tuple[str, ...]
    differs: tuple[Fact, ...] = ()


def listed(ask: Ask) -> Response:
    """All topics by their groups, and whether each has anything to say now."""
    release = readable(ask)
    topics = sorted(release.answers.values(), key=lambda one: (one.group, one.topic))
    groups = [
        (group, [(one, answers(release, one.topic, ask.now)) for one in some])
        for group, some in groupby(topics, key=lambda one: one.group)
    ]
    return page(ask, "answers.html", groups=groups, draft=draft_asked(ask))


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


def previews(release: Release, topic: str, at: datetime, hotline: str) -> list[Preview]:
    """All forms, each with the facts in which it differs from the first."""
    first, *others = (preview(release, topic, at, channel, hotline) for channel in PREVIEWS)
    names = place_names(release)
    return [first, *(
        replace(one, differs=differing(first.text, one.text, names)) if one.text else one for one in others
    )]


def preview(release: Release, topic: str, at: datetime, channel: str, hotline: str) -> Preview:
    """What a channel says to who named no place; what only a conversation fills in stays in braces. Empty in English
    where not all of it is."""
    spoken_in = release.english if channel == ENGLISH else release
    said = said_to(spoken_in, topic, at, channel)
    notices = dict.fromkeys(notice for notice, _ in said.sources) if said else ()
    text = (words_to(spoken_in, topic, at, channel) or "").replace("{hotline}", hotline)
    return Preview(channel, at, formed(text, channel), tuple(spoken_in.notices[key].short for key in notices))


def formed(text: str, channel: str) -> str:
    """A text as a form has it."""
    if channel == ENGLISH:
        return "" if UNTRANSLATED in text else tidy(text)
    return spoken(text) if channel == VOICE else text


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


def add_examples(ask: Ask) -> Response:
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


def asked_in_inbox(ask: Ask) -> list[str]:
    """The questions of the group of the inbox from which somebody comes; none where he comes from elsewhere."""
    group = group_asked(ask)
    return list(dict.fromkeys(item.question for item in group.items)) if group else []


def group_asked(ask: Ask):
    """The open group of that number, if there is one."""
    number = ask.given("inbox") or ask.asked("inbox")
    return ask.console.inbox.group(int(number)) if number.isdecimal() and len(number) < 10 else None


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
