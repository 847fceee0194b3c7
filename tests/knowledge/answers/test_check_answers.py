"""Answers and phrases that are off are refused with file and line."""
from __future__ import annotations

import pytest
from content_folder import EVENT, line_of, refusal, replace, small_folder

from knowledge.answers import resolve
from knowledge.releases import load_release

NIGHT, BOOTHS = (
    f"answers/topics/{topic}.yml" for topic in ("after_hours_testing", "booth_location"))
CHINESE = '"There is no English version of this answer yet; this is the Chinese one."'
WORDS = "answers/words/common.yml"
CLAUSE = "    clause: night-testing"


@pytest.fixture
def root(tmp_path):
    return small_folder(tmp_path)


@pytest.mark.parametrize(("file", "old", "new", "word"), [
    (NIGHT, "group: testing", "grup: testing", "unknown key 'grup'"),
    (NIGHT, "title: 夜间24小时核酸", "title: " + "长" * 21, "has 21 characters"),
    (NIGHT, "title: 夜间24小时核酸", "title: ''", "'title' must be a text"),
    (NIGHT, "see_also: [booth_location, temporary_points]", "see_also: [booth_location, tents]", "'tents' is no topic"),
    (NIGHT, "see_also: [booth_location, temporary_points]", "see_also: booth_location", "must be a list of texts"),
    (NIGHT, "    notice: press-34", "    notice: press-33", "'press-33' is not in data/notices"),
    (NIGHT, CLAUSE, "    clause: day-testing", "has no clause 'day-testing'"),
    (NIGHT, CLAUSE, "    claus: x\n" + CLAUSE, "unknown key 'claus'"),
    (NIGHT, CLAUSE, "    window: event\n" + CLAUSE, "has no event that ends"),
    (NIGHT, CLAUSE, "    window: always\n" + CLAUSE, "neither 'event' nor 'after_event'"),
    (NIGHT, CLAUSE, "    from: 2022-11-05T00:00\n" + CLAUSE, "reaches beyond that of notice press-34"),
    (NIGHT, CLAUSE, "    from: 2022-11-09\n    to: 2022-11-08\n" + CLAUSE, "ends before it begins"),
    (NIGHT, CLAUSE, "    from: morning\n" + CLAUSE, "not an ISO 8601 time"),
    (NIGHT, CLAUSE, "    contradicts: press-34\n" + CLAUSE, "write NOTICE#CLAUSE"),
    (NIGHT, CLAUSE, "    contradicts: 2022-153#七\n" + CLAUSE, "write NOTICE#CLAUSE"),
    (NIGHT, CLAUSE, "    contradicts: press-34#booths\n" + CLAUSE, "it is the same text"),
    (NIGHT, "group: testing", "refusal: maybe\ngroup: testing", "refusal 'maybe' is none of not_stated"),
    (NIGHT, "group: testing", "zones: [moon]\ngroup: testing", "zones: 'moon' is none of"),
    (NIGHT, CLAUSE, "    channels: {fax: 甲}\n" + CLAUSE, "unknown key 'fax'"),
    (NIGHT, CLAUSE, "    channels: {web: ''}\n" + CLAUSE, "'web' must be a text"),
    (NIGHT, CLAUSE, "    channels: {web: [甲]}\n" + CLAUSE, "'web' must be a text"),
    (NIGHT, CLAUSE, "    channels: [web]\n" + CLAUSE, "'channels' must give each channel its wording"),
    (BOOTHS, "parts: []", "parts: none", "must be a list of entries"),
    (BOOTHS, "parts: []", "parts: [甲]", "must be a list of entries"),
    (WORDS, 'pending: {text:', 'pending: {words:', "unknown key 'words'"),
    (WORDS, 'pending: {text:', 'pending: {notice: press-33, text:', "'press-33' is not in data/notices"),
    (WORDS, 'pending: {text:', 'pending: {notice: press-34, clause: x, text:', "has no clause 'x'"),
    (WORDS, 'pending: {text:', 'pending: {refusal: maybe, text:', "refusal 'maybe' is none of not_stated"),
    (WORDS, 'pending: {text:', 'pending: {asks: age, text:', "asks 'age' is none of location"),
    (WORDS, 'pending: {text:', 'pending: {buttons: ok, text:', "must be a list of entries"),
    (WORDS, f"no_english: {{text: {CHINESE}}}", "no_english: 没有", "'no_english' must have a text"),
])
def test_what_is_off_is_refused_where_it_stands(root, file, old, new, word):
    replace(root / file, old, new)
    where, line, sentence = refusal(root)
    assert (where, line) == (file, line_of(root / file, new.splitlines()[0]))
    assert word in sentence and sentence.endswith(".")


@pytest.mark.parametrize("missing", ["topic: after_hours_testing", "group: testing", "title: 夜间24小时核酸"])
def test_what_is_missing_is_named(root, missing):
    replace(root / NIGHT, missing + "\n", "")
    assert repr(missing.partition(":")[0]) in refusal(root)[2]


