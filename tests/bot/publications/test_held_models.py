"""A release is answered by the model that is made of it, and one publication changes both; with real models, one file
under several names."""
from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from desks import desk_of
from sqlalchemy import delete
from support import MORNING

from bot.commands.cli_errors import quiet_logs
from bot.model_rollout.current import CurrentAgent, NotHeld
from bot.model_rollout.present import present_model
from bot.model_rollout.store import ModelStore, served_model
from bot.publications.follower import Follower
from bot.publications.held_models import HeldModels
from bot.publications.trainer import Trainer
from bot.rasa_engine.actions_here import ActionsHere
from bot.rasa_engine.agent import Agent, Question
from bot.serve.bootstrap import prepare_store
from bot.training.release_models import ReleaseModels
from knowledge import clock
from knowledge.city.folder import city_folder
from knowledge.database import migrate, open_engine, transaction
from knowledge.desk import Desk, drafts
from knowledge.desk.drafts import Edit
from knowledge.desk.publications import manifest_now
from knowledge.desk.reading import current, history, texts
from knowledge.desk.texts import keep_release, texts_of
from knowledge.releases.document_folder import read_folder
from knowledge.releases.documents import sha
from knowledge.releases.soundness import Soundness
from knowledge.serving import board
from knowledge.serving.shelf import Shelf
from knowledge.serving.tables import WantedRow
from knowledge.settings import Settings, load_settings

EXAMPLES, WORDS = "nlu/faq/four_fixed.yml", "answers/topics/four_fixed.yml"
ASKED = Question("web:1", "web", "四定是哪四定")


class Serving:
    """A process that follows a store, with models in a folder of its own."""

    def __init__(self, folder: Path, agent: Agent, made: list[Path]) -> None:
        quiet_logs()
        self.settings = Settings(now=MORNING, var=folder)
        self.engine = open_engine(f"sqlite:///{folder / 'city.db'}")
        migrate(self.engine)
        seeded = desk_of(self.engine, lambda _: Soundness(), read_folder(city_folder()), clock.machine_utc())
        self.desk = Desk(
            self.engine, seeded.check, clock=clock.machine_utc, gate=seeded.gate, model=served_model
        )
        self.models, self.store, self.made = ReleaseModels(self.settings), ModelStore(self.engine), made
        self.current, shelf = CurrentAgent(agent), Shelf(self.engine)
        self.held = HeldModels(
            self.models, self.store, shelf, self.current, lambda file: Agent(file, load_settings(), ActionsHere())
        )
        self.follower = Follower(self.current, shelf, ActionsHere(), "p", "here:1", self.held)
        self.trainer = Trainer(self.engine, self.held)
        self.follower.begin()

    def draft(self, path: str, old: str, new: str) -> int:
        """An approved draft with other words in a document."""
        now = clock.machine_utc()
        text = texts(self.engine, now)[1][path]
        assert old in text
        number = self.desk.begin([Edit(path, text.replace(old, new, 1), sha(text))], "li", "改", now).number
        self.desk.submit(number, "li", now)
        self.desk.approve(number, "zhao", now)
        return number

    def make(self, number: int) -> str:
        """What training a draft's model leaves; its name."""
        now = clock.machine_utc()
        with transaction(self.engine) as session:
            documents = texts_of(session, drafts.load(session, number, now).over(manifest_now(session, now)))
        file = self.models.file(documents)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.made[0], file)
        return file.name.removesuffix(".tar.gz")

    def publish(self, number: int) -> None:
        self.desk.publish(number, "zhao", clock.machine_utc())

    def want(self, number: int) -> str:
        """Somebody is about to publish a draft; its release."""
        now = clock.machine_utc()
        with transaction(self.engine) as session:
            manifest = drafts.load(session, number, now).over(manifest_now(session, now))
            release = keep_release(session, manifest, now)
            board.want(session, release, clock.machine_utc() + board.FORGOTTEN_AFTER)
        return release

    def told(self, release: str) -> str | None:
        with transaction(self.engine) as session:
            return board.holders(session, clock.machine_utc(), release)[0].trouble

    async def until_held(self, release: str) -> None:
        for _ in range(600):
            await self.follower.look()
            if self.told(release) == "":
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"it is not held: {self.told(release)}")

    async def receipt(self) -> tuple[int, str]:
        """Publication and model of a reply."""
        reply, _ = await self.current.answer(ASKED, [])
        return reply.receipt.publication, reply.receipt.model


@pytest.fixture(scope="module")
def made(models) -> list[Path]:
    quiet_logs()
    return [present_model(models)]


