"""Asking all cases of some files and counting what came out right, refused and wrong;
docs/tasks/measure-understanding.md."""
from bot.model_rollout.cases import EvaluationError
from labs.evaluation.evaluate import Wanted, evaluate
from labs.evaluation.files import beside_cases
from labs.evaluation.here import ask_here
from labs.evaluation.over_http import ask_over_http

__all__ = ["EvaluationError", "Wanted", "ask_here", "ask_over_http", "beside_cases", "evaluate"]
