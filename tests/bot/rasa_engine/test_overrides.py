"""bot/rasa_engine/README.md names every override of Rasa, and nothing else of Rasa is touched."""
from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rasa
from support import ROOT

PAGE = (ROOT / "bot/rasa_engine/README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)\.(\w+)` \| `(\w+)\.(\w+)` \| .+ \| `([^`]+)` \|$", PAGE, re.MULTILINE)
EXTENSIONS = re.findall(r"^\| ((?:`\w+`(?:, )?)+|none) \| `[\w.]+` \| `([\w/.]+)` \|$", PAGE, re.MULTILINE)
# Classes whose methods are what Rasa asks an extension for.
EXTENDING = {name for names, _ in EXTENSIONS for name in re.findall(r"\w+", names)} - {"TurnTracker", "LocalActions"}
FILES = sorted((ROOT / "bot").rglob("*.py"))
SOURCES = {file.relative_to(ROOT).as_posix(): ast.parse(file.read_bytes()) for file in FILES}
OF_CLASSES = {
    "__module__", "__doc__", "__hash__", "__annotations__", "__abstractmethods__", "_abc_impl", "__parameters__"
}


def rasa_imports(tree: ast.AST) -> bool:
    """Whether a source imports Rasa anywhere."""
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level
    ]
    return any(name.partition(".")[0] == "rasa" for name in names)


def classes() -> Iterator[type]:
    """Our classes in files that may know Rasa."""
    for path, tree in SOURCES.items():
        if rasa_imports(tree) or path.startswith(("bot/rasa_engine/", "bot/channels/")):
            module = importlib.import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
            yield from (c for c in vars(module).values() if inspect.isclass(c) and c.__module__ == module.__name__)


def overrides() -> set[tuple[str, str, str]]:
    """(our class, method, Rasa's class) of all that stands in place of something of Rasa's."""
    found = set()
    for ours in classes():
        theirs = [base for base in ours.__mro__ if base.__module__.partition(".")[0] == "rasa"]
        for name in set(vars(ours)) - OF_CLASSES:
            owner = next((base for base in theirs if name in vars(base)), None)
            if owner and ours.__name__ not in EXTENDING:
                found.add((ours.__name__, name, owner.__name__))
    return found


def test_every_override_has_its_row_and_every_row_its_override():
    rows = {(ours, name, theirs) for ours, name, theirs, _, _ in ROWS}
    assert len(ROWS) == len(rows) == PAGE.partition("## Extension")[0].count("\n| `") and overrides() == rows


@pytest.mark.parametrize("test", sorted({row[4] for row in ROWS}))
def test_the_test_of_a_row_is_there(test):
    file, _, name = test.partition("::")
    source = (ROOT / file).read_text(encoding="utf-8")
    assert f"def {name or 'test_'}" in source


def test_the_page_was_read_with_the_version_that_is_installed():
    assert set(re.findall(r"Rasa (\d+\.\d+\.\d+)", PAGE)) == {rasa.__version__}


def test_only_the_engine_and_the_extension_points_import_rasa():
    outside = {path for path, tree in SOURCES.items() if rasa_imports(tree) and not path.startswith("bot/rasa_engine/")}
    assert outside == {file for _, file in EXTENSIONS if not file.startswith("bot/rasa_engine/")}


def swapped(tree: ast.AST) -> list[str]:
    """What a source assigns to in a module or class that it imports."""
    imported = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names
    }
    targets = [t for node in ast.walk(tree) if isinstance(node, ast.Assign) for t in node.targets]
    targets += [
        node.args[0] for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr"
    ]
    found = []
    for target in targets:
        root = target
        while isinstance(root, (ast.Attribute, ast.Subscript)):
            root = root.value
        if (
            not isinstance(target, ast.Subscript) and isinstance(root, ast.Name) and root.id in imported
            and target is not root
        ):
            found.append(ast.unparse(target))
    return found


@pytest.mark.parametrize("path", SOURCES)
def test_nothing_of_another_module_is_swapped_at_run_time(path):
    # Logging's own switch: a call of it with wrong arguments must not print them.
    assert [name for name in swapped(SOURCES[path]) if name != "logging.raiseExceptions"] == []


@pytest.mark.parametrize("source", [
    "import rasa.core.actions.action as a\na.RemoteAction = int", "from sanic import Sanic\nSanic.run = print",
    "from rasa.core.actions import forms\nforms.x = forms.RemoteAction = int",
])
def test_a_swap_is_found(source):
    assert swapped(ast.parse(source))


def test_rasa_itself_stays_as_it_is_while_a_model_is_served():
    script = (
        "import rasa.core.actions.action as a, rasa.core.actions.forms as f, rasa.core.processor as p\n"
        "before = [dict(vars(m)) for m in (a, f, p)]\n"
        "import bot.rasa_engine.agent, bot.serve.app\n"
        "assert before == [dict(vars(m)) for m in (a, f, p)]\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_walk_reaches_the_whole_room():
    assert len(ROWS) > 25 and Path("bot/rasa_engine/processor.py").as_posix() in SOURCES
