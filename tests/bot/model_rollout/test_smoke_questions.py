"""The golden questions: what a model must understand before it may answer residents."""
from __future__ import annotations

import asyncio

import pytest

from bot.model_rollout.files import ModelRefused
from bot.model_rollout.loading import load_beside
from bot.model_rollout.smoke_questions import probe, read_golden

TOPICS = ("dine_in", "venue_open", "four_fixed", "out_of_scope")


@pytest.fixture(scope="module")
def agent(folder, make_agent):
    return make_agent(folder / "one.tar.gz")


@pytest.fixture
def golden(tmp_path):
    """golden(text) -> the questions of a file with this text."""
    def read(text: str):
        file = tmp_path / "golden.yml"
        file.write_text(text, "utf-8")
        return read_golden(TOPICS, file)
    return read


def test_the_golden_questions_of_the_project_are_answered_rightly(agent):
    cases = read_golden(agent.generator.release.answers)
    assert (
        len(cases) >= 20 and any(case.verdict for case in cases) and any(case.topic == "out_of_scope" for case in cases)
    )
    asyncio.run(probe(agent, agent, cases))


def test_a_model_that_understands_otherwise_is_refused_with_the_question(agent, golden):
    cases = golden("- {q: 四定是哪四定, topic: dine_in}\n- {q: 饭店现在能堂食吗, topic: dine_in}\n")
    with pytest.raises(
        ModelRefused, match=r"^1 of 2 golden questions failed: '四定是哪四定' gave four_fixed, not dine_in\.$"
    ):
        asyncio.run(probe(agent, agent, cases))


def test_a_verdict_that_the_notices_no_longer_give_is_not_held_against_the_model(agent, golden):
    asyncio.run(probe(agent, agent, golden("- {q: 低风险区的超市还能开门吗, topic: venue_open, verdict: closed}\n")))


def test_a_verdict_that_the_model_in_use_still_gives_must_be_given(agent, folder, make_agent, golden):
    """The question's zone gets lost on the candidate's way: its reply is another than the one of the model in use."""
    candidate = make_agent(folder / "other.tar.gz")
    understand = candidate.processor.parse_message

    async def forget_the_zone(message, *more, **options):
        parsed = await understand(message, *more, **options)
        parsed["entities"] = [entity for entity in parsed["entities"] if entity["entity"] != "zone_kind"]
        return parsed

    candidate.processor.parse_message = forget_the_zone
    cases = golden("- {q: 风险单元的饭店能营业吗, topic: venue_open, verdict: not_stated}\n")
    with pytest.raises(ModelRefused, match=r"gave venue_open, \w+, not venue_open, not_stated"):
        asyncio.run(probe(candidate, agent, cases))


@pytest.mark.parametrize(("text", "said"), [
    ("- {q: 四定是哪四定, topic: four_fix}", "there is no topic 'four_fix'"),
    ("- {q: 四定是哪四定}", "must have a question q and the topic or verdict"),
    ("- {q: 四定是哪四定, topic: four_fixed, at: 2022-11-07T09:00}", "a golden question is asked here and now"),
    ("- {q: 能开门吗, topic: venue_open, place: 金水区}", "a golden question is asked here and now"),
    ("- [", "this is not YAML"),
])
def test_a_slip_in_the_file_is_told_with_its_place(golden, text, said):
    with pytest.raises(ModelRefused, match=said) as refused:
        golden(text)
    assert "golden.yml" in str(refused.value)


def test_half_a_file_is_refused_and_not_raised(folder, make_agent):
    with pytest.raises(ModelRefused, match=r"^broken.tar.gz cannot be loaded: \w+: "):
        load_beside(make_agent, folder / "broken.tar.gz")
