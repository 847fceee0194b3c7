"""What residents asked and got no answer to, in groups; each is dealt with, or becomes examples of a topic."""
from __future__ import annotations

from starlette.responses import Response

from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import headings
from knowledge.desk.draft import StepRefused

MOST_SHOWN = 200


def listed(ask: Ask) -> Response:
    """The groups, most asked first."""
    groups, in_all = ask.console.inbox.groups()
    titles = {topic: answer.title for topic, answer in readable(ask).answers.items()}
    return page(
        ask, "inbox.html", groups=groups[:MOST_SHOWN], in_all=in_all, more=len(groups) - MOST_SHOWN, titles=titles
    )


def show(ask: Ask) -> Response:
    """One group with all its questions, and what may be done with it."""
    release = readable(ask)
    topics = sorted(release.answers.values(), key=lambda one: (one.group, one.title))
    titles = {topic: answer.title for topic, answer in release.answers.items()}
    return page(ask, "inbox_group.html", group=open_group(ask, ask.number), topics=topics, titles=titles,
                none_fits=release.topics.none_fits, headings=headings(release))


def settle(ask: Ask) -> Response:
    """A group is dealt with."""
    ask.console.inbox.settle(open_group(ask, ask.number), ask.by, ask.at)
    return go_to("/inbox")


def teach(ask: Ask) -> Response:
    """On to the form that makes the questions examples of a topic."""
    open_group(ask, ask.number)
    topic = ask.given("topic")
    if topic not in readable(ask).answers:
        raise StepRefused(f"There is no topic {topic!r}.")
    return go_to(f"/answers/{topic}?inbox={ask.number}#teach")


def open_group(ask: Ask, number: int):
    """Raises StepRefused where it is none, or done."""
    group = ask.console.inbox.group(number)
    if group is None:
        raise StepRefused(f"Question {number} is not open; it may be done already.")
    return group
