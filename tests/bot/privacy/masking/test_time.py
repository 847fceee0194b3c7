"""Masking takes time that grows with the length of the text and no faster, whatever is typed to slow it down."""
from __future__ import annotations

import pytest

from bot.privacy.redaction import redact
from knowledge import clock

LONGEST = 1000
TYPED = (
    "1", "(", "1(", "1 ", "1 1-", "11 ", "1234-", "120 ", "12:30 ", "王", "王 ", "我叫", "姓名：", "电话1", "a@", "a.", "a1",
    "豫A1", "3号楼", "十层",
    "微信a", "Ab ", "\u200b", "①", "\ufdfa", "[姓名]", "13800138000", "410105199001011234 ", "我叫王小明", "微信a😷", "姓名：王小明，",
    "妻子王小明、", "姓王、",
)


def seconds(text: str) -> float:
    """The best of three, since other work on the machine only adds."""
    taken = []
    for _ in range(3):
        start = clock.machine_seconds()
        redact(text)
        taken.append(clock.machine_seconds() - start)
    return min(taken)


@pytest.mark.parametrize("piece", TYPED)
def test_twice_the_text_takes_about_twice_the_time(piece):
    once = piece * (LONGEST // len(piece))
    redact("先读一遍")
    assert seconds(once) < 1
    # Quadratic time would be sixteen-fold.
    assert seconds(once * 4) < 8 * seconds(once) + 0.05
