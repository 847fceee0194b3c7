"""Rasa's rule policy, which looks no further back than its longest rule and remembers which rules fit which state."""
from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

from cachetools import LRUCache
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT

REMEMBERED = 20_000
# Where a tracker carries how far it was walked through.
WALKED = "_walked_by_short_rule_policy"


class BoundedRulePolicy(RulePolicy):
    """A trained RulePolicy that decides as before. RulePolicy computes the states of the whole conversation, twice for
    each decision, and holds each rule against them, so that a turn takes longer the longer one talks. Training and
    ``rasa test`` use RulePolicy itself."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._fitting: LRUCache[tuple[bool, int, str], int] = LRUCache(REMEMBERED)
        self._shape: tuple[int, bool] | None = None

    def _longest_and_texts(self) -> tuple[int, bool]:
        """How many states the longest rule has, and whether any rule speaks of a message's very words."""
        if self._shape is None:
            rules = [
                self._rule_key_to_state(key) for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
                for key in self.lookup[name]
            ]
            texts = any(TEXT in state.get(USER, {}) for rule in rules for state in rule)
            self._shape = max(map(len, rules), default=1), texts
        return self._shape

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and not self._longest_and_texts()[1]:
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _prediction_states(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        states = last_states(tracker, domain, self._longest_and_texts()[0] + 1)
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states

    @staticmethod
    def format_tracker_states(states: list[State]) -> str:
        """Nothing: the text was for a debug line alone."""
        return ""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        keys = list(lookup)
        fitting = (1 << len(keys)) - 1
        for back, state in enumerate(reversed(states)):
            fitting &= self._fitting_at(lookup, keys, back, state)
        return {keys[place] for place in places_of(fitting)}

    def _fitting_at(self, lookup: dict[str, str], keys: list[str], back: int, state: State) -> int:
        """The rules that a state ``back`` steps before the last one lets apply, each a bit at its place in ``keys``.
        One state comes again often, a whole conversation never."""
        known = (lookup is self.lookup[RULES], back, repr(state))
        if known not in self._fitting:
            self._fitting[known] = sum(
                1 << place for place, key in enumerate(keys) if self._is_rule_applicable(key, back, state)
            )
        return self._fitting[known]


def places_of(bits: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first. Pure."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


class TrackerCursor:
    """How far a conversation was walked through: its events so far, the tracker after them, and the states on the
    way."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self.events: list[Event] = []
        self.past, self.states = tracker.init_copy(), []

    def is_begin_of(self, applied: list[Event]) -> bool:
        """Whether ``applied`` goes on from here; Rasa takes events back when a form runs again."""
        count = len(self.events)
        return count <= len(applied) and all(map(operator.is_, self.events, applied))

    def walk(self, applied: list[Event], domain: Domain, skipped: int) -> None:
        """Go on to the end of ``applied``, keeping the states before each action but the first ``skipped``."""
        for event in applied[len(self.events):]:
            if event.type_name == ActionExecuted.type_name:
                skipped -= 1
                self.states.append(None if skipped >= 0 else domain.get_active_state(self.past))
            self.past.update(event)
        self.events = applied


def last_states(tracker: DialogueStateTracker, domain: Domain, count: int) -> list[State]:
    """The last ``count`` of ``tracker.past_states(domain)``. The states before them are not computed, and what was
    walked through for the decision before is not walked through again."""
    applied = tracker.applied_events()
    walked: TrackerCursor | None = getattr(tracker, WALKED, None)
    if walked is None or not walked.is_begin_of(applied):
        walked = TrackerCursor(tracker)
        setattr(tracker, WALKED, walked)
    actions = sum(event.type_name == ActionExecuted.type_name for event in applied)
    walked.walk(applied, domain, actions + 1 - count - len(walked.states))
    last = [*walked.states, domain.get_active_state(walked.past)][-count:]
    # The caller cuts words out of what the user is said to have done last.
    return [*last[:-1], {part: dict(said) for part, said in last[-1].items()}]
