"""What is done with a message that no topic fits or that nobody understood. Pure."""
from __future__ import annotations

from enum import Enum, auto

NOT_UNDERSTOOD = "not_understood"
# So many answers that are none are met by asking in other words and with buttons; then a person.
ASKED_AGAIN = 2
MISUNDERSTOOD = 2


class Step(Enum):
    """What comes next."""

    ASK_AGAIN = auto()  # the form asks, in other words
    GIVE_UP_ASKING = auto()  # a person, and the form ends
    REPEAT_DANGER = auto()  # whoever was told to call for help is told again
    HAND_OVER = auto()  # a person
    DECLINE = auto()  # an honest refusal


def next_step(answers_form: bool, after_danger: bool, declined_in_a_row: int, misunderstood_in_a_row: int) -> Step:
    """The step after a message without a topic. answers_form: a form asked for something, and the message is worded as
    no question of its own. Both counts have the present message among them."""
    if answers_form:
        return Step.ASK_AGAIN if declined_in_a_row <= ASKED_AGAIN else Step.GIVE_UP_ASKING
    if after_danger:
        return Step.REPEAT_DANGER
    return Step.HAND_OVER if misunderstood_in_a_row >= MISUNDERSTOOD else Step.DECLINE


def words_of_asking(words: str, declined_in_a_row: int, located: bool) -> str:
    """The name of the question back: after an answer that was none in other words, then with buttons; a location that
    was shared leaves only its street to ask."""
    return "ask_street_of_location" if located else words + ("", "_again", "_buttons")[min(declined_in_a_row, 2)]
