"""Model files are found by name, told apart by what is in them, and there whole or not at all."""
from __future__ import annotations

import os

import pytest

from bot.model_rollout.files import ModelRefused, digest_of, find_model, find_same, model_files, name_of, take_in


@pytest.fixture
def models(tmp_path):
    folder = tmp_path / "models"
    folder.mkdir()
    for age, name in enumerate(("jumin-new", "jumin-old")):
        (folder / f"{name}.tar.gz").write_text(name)
        os.utime(folder / f"{name}.tar.gz", (1_000 - age, 1_000 - age))
    (folder / ".7-jumin-half.tar.gz").write_text("unfinished")
    return folder


def test_the_newest_comes_first_and_unfinished_ones_are_none(models):
    assert [name_of(file) for file in model_files(models)] == ["jumin-new", "jumin-old"]


def test_a_model_is_found_by_its_name_with_and_without_the_ending(models):
    assert find_model(models, "jumin-old") == find_model(models, "jumin-old.tar.gz") == models / "jumin-old.tar.gz"


@pytest.mark.parametrize(("name", "hint"), [
    ("jumin-odl", "did you mean jumin-old?"), ("全新", "`jumin model list` names those there are."),
    ("../models/jumin-old", "did you mean jumin-old?"), (".7-jumin-half", "did you mean"),
])
def test_a_name_that_is_none_is_refused_with_the_likeliest(models, name, hint):
    with pytest.raises(ModelRefused, match="There is no model") as refused:
        find_model(models, name)
    assert hint in str(refused.value)


def test_a_file_from_elsewhere_is_copied_in(models, tmp_path):
    (tmp_path / "made-at-home.tar.gz").write_text("home")
    assert take_in(models, str(tmp_path / "made-at-home.tar.gz")) == models / "made-at-home.tar.gz"
    assert (models / "made-at-home.tar.gz").read_text() == "home"


def test_another_file_of_the_same_name_never_replaces_a_model(models, tmp_path):
    (tmp_path / "jumin-old.tar.gz").write_text("something else")
    with pytest.raises(ModelRefused, match="is another model of the same name"):
        take_in(models, str(tmp_path / "jumin-old.tar.gz"))
    assert (models / "jumin-old.tar.gz").read_text() == "jumin-old"


def test_a_path_that_leads_nowhere_is_refused(models):
    with pytest.raises(ModelRefused, match=r"There is no model file /nowhere/x\.tar\.gz"):
        take_in(models, "/nowhere/x.tar.gz")


def test_only_the_very_file_that_was_proposed_will_do(models):
    digest = digest_of(models / "jumin-old.tar.gz")
    assert find_same(models, "jumin-old", digest) == models / "jumin-old.tar.gz"
    with pytest.raises(ModelRefused, match="is not the file that was proposed"):
        find_same(models, "jumin-new", digest)
