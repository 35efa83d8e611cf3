"""Options that many commands share, and what each does before it starts."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

    from pipeline.settings import Settings


class LogFormat(StrEnum):
    """How log lines are written."""

    text = "text"
    json = "json"


class OutputFormat(StrEnum):
    """How rows are written."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


CorpusOption = Annotated[
    str | None,
    typer.Option(
        "--corpus",
        metavar="PATH|URL",
        help="The corpus; default: DANVAN_CORPUS, else the user's data folder.",
        show_default=False,
    ),
]
LogOption = Annotated[LogFormat, typer.Option("--log-format", help="How log lines are written.")]


def start(corpus: str | None, log_format: LogFormat) -> "Settings":
    """Set up logs and read the settings: what every command does first."""
    from pipeline.logs import set_up_logs
    from pipeline.settings import load_settings

    set_up_logs(log_format.value)
    return load_settings(corpus=corpus)


def progress() -> "Progress":
    """Give a progress display on standard error: on a terminal only, silent in a pipe."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
