"""The off switch: a fixed sentence in place of answers of a topic, of a channel or of all, until an instant."""
from __future__ import annotations

from datetime import datetime, timedelta

from starlette.responses import Response

from console.pages.drafts import instant
from console.pages.notices import readable
from console.web.answering import go_to, page
from console.web.asking import Ask
from console.web.chinese import headings, in_chinese, words
from knowledge.clock import SHANGHAI
from knowledge.desk.draft import StepRefused
from knowledge.desk.sentences import sentence
from knowledge.silences import store
from knowledge.silences.model import ALL, CHANNEL, TOPIC, SilenceRefused, read_target

# How long by the form's own choices: hours from now, or to the end of the day.
HOURS = {"1h": 1, "4h": 4, "12h": 12}
END_OF_DAY, AT = "day", "at"


def show(ask: Ask) -> Response:
    """What is silenced and was, and the form; ``target`` behind the question mark is chosen already."""
    return form(ask, {"target": ask.asked("target"), "say": words()["silences"]["usual"], "until": "", "why": ""})


def form(ask: Ask, fields: dict[str, str], trouble: str = "", status: int = 200) -> Response:
    release = readable(ask)
    topics = sorted(release.answers.values(), key=lambda one: (one.group, one.title))
    holding, over = store.told(ask.console.engine, ask.at)
    return page(
        ask, "silences.html", status, holding=holding, over=over, fields=fields, trouble=trouble, topics=topics,
        channels=ask.console.channels, names=names(ask), headings=headings(release),
    )


def names(ask: Ask) -> dict[str, str]:
    """What the targets of silences are called, by how they are typed."""
    told = words()["channels"]
    return {
        ALL: words()["silences"]["all"],
        **{f"{CHANNEL}:{name}": told.get(name, name) for name in ask.console.channels},
        **{f"{TOPIC}:{topic}": answer.title for topic, answer in readable(ask).answers.items()},
    }


def begin(ask: Ask) -> Response:
    """A silence from now on, in every process."""
    fields = {name: ask.given(name) for name in ("target", "say", "until", "why")}
    try:
        target = read_target(fields["target"], readable(ask).answers, ask.console.channels)
        said = sentence(fields["say"].replace("{hotline}", ask.console.settings.hotline), "say")
        why, until = sentence(fields["why"], "why"), until_of(fields["until"], ask.given("at"), ask.at)
        store.silence(ask.console.engine, target, said, ask.by, why, until, ask.at)
    except (SilenceRefused, StepRefused) as error:
        return form(ask, fields, in_chinese(str(error)), 422)
    return go_to("/silences")


def until_of(choice: str, typed: str, at: datetime) -> datetime | None:
    """The instant (machine time) of a choice of the form; None until somebody ends it. Raises StepRefused."""
    if choice in HOURS:
        return at + timedelta(hours=HOURS[choice])
    if choice == END_OF_DAY:
        return at.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    if choice == AT and not typed:
        raise StepRefused("Name the instant until which the silence is to hold.")
    return instant(typed) if choice == AT else None


def end(ask: Ask) -> Response:
    """A silence is over."""
    store.unsilence(ask.console.engine, ask.number, ask.by, ask.at)
    return go_to("/silences")
