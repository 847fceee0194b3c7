"""Logs of a process of its own: JSON lines, ours masked, other libraries' by place, exceptions by type and way."""
from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest
from support import ROOT


@pytest.fixture
def run(tmp_path):
    """run(source, file) -> what a process prints that logs this way, as parsed lines."""
    def run(source: str, file: str = "None") -> list[dict]:
        head = f"from pathlib import Path\nfrom bot.monitoring.logs import configure_logs\nconfigure_logs({file})\n"
        script = tmp_path / "script.py"
        script.write_text(head + textwrap.dedent(source).lstrip(), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, timeout=120,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
        )
        assert done.returncode == 0 and not done.stdout, done.stderr
        return [json.loads(line) for line in done.stderr.splitlines()]
    return run


def test_what_we_say_is_masked_once_more(run):
    (line,) = run("""
        import logging
        logging.getLogger("bot.serve.app").warning("%s waits, %d times", "我叫张三 13800138000", 3)
    """)
    assert (line["event"], line["level"], line["logger"]) == ("我叫[姓名] [手机号] waits, 3 times", "warning", "bot.serve.app")
    assert line["at"].endswith("+00:00")


def test_what_rasa_and_other_libraries_say_is_told_by_its_place(run):
    first, second = run("""
        import logging, structlog
        logging.getLogger("rasa.core.actions.action").error("Failed for 张三 in 金水区")
        def interpolate():
            log = structlog.get_logger("rasa.core.nlg.interpolator")
            log.warning("interpolator.text", response="张三", user_text="金水区")
        interpolate()
    """)
    assert first == {**first, "event": "library", "logger": "rasa.core.actions.action", "level": "error"}
    assert first["place"].endswith("script.py:5") and second["place"].endswith("script.py:8")
    assert "张三" not in json.dumps([first, second], ensure_ascii=False)


def test_an_exception_is_told_by_its_type_and_its_way(run):
    (line,) = run("""
        import logging
        def answer(text):
            raise ValueError(f"no topic for {text}")
        try:
            try:
                answer("张三住哪儿")
            except ValueError as error:
                raise RuntimeError("张三") from error
        except RuntimeError:
            logging.getLogger("bot.turns").exception("failed")
    """)
    assert [error["type"] for error in line["error"]] == ["RuntimeError", "ValueError"]
    assert (
        line["error"][1]["way"][-1].endswith("script.py:6 answer") and "张三" not in json.dumps(line, ensure_ascii=False)
    )


def test_the_database_and_the_system_say_why(run):
    locked, missing = run("""
        import logging
        from bot.stores.inbox import open_items
        from knowledge.database import open_engine
        log = logging.getLogger("bot.serve.app")
        try:
            open_items(open_engine("sqlite://"))
        except Exception:
            log.exception("a")
        try:
            open("/nowhere/张三")
        except OSError as error:
            log.error("b", exc_info=error)
    """)
    assert locked["error"][0] == {
        **locked["error"][0], "type": "sqlalchemy.exc.OperationalError", "why": "no such table: inbox_item"
    }
    assert (
        missing["error"][0]["why"] == "No such file or directory"
        and "张三" not in json.dumps(missing, ensure_ascii=False)
    )


def test_why_something_failed_is_masked_too(run):
    (line,) = run("""
        import logging
        logging.getLogger("bot.serve.app").error("x", exc_info=OSError(5, "姓名：张三 138/0013/8000"))
    """)
    assert line["error"][0]["why"] == "姓名：[姓名] [手机号]"


def test_nothing_below_warning_is_even_put_together(run):
    lines = run("""
        import logging, structlog
        class Never:
            def __str__(self): raise SystemExit(7)
            __repr__ = __deepcopy__ = __str__
        for name in ("rasa.core.processor", "sqlalchemy.engine", "sanic.root", "asyncio"):
            logging.getLogger(name).debug("%s", Never())
            logging.getLogger(name).info("%s", Never())
        structlog.get_logger("rasa.core.processor").debug("processor.message.parse", text=Never())
        structlog.get_logger("rasa.core.processor").info("processor.slots.log", slot_values=Never())
    """)
    assert lines == []


def test_warnings_and_wrong_calls_print_nothing_they_were_given(run):
    lines = run("""
        import logging, warnings
        warnings.simplefilter("always")
        warnings.warn("Invalid entity specification: 张三")
        logging.getLogger("bot.serve.app").warning("%s %s", "张三")
    """)
    assert "张三" not in json.dumps(lines, ensure_ascii=False)


def test_an_error_that_nobody_waited_for_is_told_without_its_words(run):
    (line,) = run("""
        import asyncio
        async def turn():
            raise ValueError("张三")
        async def serve():
            asyncio.get_running_loop().create_task(turn())
            await asyncio.sleep(0.01)
            import gc
            gc.collect()
        asyncio.run(serve())
    """)
    assert line["logger"] == "asyncio" and line["error"][0]["type"] == "ValueError"
    assert "张三" not in json.dumps(line, ensure_ascii=False)


def test_a_file_gets_the_same_lines(run, tmp_path):
    file = tmp_path / "var" / "logs" / "jumin.log"
    lines = run("""
        import logging
        logging.getLogger("knowledge.places").warning("loaded")
    """, file=f"Path({str(file)!r})")
    assert [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] == lines != []
