"""The reply to "so many cases in so many units"."""
from __future__ import annotations

from actions.citations import name_source, not_in_force, rests_on
from actions.context import ActionContext, Message
from actions.conversation_state import Facts
from knowledge.answers import Topics
from knowledge.answers.role import BRANCHES
from knowledge.rulebook import DISAGREE, OutbreakVerdict, decide_outbreak


def outbreak_messages(world: ActionContext, facts: Facts) -> list[Message]:
    """The reply to "so many cases in so many units"."""
    verdict = decide_outbreak(world.release.rulebook, facts.cases, facts.units, facts.at, facts.adds_up_unstated)
    if verdict.notice is None:
        return [not_in_force(world, world.release.rulebook.outbreak_ended(facts.at), facts.at)]
    if verdict.missing:
        return [Message(f"ask_outbreak_form_{verdict.missing}")]
    if verdict.word in (DISAGREE, "no_cases"):
        return [undecided(world, verdict)]
    topics = world.release.topics
    asked = facts.question if topics.is_a(facts.question, "outbreak") else topics.asked_by("cases")
    topic = topics.one("outbreak", branch=verdict.word)
    receipt = {"verdict": verdict.word, "at": verdict.at.isoformat(), "topic": topic or asked}
    counted = [Message("outbreak_counted", {"facts": say_counts(world, facts), **receipt})]
    if facts.whose_unit:
        counted.append(Message(f"outbreak_{facts.whose_unit}", {"at": receipt["at"]}))
    if verdict.word == "both":
        branches = (Message(name, {"at": receipt["at"]}) for name in branch_topics(topics))
        return [*counted, Message("outbreak_both", {"at": receipt["at"]}), *branches]
    return [*counted, Message(topic, {"at": receipt["at"]})]


def branch_topics(topics: Topics) -> tuple[str, ...]:
    """The topics of the rule's branches, the milder first."""
    return tuple(topic for branch in BRANCHES if (topic := topics.one("outbreak", branch=branch)))


def undecided(world: ActionContext, verdict: OutbreakVerdict) -> Message:
    """No branch: there is no new case, or the notices say different things of so many."""
    values = {"at": verdict.at.isoformat(), "topic": world.release.topics.asked_by("cases"), **rests_on(verdict.claims)}
    if verdict.word == "no_cases":
        return Message("outbreak_no_cases", values)
    claims = [world.words("outbreak_claim", source=name_source(world, c), branch=world.words(f"branch_{c.word}")) for c in verdict.claims]
    return Message("outbreak_disagree", {"claims": "；".join(claims), "verdict": DISAGREE, **values})


def say_counts(world: ActionContext, facts: Facts) -> str:
    """The numbers as they were understood, so that a slip is seen."""
    if facts.cases is None:
        return world.words("outbreak_units_only", units=facts.units)
    parts = [world.words("outbreak_cases", cases=facts.cases)]
    if facts.units is not None:
        parts.append(world.words("outbreak_units_one" if facts.units == 1 else "outbreak_units_many", units=facts.units))
    return "，".join(parts)
