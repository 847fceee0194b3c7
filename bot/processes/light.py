"""What keeps an import of Rasa light; to be imported before anything that is heavy."""
from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
# What is multiplied here is small: a second thread of the library only spins beside the first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Only single characters are read aloud here; the readings of phrases take 45 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

# TensorFlow imports it where it is found, for a converter that nobody calls: 67 MB and half a second of every start.
sys.modules.setdefault("jax", None)  # type: ignore[arg-type]

# Imported by whoever imports a policy, used by none that serves: loaded when something of them is first asked for, as
# training and `rasa test` do.
DEFERRED = frozenset({
    "rasa.utils.train_utils",  # all of TensorFlow
    "rasa.utils.plotting",  # matplotlib
})


class Deferring(MetaPathFinder):
    """Finds the deferred modules; they are executed with the first look at what is in them."""

    def find_spec(self, name: str, path, target=None) -> ModuleSpec | None:
        """How a deferred module is loaded; None for all others."""
        spec = PathFinder.find_spec(name, path, target) if name in DEFERRED else None
        if spec is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


if not any(isinstance(finder, Deferring) for finder in sys.meta_path):
    sys.meta_path.insert(0, Deferring())
