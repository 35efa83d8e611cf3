"""`danvan doctor`: what a night depends on, and how it is."""

from datetime import UTC, datetime

import typer

from pipeline.commands.options import CorpusOption, LogFormat, LogOption, start


def doctor(corpus: CorpusOption = None, log_format: LogOption = LogFormat.text) -> None:
    """Say what is installed, which model, which corpus, which portals are stale, disk, clock.

    Example: danvan doctor
    """
    settings = start(corpus, log_format)
    from rich.console import Console
    from rich.table import Table

    from pipeline.doctor import examine

    colours = {"ok": "green", "note": "yellow", "wrong": "red"}
    table = Table(show_header=False, box=None)
    wrong = 0
    for finding in examine(settings, datetime.now(UTC)):
        wrong += finding.state == "wrong"
        table.add_row(
            finding.what, f"[{colours[finding.state]}]{finding.state}[/]", finding.message
        )
    Console().print(table)
    raise typer.Exit(1 if wrong else 0)
