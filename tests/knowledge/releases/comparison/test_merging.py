"""What two people change in one document: brought together where it can be told, left to them where not."""
from __future__ import annotations

from knowledge.releases.comparison.merging import together

BASE = "# 说明\ntopic: t\ntitle: 原来\nparts:\n  - text: 一\n    notice: a\n  - text: 二\n    notice: b\n"


def test_changes_of_different_keys_are_both_kept_and_comments_stay():
    theirs, ours = BASE.replace("原来", "他的"), BASE.replace("text: 二", "text: 我的")
    assert together(BASE, theirs, ours) == BASE.replace("原来", "他的").replace("text: 二", "text: 我的")


def test_a_part_that_one_adds_and_a_title_that_the_other_changes_are_both_kept():
    theirs, ours = BASE + "see_also: [x]\n", BASE.replace("原来", "我的")
    assert together(BASE, theirs, ours) == BASE.replace("原来", "我的") + "see_also: [x]\n"


def test_what_both_changed_is_left_to_people():
    assert together(BASE, BASE.replace("一", "他的"), BASE.replace("一", "我的")) is None


def test_a_document_that_came_or_went_is_left_to_people():
    assert together(BASE, None, BASE.replace("一", "我的")) is None
    assert together(None, BASE, BASE.replace("一", "我的")) is None


def test_parts_that_both_move_are_never_mixed_up():
    """Both put a part at the same place: what comes out must have both, or nothing comes out."""
    theirs = BASE.replace("parts:\n", "parts:\n  - text: 他的\n    notice: c\n")
    ours = BASE.replace("parts:\n", "parts:\n  - text: 我的\n    notice: d\n")
    assert together(BASE, theirs, ours) is None
