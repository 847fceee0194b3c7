"""The arrows between the rooms that import-linter (pyproject.toml, `make lint`) cannot tell: imports of the standard
library alone, imports in calls, and who reads clocks."""
from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT

FILES = {
    file.relative_to(ROOT).as_posix(): file
    for room in ("knowledge", "actions", "bot", "console", "labs") for file in sorted((ROOT / room).rglob("*.py"))
}
PURE = ("knowledge.notices", "knowledge.rulebook", "knowledge.answers")
CLOCKS = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.localtime",
    "time.gmtime", "time.ctime", "time.strftime",
}


def imported(source: str, package: str = "") -> Iterator[str]:
    """Dotted names of all modules and names that a source imports, wherever the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
    yield from named_in_calls(source)


def named_in_calls(source: str) -> Iterator[str]:
    """The modules that a source has imported by a name it gives itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


def clocks_named(source: str) -> list[str]:
    """What a source names that reads the time, called or not, under whatever name the module or function was
    imported."""
    tree, meaning = ast.parse(source), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            meaning.update({a.asname or a.name: a.name for a in node.names})
        elif isinstance(node, ast.ImportFrom):
            meaning.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
    names = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, (ast.Attribute, ast.Name))]
    found = []
    for name in names:
        first, _, rest = name.partition(".")
        full = f"{meaning.get(first, first)}.{rest}".rstrip(".")
        found += [full] if full in CLOCKS else []
    return found


def imports_of(path: str) -> set[str]:
    package = path.rpartition("/")[0].replace("/", ".")
    return set(imported(FILES[path].read_text(encoding="utf-8"), package))


@pytest.mark.parametrize("path", [p for p in FILES if p.replace("/", ".").startswith(PURE)])
def test_the_pure_rooms_import_the_standard_library_and_each_other_only(path):
    foreign = {n for n in imports_of(path) if n.partition(".")[0] not in sys.stdlib_module_names}
    assert not {n for n in foreign if not (n + ".").startswith(tuple(p + "." for p in PURE))}


@pytest.mark.parametrize("path", [p for p in FILES if p.startswith("actions/")])
def test_actions_read_no_text(path):
    assert not {n.partition(".")[0] for n in imports_of(path)} & {"re", "regex"}


@pytest.mark.parametrize("path", [p for p in FILES if p.startswith("actions/dialogue/")])
def test_the_dialogue_is_decided_from_values_alone(path):
    foreign = {n for n in imports_of(path) if n.partition(".")[0] not in sys.stdlib_module_names}
    allowed = (*PURE, "actions.dialogue")
    assert not {n for n in foreign if not (n + ".").startswith(tuple(p + "." for p in allowed))}


def test_every_decision_of_the_dialogue_is_seen():
    assert {"carry_over", "hypotheticals", "question_resolution", "declining"} <= {
        Path(p).stem for p in FILES if p.startswith("actions/dialogue/")
    }


@pytest.mark.parametrize("path", [p for p in FILES if Path(p).parent.as_posix() == "actions"])
def test_a_file_of_actions_defines_no_class_that_is_no_action(path):
    tree = ast.parse(FILES[path].read_text(encoding="utf-8"))
    bases = {
        node.name: {ast.unparse(base) for base in node.bases} for node in tree.body if isinstance(node, ast.ClassDef)
    }
    actions = {"Action", "FormValidationAction", *bases}
    assert all(parents and parents <= actions for parents in bases.values())


@pytest.mark.parametrize("path", FILES)
def test_no_import_hides_from_the_linter_in_a_call(path):
    assert list(named_in_calls(FILES[path].read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [p for p in FILES if p != "knowledge/clock.py"])
def test_only_the_clock_reads_the_time(path):
    assert clocks_named(FILES[path].read_text(encoding="utf-8")) == []


def test_the_clock_itself_reads_civil_and_machine_time():
    found = clocks_named(FILES["knowledge/clock.py"].read_text(encoding="utf-8"))
    assert {"datetime.datetime.now", "time.monotonic"} <= set(found)


@pytest.mark.parametrize(("source", "found"), [
    ("import bot.nlu", {"bot.nlu"}),
    ("def f():\n    from bot import cli", {"bot.cli"}),
    ("from ..bot import x", {"knowledge.bot.x"}),
    ("from . import model", {"knowledge.places.model"}),
    ("import importlib\nimportlib.import_module('rasa.core')", {"importlib", "rasa.core"}),
    ("__import__('rasa.core')", {"rasa.core"}),
])
def test_every_way_of_importing_is_seen(source, found):
    assert set(imported(source, "knowledge.places")) == found


@pytest.mark.parametrize("source", [
    "from datetime import datetime\ndatetime.now()", "import datetime as d\nd.datetime.utcnow()",
    "from datetime import date as day\nday.today()", "from time import time\ntime()", "import time\ntime.monotonic()",
    "import time\nread = time.monotonic",
])
def test_every_way_of_reading_the_time_is_seen(source):
    assert len(clocks_named(source)) == 1


def test_the_walk_reaches_the_whole_tree():
    assert Path("knowledge/rulebook/check.py").as_posix() in FILES and len(FILES) > 60
