"""A trained model as it is served: without the plan by which it was trained."""
from __future__ import annotations

from pathlib import Path

from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_METADATA_FILE, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.utils.io import read_json_file


class ServedModelStorage(LocalModelStorage):
    """Rasa's, but the metadata name no class that only training needs: Rasa imports each that is named, and its
    validator of a configuration imports all of Rasa's components, TensorFlow with them."""

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        serialized = read_json_file(directory / MODEL_ARCHIVE_METADATA_FILE)
        return ModelMetadata.from_dict({**serialized, "train_schema": {"nodes": {}}})
