"""That a message is about now, or puts something right."""
from __future__ import annotations

import pytest
from reading import read

from bot.nlu.message_signs import without_asides
from bot.nlu.readers import corrections
from bot.nlu.readers.spans import Span


@pytest.mark.parametrize(("text", "names"), [
    ("那现在呢", ["now"]), ("眼下咋管", ["now"]), ("说错了，是三例", ["correction"]), ("其实就一个单元", ["correction"]),
    ("辟谣了，现在就一例", ["now", "correction"]), ("理发店能开吗", []), ("错过了筛查", []),
])
def test_what_is_said_beside_the_facts(text, names):
    assert [span.entity for span in read(corrections, text)] == names


def test_asides_state_no_fact():
    fact = Span(0, 2, "cases", 3)
    assert without_asides([*read(corrections, "说错了，现在是三例"), fact]) == [fact]
