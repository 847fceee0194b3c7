"""One spelling for what is typed and said."""
from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from messages import messages

from bot.nlu.normalise import INVISIBLE, LONGEST, mend_spoken_forms, normalise, spoken_forms_files
from knowledge.city.folder import city_folder


@pytest.mark.parametrize(("typed", "meant"), [
    ("ＫＴＶ能开吗？", "ktv能开吗?"), ("核酸　在哪", "核酸 在哪"), ("  核酸 \n\n 在哪  ", "核酸 在哪"), ("理髮店開門嗎", "理发店开门吗"),
    ("１２例", "12例"), ("㈠", "(一)"), ("核\u200b酸", "核酸"), ("\ufeff你好", "你好"), ("你\0好", "你好"), ("", ""), (" \t\n", ""),
    ("你好\ud83d", "你好"), ("\udc00", ""), ("\ud83d\ude4f", ""), ("🙏谢谢", "🙏谢谢"), ("\u202e反", "反"),
])
def test_width_case_script_and_blanks(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize(("said", "meant"), [
    ("在哪做和酸", "在哪做核酸"), ("核算检测点", "核酸检测点"), ("疯控了咋办", "封控了咋办"), ("hs在哪做", "核酸在哪做"), ("HS 点", "核酸 点"),
    ("KTV开吗", "ktv开吗"), ("fkq能点外卖吗", "封控区能点外卖吗"), ("fk小区", "封控小区"), ("戒封没有", "解封没有"), ("郑好版打不开", "郑好办打不开"),
])
def test_spoken_forms_are_mended(said, meant):
    assert normalise(said) == meant


@pytest.mark.parametrize(("typed", "meant"), [
    ("[大哭]", ""), ("超市开吗[捂脸][捂脸]", "超市开吗"), ("[666]", ""), ("［流汗］在哪做核酸", "在哪做核酸"), ("[金水区]", "[金水区]"), ("6", "6"),
])
def test_small_faces_say_nothing(typed, meant):
    assert normalise(typed) == meant


@pytest.mark.parametrize("word", ["dhs", "hsa", "jfk", "fkx"])
def test_latin_forms_stand_alone(word):
    assert normalise(word) == word


@pytest.mark.parametrize("word", ["核算成本", "风险控制", "采购", "和平小区", "正好我在", "物业", "解散"])
def test_words_of_their_own_stay(word):
    assert normalise(word) == word


def test_a_mended_form_is_not_mended_again():
    lines = [line for file in spoken_forms_files(city_folder()) for line in file.read_text("utf-8").splitlines()]
    forms = dict(line.split(": ") for line in lines if ": " in line and not line.startswith("#"))
    assert {meant: mend_spoken_forms(meant.lower()) for meant in forms.values()} == {m: m for m in forms.values()} | {
        "KTV": "KTV"}


def test_a_flood_is_cut():
    assert len(normalise("核" * 5000)) == LONGEST


@given(messages)
def test_no_text_raises_and_nothing_odd_is_left(text):
    clean = normalise(text)
    assert not INVISIBLE.search(clean) and clean == clean.strip() and not re.search(r"\s\s", clean)
    clean.encode("utf-8")
    assert not any(unicodedata.category(char) == "Cs" for char in clean)


@given(messages)
def test_normalising_again_changes_nothing_of_an_ordinary_message(text):
    plain = "".join(char for char in text if char.isascii() or "\u4e00" <= char <= "\u9fa5")
    assert normalise(normalise(plain)) == normalise(plain)


@pytest.mark.parametrize(("typed", "read"), [
    ("十一月八号上午", "11月8号上午"), ("八号下午还封不封", "8号下午还封不封"), ("11月七日", "11月7日"),
    ("一号楼二单元", "一号楼二单元"), ("二号线停没停", "二号线停没停"), ("金光路街道七号采不采样", "金光路街道七号采不采样"),
])
def test_spoken_dates_are_written_in_digits(typed, read):
    assert normalise(typed) == read


@pytest.mark.parametrize(("typed", "read"), [
    ("低丰险区", "低风险区"), ("中疯显小区", "中风险小区"), ("dfx区", "低风险区"), ("高峰县路", "高峰县路"),
])
def test_what_sounds_like_risk_behind_its_level_is_risk(typed, read):
    assert normalise(typed) == read
