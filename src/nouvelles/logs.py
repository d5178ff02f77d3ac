"""Logging: events with context, coloured on a terminal, JSON for a service.

The names of events are listed here; no prose, no article text, no reader's address.
"""

from __future__ import annotations

import logging
import sys
from enum import StrEnum

import structlog


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


def set_up(*, verbose: bool = False) -> None:
    """Log to standard error: for people on a terminal, as JSON lines elsewhere."""
    render: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.DEBUG if verbose else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


log: structlog.stdlib.BoundLogger = structlog.get_logger()
