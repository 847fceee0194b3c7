"""What a city calls its codes and apps, and what stands in braces in its words."""
from __future__ import annotations

import pytest
from content_folder import DATA, EVENT, real_release, refusal, replace, small_folder
from support import ROOT

from bot.nlu.normalise import codes_in_general
from knowledge.releases import load_release

SHENZHEN = ROOT / "examples" / "shenzhen-2022"


@pytest.fixture
def folder(tmp_path):
    return small_folder(tmp_path)


def add(file, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def told(root) -> str:
    """What this city says of a code for which no notice says anything."""
    return load_release(root).answers["gap_health_code"].not_stated


def test_a_city_has_the_general_words_for_codes_that_it_has_no_name_for(folder):
    assert "健康码为什么变色" in told(folder) and "请先看健康码小程序里" in told(folder)


def test_a_city_names_its_codes_and_apps(folder):
    add(folder / "city.yml", "called: {health_code: 安康码, booth: 便民采样点}\n")
    assert "安康码为什么变色" in told(folder) and "请先看安康码小程序里" in told(folder)
    assert "的便民采样点有开着的" in load_release(folder).words["booths_found"].text


def test_conditions_of_rows_and_titles_of_buttons_are_filled_in_too(folder):
    add(folder / "city.yml", "called: {place_code: 江城码, booth: 采样亭}\n")
    replace(folder / "rulebook/venues.yml", "conditions:\n", "conditions:\n  code: 扫{place_code}\n")
    row = "- {zones: any, venues: [ktv], verdict: open, conditions: code, clause: low-risk-venues}\n"
    add(folder / "rulebook/venues.yml", row)
    release = load_release(folder)
    assert ("扫江城码",) in {rule.conditions for rule in release.rulebook.venue_rows(EVENT)}
    assert "附近的采样亭" in {title for title, _ in release.words["more_of_what"].buttons}


def test_the_first_two_cities_call_theirs_as_their_notices_do():
    code = real_release().answers["screening_code"].parts[0].text
    assert "“郑好办”APP" in code and "郑好码" in code
    assert "采样屋" in real_release().words["booths_found"].text
    assert "粤康码会自动变绿" in load_release(SHENZHEN).answers["gap_health_code"].parts[0].text


def test_a_citys_name_for_a_code_is_understood_as_the_general_word():
    assert codes_in_general(SHENZHEN) == {"粤康码": "健康码"}
    assert codes_in_general(DATA) == {}, "codes that only one city asks for keep their names"


@pytest.mark.parametrize("said, fault", [
    ("called: 安康码\n", "must give a name to some of health_code"),
    ("called: {code: 安康码}\n", "unknown key 'code'; known are health_code"),
    ("called: {health_code: ''}\n", "must be a text that is not empty"),
    ("called: {health_code: '{place_code}'}\n", "without braces"),
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


def test_a_button_of_the_citys_own_words_to_no_topic_is_refused_and_a_general_one_left_out(folder):
    own = folder / "answers/words/own.yml"
    own.write_text("more_of_what:\n  buttons: [{title: 轮渡, payload: 'topic:ferry'}]\n", encoding="utf-8")
    assert refusal(folder)[2] == "payload: 'ferry' is no topic with an answer."
    own.unlink()
    offered = {payload for _, payload in load_release(folder).words["follow_up_what"].buttons}
    assert offered == {"topic:booth_location"}, "the other two ask topics that this folder lacks"
