"""What is done with a message that no topic fits, and how a question back is worded each time."""
from __future__ import annotations

import pytest

from actions.dialogue.declining import Step, next_step, words_of_asking


@pytest.mark.parametrize(("answers_form", "after_danger", "declined", "misunderstood", "step"), [
    (True, False, 1, 1, Step.ASK_AGAIN), (True, False, 2, 2, Step.ASK_AGAIN), (True, True, 3, 3, Step.GIVE_UP_ASKING),
    (False, True, 5, 5, Step.REPEAT_DANGER), (False, False, 1, 1, Step.DECLINE), (False, False, 2, 1, Step.DECLINE),
    (False, False, 2, 2, Step.HAND_OVER),
])
def test_the_step_after_a_message_without_a_topic(answers_form, after_danger, declined, misunderstood, step):
    assert next_step(answers_form, after_danger, declined, misunderstood) is step


def test_a_question_back_is_asked_in_other_words_and_then_with_buttons():
    asked = [words_of_asking("ask", times, located=False) for times in range(4)]
    assert asked == ["ask", "ask_again", "ask_buttons", "ask_buttons"]
    assert words_of_asking("ask", 0, located=True) == "ask_street_of_location"
