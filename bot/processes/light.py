"""What keeps an import of Rasa light; to be imported before anything that is heavy."""
from __future__ import annotations

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
# What is multiplied here is small: a second thread of the library only spins beside the first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Only single characters are read aloud here; the readings of phrases take 45 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

# TensorFlow imports it where it is found, for a converter that nobody calls: 67 MB and half a second of every start.
sys.modules.setdefault("jax", None)  # type: ignore[arg-type]
