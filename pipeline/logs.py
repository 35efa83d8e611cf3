"""Structured logs, set up once: a fixed phrase and its facts, as text or as JSON lines."""

import logging
import sys
from typing import Any, Literal, TextIO

import structlog

LogFormat = Literal["text", "json"]


def set_up_logs(log_format: LogFormat = "text", *, stream: TextIO | None = None) -> None:
    """Send every log line to standard error, as text for people or JSON for machines."""
    colours = (stream or sys.stderr).isatty()
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=colours)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_logger() -> Any:
    """Give a logger whose first word is a fixed phrase and whose facts are keywords."""
    return structlog.get_logger()
