"""The conversations of this folder, held with the real model and actions. How to write one:
docs/tasks/write-a-conversation-test.md."""
from __future__ import annotations

from statistics import median

import pytest
from conversation_files import all_conversations
from conversation_play import complaints

CONVERSATIONS = all_conversations()


@pytest.mark.parametrize("conversation", [
    pytest.param(
        one, id=f"{one.file.stem}/{one.name}",
        # Fails as soon as it succeeds, so that the words 还不会 are taken out then.
        marks=[pytest.mark.xfail(strict=True, reason=one.unable)] if one.unable else [],
    )
    for one in CONVERSATIONS
])
def test_a_conversation(askers, conversation):
    wrong = complaints(askers.at(conversation.now), conversation)
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def test_there_are_enough_and_they_are_long_enough():
    assert len(CONVERSATIONS) >= 150
    assert median(one.lines for one in CONVERSATIONS) >= 9
