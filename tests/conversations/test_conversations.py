"""The conversations of this folder, held with the real model and actions. How to write one:
docs/tasks/write-a-conversation-test.md."""
from __future__ import annotations

from statistics import median

import pytest
from conversation_files import all_conversations
from conversation_play import complaints

CONVERSATIONS = all_conversations()


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[f"{one.file.stem}/{one.name}" for one in CONVERSATIONS])
def test_a_conversation(askers, conversation):
    wrong = complaints(askers.at(conversation.now), conversation)
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def test_there_are_enough_and_they_are_long_enough():
    assert len(CONVERSATIONS) >= 150
    assert median(one.lines for one in CONVERSATIONS) >= 9
