"""The reply to "so many cases in so many units"."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.citations import name_source, not_in_force, rests_on
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import Topics
from knowledge.answers.role import BRANCHES
from knowledge.rulebook import DISAGREE, Claim, OutbreakVerdict, decide_outbreak
from knowledge.rulebook.amount import Value, amount_of


def outbreak_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply to "so many cases in so many units"."""
    verdict = decide_outbreak(context.release.rulebook, state.cases, state.units, state.at, state.adds_up_unstated)
    if verdict.notice is None:
        return [not_in_force(context, context.release.rulebook.outbreak_ended(state.at), state.at)]
    if verdict.missing:
        known = getattr(state, verdict.missing) is not None
        return [Message(f"ask_outbreak_form_{'exact_' if known else ''}{verdict.missing}")]
    if verdict.word in (DISAGREE, "no_cases"):
        return [undecided(context, verdict)]
    topics = context.release.topics
    asked = state.open_question if topics.is_a(state.open_question, "outbreak") else topics.asked_by("cases")
    topic = topics.one("outbreak", branch=verdict.word)
    receipt = {"verdict": verdict.word, "at": verdict.at.isoformat(), "topic": topic or asked}
    branch = context.words(f"branch_{verdict.word}")
    counted = [Message("outbreak_counted", {"branch": branch, "facts": say_counts(context, state), **receipt})]
    if state.whose_unit:
        counted.insert(0, Message(f"outbreak_{state.whose_unit}", {"at": receipt["at"]}))
    if verdict.word == "both":
        branches = (Message(name, {"at": receipt["at"]}) for name in branch_topics(topics))
        return [*counted, Message("outbreak_both", {"at": receipt["at"]}), *branches]
    return [*counted, Message(topic, {"at": receipt["at"]})]


def branch_topics(topics: Topics) -> tuple[str, ...]:
    """The topics of the rule's branches, the milder first."""
    return tuple(topic for branch in BRANCHES if (topic := topics.one("outbreak", branch=branch)))


def undecided(context: ActionContext, verdict: OutbreakVerdict) -> Message:
    """No branch: there is no new case, or the notices say different things of so many."""
    topic = context.release.topics.asked_by("cases")
    values = {"at": verdict.at.isoformat(), "topic": topic, **rests_on(verdict.claims)}
    if verdict.word == "no_cases":
        return Message("outbreak_no_cases", values)
    claims = "；".join(say_claim(context, claim) for claim in verdict.claims)
    return Message("outbreak_disagree", {"claims": claims, "verdict": DISAGREE, **values})


def say_claim(context: ActionContext, claim: Claim) -> str:
    """What one of several notices says is sealed."""
    branch = context.words(f"branch_{claim.word}")
    return context.words("outbreak_claim", source=name_source(context, claim), branch=branch)


def say_amount(context: ActionContext, value: Value) -> str:
    """2, 2到3, 至少3."""
    amount = amount_of(value)
    if amount.exact is not None:
        return str(amount.exact)
    words = "amount_from" if amount.most is None else "amount_between"
    return context.words(words, least=amount.least, most=amount.most)


def say_counts(context: ActionContext, state: ConversationState) -> str:
    """The numbers as they were understood, so that a slip is seen."""
    if state.cases is None:
        return context.words("outbreak_units_only", units=say_amount(context, state.units))
    parts = [context.words("outbreak_cases", cases=say_amount(context, state.cases))]
    if state.units is not None:
        words = "outbreak_units_one" if state.units == 1 else "outbreak_units_many"
        parts.append(context.words(words, units=say_amount(context, state.units)))
    return "，".join(parts)
