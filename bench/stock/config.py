"""config.yml, endpoints.yml and credentials.yml of the stock project: Rasa's own default with its Chinese tokeniser."""
from __future__ import annotations

from typing import Any

EPOCHS = 100
# Rasa writes these lines itself into a project whose config.yml leaves them out (rasa/engine/recipes/config_files).
PIPELINE: list[dict[str, Any]] = [
    {"name": "JiebaTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": EPOCHS},
    {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS, "constrain_similarities": True},
]


def config() -> dict[str, Any]:
    """How the model is built."""
    return {
        "recipe": "default.v1", "assistant_id": "stock", "language": "zh", "pipeline": PIPELINE, "policies": POLICIES,
    }


def endpoints(actions_port: int, database: str) -> dict[str, Any]:
    """An action server on loopback and a tracker store in a SQLite file."""
    return {
        "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": database},
    }


def credentials() -> dict[str, Any]:
    """Only the channel `rest`."""
    return {"rest": None}
