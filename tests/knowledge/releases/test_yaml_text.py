"""What is read and written again unchanged comes back byte for byte; what is changed changes nothing else."""
from __future__ import annotations

import pytest
from support import ROOT

from knowledge.releases.yaml_text import as_lines, dump_text, load_text, on_one_line

CITIES = [ROOT / "data", *sorted(file.parent for file in (ROOT / "examples").glob("*/city.yml"))]
FOLDERS = ("notices", "rulebook", "answers/topics", "answers/words", "nlu/faq")


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.name)
def test_documents_of_a_city_come_back_byte_for_byte(city):
    """Every third one; of large folders all are written alike."""
    files = [file for folder in FOLDERS for file in sorted((city / folder).glob("*.yml"))[::3]]
    texts = {file.relative_to(city).as_posix(): file.read_text(encoding="utf-8") for file in files}
    assert [path for path, text in texts.items() if dump_text(path, load_text(path, text)) != text] == []
    assert len(texts) > 20


def test_a_changed_value_changes_its_line_alone():
    text = (
        "# 说明\ntopic: t\ntitle: 原来  # 名称\nparts:\n  - text: 一\n    notice: a\n    clause: 一\n"
        "    from: 2022-11-07T00:00+08:00\nsee_also: [x, y]\n"
    )
    tree = load_text("answers/topics/t.yml", text)
    assert tree["parts"][0]["from"] == "2022-11-07T00:00+08:00"
    tree["title"], tree["parts"][0]["to"] = "新的", "2022-11-08T00:00+08:00"
    expected = text.replace("原来", "新的").replace("see_also", "    to: 2022-11-08T00:00+08:00\nsee_also")
    assert dump_text("answers/topics/t.yml", tree) == expected


def test_new_rows_stand_on_one_line_and_examples_in_a_block():
    tree = load_text("rulebook/a.yml", "rows:\n- {zones: [a], verdict: open}\n")
    tree["rows"].append(on_one_line({"zones": ["b", "c"], "window": ["2022-11-30T00:00+08:00", None]}))
    assert dump_text("rulebook/a.yml", tree).endswith("- {zones: [b, c], window: [2022-11-30T00:00+08:00, null]}\n")
    tree = load_text("nlu/faq/t.yml", "nlu:\n- intent: t\n  examples: |\n    - 一\n")
    tree["nlu"][0]["examples"] = as_lines(["- 一", "- 二: #三"])
    assert dump_text("nlu/faq/t.yml", tree) == "nlu:\n- intent: t\n  examples: |\n    - 一\n    - 二: #三\n"


@pytest.mark.parametrize(
    "words", ["null", "12", "2022-11-07", "是: 的", "- 一", "#", "'", '"', "{x}", "a\nb", " 一", "@", ""]
)
def test_a_text_comes_back_as_the_text_that_it_was(words):
    text = dump_text("answers/topics/t.yml", {"title": words})
    assert load_text("answers/topics/t.yml", text)["title"] == words
