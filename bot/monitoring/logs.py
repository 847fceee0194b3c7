"""Logs as JSON lines on standard error, without personal data; also to a file when one is set.

What our own rooms log is masked once more by bot.privacy.redaction. What other libraries log is told by its place in
their source and never by its words, and an exception by its type and the way it took, masked too: their words may quote
a resident, or the parameters of a statement.
"""
from __future__ import annotations

import logging
import logging.handlers
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import structlog
import ujson

from bot.monitoring.safe_exceptions import short_path, tell
from bot.privacy.redaction import redact_values

OURS = ("bot", "knowledge", "actions")
# Libraries whose warnings are about the process itself, and never about a request.
PLAIN = ("alembic",)
PROCESSORS = [structlog.stdlib.add_log_level, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
META = ("_record", "_from_structlog", "level", "event", "exc_info", "stack_info")


def configure_logs(file: Path | None = None) -> None:
    """From now on this process logs warnings and errors of every library, and what our own rooms say, as JSON lines."""
    # Libraries set filters of their own while they are imported, and Rasa's warnings quote what it could not read.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[as_line, as_json],
        foreign_pre_chain=[structlog.stdlib.add_log_level],
    )
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Reopens the file when logrotate has moved it.
        handlers.append(logging.handlers.WatchedFileHandler(file, encoding="utf-8"))
    for handler in handlers:
        handler.setFormatter(formatter)
    # A call of logging with wrong arguments is otherwise printed whole, arguments and all.
    logging.raiseExceptions = False
    logging.basicConfig(level=logging.WARNING, handlers=handlers, force=True)
    for name in ("bot.turns", "bot.serve.daily_audit"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("sanic.error").addFilter(says_something)
    # A filtering logger drops what is below its level before any text is put together.
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )


def says_something(record: logging.LogRecord) -> bool:
    """Not Sanic's advice, on a terminal only, to develop with its debugger."""
    return "PRODUCTION mode" not in record.getMessage()


def as_line(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """What is written of an event."""
    record: logging.LogRecord = event["_record"]
    line = {
        "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
        "level": event["level"], "logger": record.name,
        **(
            said(event) if is_ours(record.name) else {
                "event": "library", "place": f"{short_path(record.pathname)}:{record.lineno}"
            }
        ),
    }
    error = error_of(event.get("exc_info"))
    return {**line, "error": redact_values(tell(error))} if error else line


def as_json(logger: Any, method: str, line: dict[str, Any]) -> str:
    """The line as it is written; what stands in it is text, numbers and lists and dictionaries of these."""
    return ujson.dumps(line, ensure_ascii=False, escape_forward_slashes=False)


def said(event: dict[str, Any]) -> dict[str, Any]:
    """The event and its values, masked."""
    values = {key: value for key, value in event.items() if key not in META}
    return redact_values({"event": event["event"], **values})


def is_ours(name: str) -> bool:
    return name.partition(".")[0] in OURS + PLAIN


def error_of(exc_info: Any) -> BaseException | None:
    """The exception in whatever form logging hands it over."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return sys.exc_info()[1] if exc_info else None
