"""A release: the content of the folder, checked as a whole, named by what it holds."""
from __future__ import annotations

import dataclasses
import re
import shutil

import pytest
from content_folder import line_of, real_release, refusal, replace, small_folder

from knowledge.notices import ContentError
from knowledge.releases import load_release


@pytest.fixture
def root(tmp_path):
    return small_folder(tmp_path)


def test_the_real_content_is_one_release():
    release = real_release()
    assert len(release.answers) >= 70 and release.rulebook.kinds and release.words and release.notices
    assert re.fullmatch("[0-9a-f]{12}", release.identifier)


def test_a_release_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        real_release().identifier = "other"


def test_the_identifier_follows_the_content_and_nothing_else(root, tmp_path_factory):
    first = load_release(root).identifier
    moved = tmp_path_factory.mktemp("moved") / "data"
    shutil.copytree(root, moved)
    assert load_release(moved).identifier == first
    for folder in ("notices", "rulebook", "answers/topics", "answers/words"):
        file = next((moved / folder).glob("*.yml"))
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        second = load_release(moved).identifier
        assert second != first
        first = second


def test_content_that_moves_to_another_file_is_another_release(root):
    first = load_release(root).identifier
    (root / "answers/words/common.yml").rename(root / "answers/words/general.yml")
    assert load_release(root).identifier != first


def test_a_topic_is_named_like_its_file(root):
    file = root / "answers/topics/booth_location.yml"
    replace(file, "topic: booth_location", "topic: booths")
    assert refusal(root) == ("answers/topics/booth_location.yml", line_of(file, "topic:"),
                             "the topic must be the file's name, 'booth_location'.")


@pytest.mark.parametrize("path", ["notices/press-34.yml", "rulebook/venues.yml", "answers/topics/booth_location.yml",
                                  "answers/words/common.yml"])
def test_a_broken_file_is_refused_in_every_folder(root, path):
    (root / path).write_bytes("notice: 通告".encode("gbk"))
    assert refusal(root) == (path, 1, "not UTF-8 text.")
    (root / path).write_text("a: [b\n", encoding="utf-8")
    assert refusal(root)[:2] == (path, 2)


def test_an_empty_folder_is_refused_not_served(tmp_path):
    with pytest.raises(ContentError, match=r":\d+: .+\.$"):
        load_release(tmp_path)
