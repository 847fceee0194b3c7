"""The words for a topic: parts, each bound to a notice, its clause and a window. Pure."""
from knowledge.answers.check import check_answers
from knowledge.answers.model import REFUSALS, Answer, Origin, Part, Phrase, Said, mark_of
from knowledge.answers.phrases import check_words
from knowledge.answers.resolve import resolve
from knowledge.answers.role import Role
from knowledge.answers.row_origins import row_origins
from knowledge.answers.topics import Topics
from knowledge.answers.verdicts_in_words import Told, VerdictsInWords
from knowledge.answers.where import ANYWHERE, Where
from knowledge.answers.wording import (
    closing,
    fill,
    in_full,
    say_day,
    say_distance,
    say_hour,
    say_round_distance,
    say_time,
)

__all__ = [
    "ANYWHERE", "REFUSALS", "Answer", "Origin", "Part", "Phrase", "Role", "Said", "Told", "Topics", "VerdictsInWords",
    "Where", "check_answers", "check_words", "closing", "fill", "in_full", "mark_of", "resolve", "row_origins",
    "say_day", "say_distance", "say_hour", "say_round_distance", "say_time",
]
