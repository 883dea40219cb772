"""How the log is written: for people or as JSON, with the reference, never with message text.

Everything that logs ends here, other people's packages too, from a warning on. What these say may
quote what somebody wrote, so only where they said it is kept. An error is its kind and the places
that it came through, never its text.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.types import Processor

from adapters.settings import LogSettings

OURS = ("adapters", "bot", "evals", "knowledge", "remit")
"""Names of loggers that are known to log no message text."""

PLACES = 4
"""How many of the innermost places an error came through are told."""

Line = MutableMapping[str, Any]

_with_extras = structlog.stdlib.ExtraAdder()
"""Puts what a logger was given in `extra` into the line."""


def configure(settings: LogSettings) -> None:
    """Write to standard error: ours from level INFO on, others' warnings; called once, at start."""
    last: Processor = (
        structlog.processors.JSONRenderer() if settings.format == "json" else _for_people
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            processors=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                _without_text,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                ProcessorFormatter.remove_processors_meta,
                last,
            ],
        )
    )
    # What others do in passing is told without its words, so it would tell nobody anything.
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def where(error: BaseException) -> str:
    """An error's kind and the places it came through, without its text."""
    return _where(type(error), error.__traceback__)


def _where(kind: type[BaseException], places: TracebackType | None) -> str:
    """The same of an error's parts."""
    frames = traceback.extract_tb(places)[-PLACES:]
    return f"{kind.__name__} at " + " > ".join(f"{each.filename}:{each.lineno}" for each in frames)


def _without_text(_logger: Any, _method: str, line: Line) -> Line:
    """Take out what may quote somebody: texts of errors, and what others' packages say."""
    record: logging.LogRecord = line["_record"]
    line.pop("stack_info", None)
    error = line.pop("exc_info", None)
    if isinstance(error, tuple) and error[0]:
        line["error"] = _where(error[0], error[2])
    if record.name.partition(".")[0] in OURS:
        return _with_extras(_logger, _method, line)
    line["event"] = f"something to see at {record.pathname}:{record.lineno}"
    return line


def _for_people(_logger: Any, _method: str, line: Line) -> str:
    """`time LEVEL logger event key=value …`."""
    time, level, name, event = (
        line.pop(key, "") for key in ("timestamp", "level", "logger", "event")
    )
    rest = "".join(f" {key}={value}" for key, value in sorted(line.items()))
    return f"{time} {str(level).upper()} {name} {event}{rest}"
