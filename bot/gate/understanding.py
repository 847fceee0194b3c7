"""All questions that a draft is held against, each understood once: the city's test questions and what residents
asked."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.gate.learning import learns, learnt
from bot.gate.reader import Reader, meaning, topic_model
from bot.gate.residents import Real, real_questions
from bot.model_rollout.files import ModelRefused, find_model
from bot.model_rollout.store import served_model
from bot.nlu.topic_model import TopicModel
from bot.training.train import model_file
from knowledge.database import transaction
from knowledge.desk.showing import questions_of
from knowledge.releases.comparison.answers import Question
from knowledge.releases.gate.asked import RESIDENT, TEST, Asked, Progress, Score, Understood
from knowledge.settings import Settings

# Told so often, in questions.
TOLD_EVERY = 50


@dataclass(frozen=True)
class Models:
    """The ``served`` topic model (None: there is none here), called ``name``, and what a draft would make of it (the
    same one where it changes no examples)."""

    served: TopicModel | None
    after: TopicModel | None
    name: str = ""

    @property
    def differ(self) -> bool:
        return self.served is not self.after


class Understanding:
    """As knowledge.releases.gate.asked.Understand has it, over the store of conversations. Blocks."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings, self.engine = settings, engine

    def __call__(
        self, before: Mapping[str, str], after: Mapping[str, str], at: datetime, told: Progress
    ) -> Understood:
        models = self.models(before, after, told)
        tests, real = list(questions_of(after)), real_questions(self.engine, self.settings.gate_days, at)
        reader, out_of = Reader(self.settings), len(tests) + len(real)
        asked, scores, unread = [], Scores(), 0
        for done, question in enumerate((*tests, *real), 1):
            one = self.understood(reader, models, question, scores)
            asked += [one] if one else []
            unread += one is None
            if done % TOLD_EVERY == 0:
                told(done, out_of)
        told(out_of, out_of)
        return Understood(tuple(asked), scores.told() if models.differ else (), unread)

    def models(self, before: Mapping[str, str], after: Mapping[str, str], told: Progress) -> Models:
        """The served one and, where the draft changes examples, one that has learnt from them."""
        with transaction(self.engine) as session:
            name = served_model(session)
        file = self.file_of(name)
        served = topic_model(file) if file else None
        learning = served and learns(before, after)
        return Models(served, learnt(after, self.settings, told) if learning else served, name)

    def file_of(self, name: str) -> Path | None:
        """The file of the served model; that of the present sources where nothing is served."""
        models = self.settings.var / "models"
        try:
            file = find_model(models, name) if name else model_file(models)
        except ModelRefused:
            return None
        return file if file.exists() else None

    def understood(self, reader: Reader, models: Models, question: Question | Real, scores: Scores) -> Asked | None:
        """None where nobody can read it. A test question means what it says, as long as the examples are the same; what
        a resident asked is what it was answered as by the model that is served."""
        normalised, spans = reader.facts(question.text)
        is_test = isinstance(question, Question)
        known = question.topic if is_test or question.model == models.name else ""
        if models.differ or not known:
            if models.served is None:
                return None
            read = [reader.topic(model, normalised, spans) for model in (models.served, models.after)]
            if is_test:
                scores.add(question.topic, *read)
            known = known or read[0]
            before, after = read if models.differ else (known, known)
        else:
            before = after = known
        return Asked(
            question.text, meaning(before, spans), meaning(after, spans), TEST if is_test else RESIDENT,
            1 if is_test else question.times, question.at if is_test else None,
        )


class Scores:
    """Counts test questions that are understood rightly, by topic."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.before: Counter[str] = Counter()
        self.after: Counter[str] = Counter()

    def add(self, topic: str, before: str, after: str) -> None:
        """A question of a topic, and what it is understood as."""
        self.asked[topic] += 1
        self.before[topic] += before == topic
        self.after[topic] += after == topic

    def told(self) -> tuple[Score, ...]:
        """By topic, as they came."""
        return tuple(Score(topic, asked, self.before[topic], self.after[topic]) for topic, asked in self.asked.items())