@pytest.fixture(scope="module")
def agent(made, tmp_path_factory):
    """With a store of places, which those who read them ask the settings for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUMIN_VAR", str(tmp_path_factory.mktemp("places")))
        patch.setenv("JUMIN_NOW", MORNING)
        prepare_store(load_settings())
        yield Agent(made[0], load_settings(), ActionsHere())


@pytest.fixture
def serving(tmp_path, agent, made) -> Serving:
    return Serving(tmp_path, agent, made)


def test_words_change_no_model(serving):
    async def story():
        await serving.follower.open()
        before = (await serving.receipt())[1]
        serving.publish(serving.draft(WORDS, "定人员", "专人"))
        await serving.follower.look()
        assert await serving.receipt() == (2, before)
        assert serving.held.name(current(serving.engine, clock.machine_utc()).release) == before
        serving.publish(serving.draft("city.yml", "title: ", "title: 新"))
        await serving.follower.look()
        assert await serving.receipt() == (3, before)
    asyncio.run(story())


def test_a_release_and_its_model_are_held_first_and_change_in_one_publication_there_and_back(serving):
    async def story():
        await serving.follower.open()
        first = (await serving.receipt())[1]
        number = serving.draft(EXAMPLES, "    - ", "    - 啥叫四定来着\n    - ")
        release = serving.want(number)
        await serving.follower.look()
        assert "its model" in serving.told(release) and (await serving.receipt()) == (1, first)
        name = serving.make(number)
        await serving.until_held(release)
        # It is there, and nobody is answered by it yet.
        assert (await serving.receipt()) == (1, first) and name != first
        serving.publish(number)
        assert history(serving.engine)[-1].model == name
        # From the row on no reply is committed by the former; the first look answers from both.
        await serving.follower.look()
        assert (await serving.receipt()) == (2, name)
        serving.desk.roll_back(history(serving.engine)[0].release, "zhao", "退回", clock.machine_utc())
        shutil.copy(serving.made[0], serving.held.file(first))
        await serving.follower.renew()
        assert (await serving.receipt()) == (3, first)
        with transaction(serving.engine) as session:
            session.execute(delete(WantedRow))
        await serving.follower.look()
        assert serving.told(release) is None, "what is let go is not said to be held"
    asyncio.run(story())


def test_what_was_published_while_a_process_was_stopped_waits_for_its_model(serving):
    async def story():
        await serving.follower.open()
        number = serving.draft(EXAMPLES, "    - ", "    - 啥叫四定来着\n    - ")
        serving.publish(number)
        await serving.follower.look()
        with pytest.raises(NotHeld):
            await serving.receipt()
        name = serving.make(number)
        await serving.follower.renew()
        assert (await serving.receipt()) == (2, name)
    asyncio.run(story())


def test_what_cannot_be_made_is_told_and_what_is_published_all_the_same_is_answered_by_what_there_is(serving):
    async def story():
        await serving.follower.open()
        before = (await serving.receipt())[1]
        number = serving.draft(EXAMPLES, "    - ", "    - 啥叫四定来着\n    - ")
        release = serving.want(number)
        await serving.follower.look()
        serving.held.useless[serving.held.name(release)] = "no room is left on the disk."
        await serving.follower.look()
        assert serving.told(release) == "there is no model for it: no room is left on the disk."
        serving.publish(number)
        await serving.follower.look()
        await serving.follower.look()
        assert (await serving.receipt()) == (2, before)
    asyncio.run(story())


def test_the_models_that_are_trained_are_those_of_what_is_to_be_published_and_of_drafts_that_change_examples(serving):
    async def story():
        await serving.follower.open()
        serving.draft(WORDS, "定人员", "专人")
        assert serving.trainer._read() == ([], [])
        number = serving.draft(EXAMPLES, "    - ", "    - 啥叫四定来着\n    - ")
        needed, ahead = serving.trainer._read()
        assert (needed, len(ahead)) == ([], 1)
        serving.want(number)
        await serving.follower.look()
        needed, _ = serving.trainer._read()
        assert needed == ahead
        serving.make(number)
        needed, ahead = serving.trainer._read()
        assert needed == [] and await serving.trainer._is_made(ahead[0])
    asyncio.run(story())


def test_a_name_is_the_same_with_and_without_the_whole_folder(serving):
    now = clock.machine_utc()
    release, documents = texts(serving.engine, now)[0], texts(serving.engine, now)[1]
    assert f"{serving.held.name(release)}.tar.gz" == serving.models.file(documents).name
