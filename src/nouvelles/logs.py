"""Logging: events with context, coloured on a terminal, JSON for a service.

The names of events are listed here; no prose, no article text, no reader's address.
"""

from __future__ import annotations

import logging
import sys
from enum import StrEnum
from typing import Any


class Event(StrEnum):
    """Everything that is logged."""

    SERVING = "serving"
    WORKER_BEGAN = "worker began"
    WORKER_ENDED = "worker ended"
    WORKER_LOST = "worker lost"
    ARCHIVE_READ = "archive read"
    FAULT = "fault"
    BATCH = "batch"
    PICTURE_FETCHED = "picture fetched"
    PICTURE_REFUSED = "picture refused"
    READER_BEGAN = "reader began"
    READER_ENDED = "reader ended"
    READER_LOST = "reader lost"
    READ = "read"
    NOT_READ = "not read"
    NO_NETWORK = "no network: nothing is read for now"
    GROUPER_LOST = "grouper lost"
    SNAPSHOT_LEFT = "snapshot of stories left aside"
    GROUPED = "grouped"
    TRANSLATOR_LOST = "translator lost"
    TRANSLATED = "translated"
    NOT_TRANSLATED = "not translated"
    MEANING_LOST = "search by meaning lost"
    ERASED = "erased"
    PRUNED = "pruned"
    VIEWS_NOT_KEPT = "views not kept yet"
    FILTER_FAILED = "filter failed"
    COMMENT_NOT_KEPT = "comment not kept"
    COMMENTS_FORGOTTEN = "comments forgotten"


class Log:
    """Where events go. What writes them is loaded with the first that is written: most
    commands write none, and it takes 70 ms."""

    def __init__(self) -> None:
        self._level = logging.INFO

    def set_level(self, level: int) -> None:
        """Write events of this level (as `logging` numbers them) and above."""
        self._level = level

    def debug(self, event: Event, **context: Any) -> None:
        self._write(logging.DEBUG, event, context)

    def info(self, event: Event, **context: Any) -> None:
        self._write(logging.INFO, event, context)

    def warning(self, event: Event, **context: Any) -> None:
        self._write(logging.WARNING, event, context)

    def error(self, event: Event, **context: Any) -> None:
        self._write(logging.ERROR, event, context)

    def exception(self, event: Event, **context: Any) -> None:
        """An error, with the trace of the exception that is being handled."""
        self._write(logging.ERROR, event, {"exc_info": True, **context})

    def _write(self, level: int, event: Event, context: dict[str, Any]) -> None:
        if level < self._level:
            return
        import structlog

        if not structlog.is_configured():
            _configure()
        structlog.get_logger().log(level, event, **context)


def _configure() -> None:
    """To standard error: for people on a terminal, as JSON lines elsewhere."""
    import structlog

    render: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            render,
        ],
        # Standard error as it is then: a test's is closed after it.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def set_up(*, verbose: bool = False) -> None:
    """Log from `info` on, or with `verbose` every batch."""
    log.set_level(logging.DEBUG if verbose else logging.INFO)


log = Log()
