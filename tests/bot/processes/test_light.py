"""What is imported where Rasa is, and what only when it is asked for."""
from __future__ import annotations

import subprocess
import sys

from support import ROOT

HEAVY = {"tensorflow", "keras", "matplotlib"}
LOADED = f"sorted({HEAVY!r} & set(sys.modules))"


def printed_by(*lines: str) -> list[str]:
    """What a new Python prints; standard error goes to the test's."""
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return ran.stdout.splitlines()


def test_what_only_training_and_tests_use_is_not_imported_for_serving_and_is_there_when_it_is_asked_for():
    assert printed_by(
        "import sys",
        "from bot.serve.template import import_all",
        "import_all()",
        f"print({LOADED}, 'jieba' in sys.modules)",
        "import rasa.utils.plotting, rasa.utils.train_utils",
        (
            "print(rasa.utils.plotting.plot_paired_histogram.__name__, "
            "rasa.utils.train_utils.RasaTrainingLogger.__mro__[1].__name__)"
        ),
        f"print({LOADED})",
    ) == ["[] False", "plot_paired_histogram Callback", str(sorted(HEAVY))]


def test_all_components_of_rasa_can_be_had_for_training():
    assert printed_by(
        "import bot.processes.light",
        "from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS",
        "print(len(DEFAULT_COMPONENTS) > 20)",
    ) == ["True"]
