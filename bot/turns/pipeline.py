"""The way of a question, step by step: what each does and where it stands. docs/path.md is written from this list
(scripts/write_path.py), and a test has a real question pass the functions in this order."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """``does`` is told in Markdown, with links from the root of the project. ``entered`` is the function by which a
    turn comes into the step (module:name); none where the step is a way out."""

    name: str
    does: str
    entered: str = ""


STEPS = (
    Step(
        "Read",
        "by its channel ([protocol.py](bot/channels/protocol.py)): [web](bot/channels/web.py) strictly, by "
        "[requests.py](bot/channels/requests.py); [WeChat](bot/channels/wechat/channel.py) behind its "
        "[request verifier](bot/channels/wechat/request_verifier.py). What cannot be read is refused and leaves "
        "nothing",
        "bot.channels.web:WebChannel.take_message",
    ),
    Step(
        "Received",
        "with its channel and id before any work begins ([turn_store.py](bot/stores/turn_store.py), written by a "
        "process of its own, [worker_client.py](bot/stores/worker_client.py)). "
        "The same id joins the running turn or gets its reply",
        "bot.stores.turn_store:TurnStore.receive",
    ),
    Step(
        "Ordered",
        "one turn at a time per conversation ([locks.py](bot/turns/locks.py)), so many side by side "
        "([fair_semaphore.py](bot/turns/fair_semaphore.py)), earlier ones that a stopped process left first, in a "
        "task of "
        "its own, so that a client who hangs up loses nothing ([turns.py](bot/turns/turns.py))",
        "bot.turns.locks:ProcessLocks.hold",
    ),
    Step(
        "Remembered",
        "the conversation is read as a snapshot and its last turns ([context.py](bot/stores/context.py))",
        "bot.stores.turn_store:TurnStore.load",
    ),
    Step(
        "Understood",
        "by our components of Rasa's pipeline ([components.py](bot/nlu/components.py)) over pure functions: one "
        "spelling "
        "([normalise.py](bot/nlu/normalise.py)), what is mentioned ([readers.py](bot/nlu/readers/__init__.py): "
        "places, venues, zones, "
        "counts, times), the topic ([topic_model.py](bot/nlu/topic_model.py)) and the decision between neighbours, a "
        "bare "
        "fact, an emergency or no topic ([decision.py](bot/nlu/decision.py))",
        "bot.nlu.components:FactExtractor.process",
    ),
    Step(
        "Decided",
        "what comes next, by the rules and forms in [rules](rules); the rule of a plain topic is derived by "
        "[importer.py](bot/rasa_engine/importer.py)",
        "bot.rasa_engine.bounded_rule_policy:BoundedRulePolicy._find_action_from_rules",
    ),
    Step(
        "Acted on",
        "where the answer is computed: an action ([actions](actions)) asks the rulebook "
        "([knowledge/rulebook](knowledge/rulebook)), the places ([knowledge/places](knowledge/places)), the zones "
        "([knowledge/zones](knowledge/zones)) or the sites ([knowledge/sites](knowledge/sites))",
        "bot.rasa_engine.remote_action:TurnAction.run",
    ),
    Step(
        "Put into words",
        "of the current release for this instant and channel ([nlg.py](bot/answering/nlg.py), "
        "[knowledge/answers](knowledge/answers), [data/answers](data/answers))",
        "bot.answering.nlg:ReleaseGenerator.generate",
    ),
    Step(
        "Rendered",
        "the answer first, then its source, with the receipt ([rendering.py](bot/answering/rendering.py))",
        "bot.answering.rendering:render",
    ),
    Step(
        "Finished",
        "in one transaction: reply, receipt, tracker events and, where there was no answer, an item for the content "
        "team "
        "([inbox.py](bot/stores/inbox.py), without personal details: [redaction.py](bot/privacy/redaction.py)). Until "
        "then "
        "the turn has left nothing",
        "bot.stores.turn_store:TurnStore.finish",
    ),
    Step(
        "Returned",
        "to the caller, or kept for pick-up when the deadline has passed. What a process left unfinished when it "
        "ended is "
        "taken up by the next ([recovery.py](bot/turns/recovery.py))",
    ),
)
