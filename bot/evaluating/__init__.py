"""Asking all cases of some files and counting what came out right, refused and wrong; docs/tasks/measure-understanding.md."""
from bot.evaluating.cases import EvaluationError
from bot.evaluating.evaluate import Wanted, evaluate
from bot.evaluating.figures import RECORDED
from bot.evaluating.here import ask_here
from bot.evaluating.over_http import ask_over_http

__all__ = ["RECORDED", "EvaluationError", "Wanted", "ask_here", "ask_over_http", "evaluate"]