@pytest.mark.parametrize(("old", "word"), [("    notice: press-34\n", "name the notice"), (CLAUSE + "\n", "'clause'")])
def test_a_part_names_notice_and_clause_or_neither(root, old, word):
    replace(root / NIGHT, old, "")
    assert word in refusal(root)[2]
    (root / NIGHT).write_text((root / NIGHT).read_text(encoding="utf-8").replace("    notice: press-34\n", "")
                              .replace(CLAUSE + "\n", ""), encoding="utf-8")
    assert not load_release(root).answers["after_hours_testing"].cites


def test_a_phrase_stands_once(root):
    (root / "answers/words/more.yml").write_text("nearest: {text: 甲}\n", encoding="utf-8")
    assert refusal(root) == ("answers/words/more.yml", 1, "'nearest' stands twice.")


VERSIONS = (
    "  - {{id: hours, text: 甲, notice: press-34, clause: booths{0}}}\n  - {{id: {2}, text: 乙, notice: press-34, "
    "clause: booths{1}}}"
)


@pytest.mark.parametrize(("first", "second", "identifier", "taken"), [
    (", to: 2022-11-08", ", from: 2022-11-08", "hours", True),
    ("", "", "other", True),
    ("", "", "hours", False),
    (", to: 2022-11-09", ", from: 2022-11-08", "hours", False),
    (", from: 2022-11-08, to: 2022-11-09", ", from: 2022-11-08T12:00, to: 2022-11-08T13:00", "hours", False),
])
def test_parts_of_one_id_may_not_hold_at_once(root, first, second, identifier, taken):
    replace(root / BOOTHS, "parts: []", "parts:\n" + VERSIONS.format(first, second, identifier))
    if taken:
        assert len(load_release(root).answers["booth_location"].parts) == 2
    else:
        line = line_of(root / BOOTHS, "text: 甲")
        assert refusal(root) == (BOOTHS, line + 1, f"part 'hours' overlaps the one at line {line}.")


GAP = "topic: gap_go_out\n"
PART = "  - {text: 可以出门。, notice: press-34, clause: conduct}\n"


@pytest.mark.parametrize(("own", "said", "is_gap"), [
    ("", "通告没有写", True), ("parts:\n" + PART, "可以出门。", False), ("nearby:\n" + PART, "可以出门。", True),
])
def test_a_city_fills_a_gap_or_says_what_its_notices_say_nearby(root, own, said, is_gap):
    if own:
        (root / "answers/topics/gap_go_out.yml").write_text(GAP + own, encoding="utf-8")
    release = load_release(root)
    answer = resolve(release.answers["gap_go_out"], release.notices, EVENT)
    assert said in answer.text and answer.is_gap == is_gap and answer.text.startswith("通告没有写") == is_gap


def test_a_city_says_that_the_zone_of_the_place_decides_in_a_gap_that_it_fills(root):
    topic = "topic: gap_parcels\n"
    for own, by_zone in (("", False), ("by_zone: true\n", True)):
        (root / "answers/topics/gap_parcels.yml").write_text(topic + own + "parts:\n" + PART, encoding="utf-8")
        assert load_release(root).answers["gap_parcels"].role.by_zone == by_zone


@pytest.mark.parametrize(("own", "sentence"), [
    ("parts:\n  - {text: 可以出门。}\n", "a gap is filled by what a notice says; name the notice and its clause."),
    ("role: words\n", "unknown key 'role'; known are topic, title, parts, nearby, see_also, ask, by_zone, en."),
])
def test_what_fills_no_gap_is_refused(root, own, sentence):
    (root / "answers/topics/gap_go_out.yml").write_text(GAP + own, encoding="utf-8")
    assert refusal(root)[::2] == ("answers/topics/gap_go_out.yml", sentence)


def test_a_gap_quotes_the_part_of_another_topic(root):
    (root / "answers/topics/gap_go_out.yml").write_text(GAP + "nearby: [{of: booth_location, part: 1}]\n", "utf-8")
    (root / BOOTHS).write_text(
        (root / BOOTHS).read_text("utf-8").replace("parts: []", "parts:\n" + PART.replace("可以出门", "采样点在路口")), "utf-8"
    )
    release = load_release(root)
    said = resolve(release.answers["gap_go_out"], release.notices, EVENT)
    assert said.is_gap and said.text.endswith("采样点在路口。") and ("press-34", "conduct") in said.sources
    (root / "answers/topics/gap_go_out.yml").write_text(GAP + "nearby:\n- of: booth_location\n  part: 7\n", "utf-8")
    assert refusal(root) == (
        "answers/topics/gap_go_out.yml", 3, "of: topic 'booth_location' has no part 7; it has 1."
    )
