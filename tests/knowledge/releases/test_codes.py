"""What a city calls its codes and apps, and what stands in braces in its words."""
from __future__ import annotations

import pytest
from content_folder import DATA, real_release, refusal, small_folder
from support import ROOT

from bot.nlu.normalise import codes_in_general
from knowledge.releases import load_release

SHENZHEN = ROOT / "examples" / "shenzhen-2022"


@pytest.fixture
def folder(tmp_path):
    return small_folder(tmp_path)


def add(file, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_city_has_the_general_words_for_codes_that_it_has_no_name_for(folder):
    codes = load_release(folder).codes
    assert codes["health_code"] == "健康码" and codes["health_app"] == "健康码小程序"


def test_a_city_names_its_codes_and_apps(folder):
    add(folder / "city.yml", "apps_and_codes: {health_code: 安康码, test_app: 皖事通}\n")
    codes = load_release(folder).codes
    assert (codes["health_code"], codes["health_app"], codes["test_app"]) == ("安康码", "安康码小程序", "皖事通")


def test_the_first_two_cities_call_theirs_as_their_notices_do():
    assert real_release().codes["test_code"] == "郑好码"
    assert load_release(SHENZHEN).codes["health_code"] == "粤康码"


def test_a_citys_name_for_a_code_is_understood_as_the_general_word():
    assert codes_in_general(SHENZHEN) == {"粤康码": "健康码"}
    assert codes_in_general(DATA) == {}, "codes that only one city asks for keep their names"


@pytest.mark.parametrize("said, fault", [
    ("apps_and_codes: 安康码\n", "must give a name to some of health_code"),
    ("apps_and_codes: {code: 安康码}\n", "unknown key 'code'; known are health_code"),
    ("apps_and_codes: {health_code: ''}\n", "must be a text that is not empty"),
    ("apps_and_codes: {health_code: '{place_code}'}\n", "without braces"),
])
def test_what_is_wrong_with_them_is_told_with_its_line(folder, said, fault):
    lines = len((folder / "city.yml").read_text(encoding="utf-8").splitlines())
    add(folder / "city.yml", said)
    file, line, sentence = refusal(folder)
    assert (file, line) == ("city.yml", lines + 1) and fault in sentence


@pytest.mark.parametrize("text, fault", [
    ("请拨打{hotlin}。", "nothing is known to fill in {hotlin} with; known are hotline"),
    ("请拨打{hotline。", "a brace without its partner"),
])
def test_braces_of_a_topic_that_nothing_fills_in_are_refused(folder, text, fault):
    file = folder / "answers/topics/booth_location.yml"
    body = file.read_text(encoding="utf-8").replace("parts: []", f'parts:\n  - text: "{text}"')
    file.write_text(body, encoding="utf-8")
    assert fault in refusal(folder)[2]


def test_braces_of_a_phrase_that_its_action_does_not_give_are_refused(folder):
    (folder / "answers/words/own.yml").write_text('ask_booth_form_place: {text: "{where}哪个区？"}\n', encoding="utf-8")
    file, line, sentence = refusal(folder)
    assert (file, line) == ("answers/words/own.yml", 1) and "{where}" in sentence
