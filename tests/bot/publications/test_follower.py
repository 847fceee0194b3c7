"""A process holds what is published, says so, and tells whether what was said holds still; with a real model."""
from __future__ import annotations

import asyncio

import pytest
from desks import desk_of
from support import MORNING

from bot.commands.cli_errors import quiet_logs
from bot.model_rollout.current import CurrentAgent, NotHeld
from bot.model_rollout.present import present_model
from bot.publications.follower import Follower
from bot.rasa_engine.actions_here import ActionsHere
from bot.rasa_engine.agent import Agent
from knowledge import clock
from knowledge.city.folder import city_folder
from knowledge.database import migrate, open_engine, transaction
from knowledge.desk import Desk
from knowledge.desk.drafts import Edit
from knowledge.desk.reading import current, texts
from knowledge.releases.document_folder import read_folder
from knowledge.releases.documents import sha
from knowledge.releases.soundness import Soundness
from knowledge.serving import board
from knowledge.serving.shelf import Shelf
from knowledge.settings import Settings

FOUR = "answers/topics/four_fixed.yml"


@pytest.fixture(scope="module")
def agent(models):
    quiet_logs()
    return Agent(present_model(models), Settings(now=MORNING), ActionsHere())


@pytest.fixture
def desk(tmp_path) -> Desk:
    """The project's city, published."""
    engine = open_engine(f"sqlite:///{tmp_path / 'city.db'}")
    migrate(engine)
    seeded = desk_of(engine, lambda documents: Soundness(), read_folder(city_folder()), clock.machine_utc())
    return Desk(engine, seeded.check, clock=clock.machine_utc, gate=seeded.gate)


@pytest.fixture
def follower(agent, desk) -> Follower:
    following = Follower(CurrentAgent(agent), Shelf(desk.engine), ActionsHere(), "p", "here:1")
    following.begin()
    return following


def changed(desk: Desk, path: str, old: str, new: str) -> None:
    """Publish a document with other words."""
    now = clock.machine_utc()
    text = texts(desk.engine, now)[1][path]
    number = desk.begin([Edit(path, text.replace(old, new, 1), sha(text))], "li", "改", now).number
    desk.submit(number, "li", now)
    desk.approve(number, "zhao", now)
    desk.publish(number, "zhao", now)


def receipt(follower: Follower) -> dict:
    edition = follower.current.edition()
    return {"publication": edition.seq, "release": edition.release.identifier}


def said_of(desk: Desk) -> list[board.Holder]:
    now = clock.machine_utc()
    with transaction(desk.engine) as session:
        return board.holders(session, now, current(desk.engine, now).release)


def test_what_is_current_is_held_and_said_from_the_beginning_to_the_end(desk, follower):
    async def story():
        await follower.open()
        assert said_of(desk) == [board.Holder("here:1", 1, "")]
        changed(desk, FOUR, "定人员", "专人")
        await follower.look()
        assert said_of(desk) == [board.Holder("here:1", 2, "")]
        assert follower.current.generator.release.answers["four_fixed"].parts[0].text.startswith("专人")
        await follower.close()
        assert said_of(desk) == []
    asyncio.run(story())


def test_a_release_that_does_not_fit_the_model_is_told_with_its_reason(desk, follower):
    async def story():
        await follower.open()
        changed(desk, FOUR, "topic: four_fixed", "topic: five_fixed")
        await follower.look()
        trouble = said_of(desk)[0].trouble
        assert "four_fixed.yml:1: the topic must be the file's name" in trouble and "/tmp" not in trouble
        # Nothing older is said in the place of what cannot be read.
        with pytest.raises(NotHeld):
            follower.current.edition()
    asyncio.run(story())


def test_another_title_changes_no_fact_and_another_sentence_does(desk, follower):
    async def story():
        before = receipt(follower)
        assert not await follower.has_changed(before)
        changed(desk, FOUR, "title: ", "title: 新")
        assert not await follower.has_changed(before) and receipt(follower)["publication"] == 2
        changed(desk, FOUR, "定人员", "专人")
        assert await follower.has_changed(before)
        assert await follower.has_changed({"publication": 9, "release": "nobody-has-it"})
    asyncio.run(story())
