"""A choice as people type it, quoted or asked for; and what only looks like one."""
from __future__ import annotations

import pytest

from bot.channels.wechat.buttons import Button
from bot.channels.wechat.choosing import pressed

STANDING = [Button(str(number), number, f"题目{number}", f"say:{number}") for number in (1, 2, 3)]


@pytest.mark.parametrize(("typed", "payload"), [
    ("要2", "say:2"), ("我要第二个", "say:2"), ("问3", "say:3"), ("“2”", "say:2"), ("『3』", "say:3"), ("《2》", "say:2"),
    ("'1'", "say:1"),
    ('"1"', "say:1"), ("<3>", "say:3"), ("第二个呢", "say:2"), ("头一个", "say:1"), ("最后那个", "say:3"),
])
def test_choices(typed, payload):
    assert pressed(typed, "", STANDING) == payload


@pytest.mark.parametrize("typed", ["不要2", "要2个", "头3个", "头疼", "2楼", "那个", "问", "《》", "第4个呢", "要", "2?", "1和2"])
def test_words_of_their_own(typed):
    assert pressed(typed, "", STANDING) is None
