"""`danvan annotate`: read articles without touching a corpus."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import CorpusOption, LogFormat, LogOption, progress, start


def annotate(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT…", help=".txt, .html or .jsonl files, or - .")
    ],
    model: Annotated[
        Path | None, typer.Option(help="Folder of a trained model; default: the shipped one.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the words and rules that decided each field.")
    ] = False,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Read articles and write one JSON row for each to standard output; no corpus is touched.

    Example: danvan annotate article.txt | python3 -m json.tool
    """
    settings = start(corpus, log_format)
    from pipeline.annotate import annotate as rows_of
    from pipeline.annotate import encode
    from pipeline.inputs import read_inputs
    from pipeline.nlp import load

    failures = 0
    with progress() as bar:
        task = bar.add_task("loading the reader", total=None)
        nlp = load(model or settings.model)
        bar.update(task, description="reading")
        for row in rows_of(nlp, read_inputs(inputs), explain=explain):
            if "error" in row:
                failures += 1
                print(f"danvan: {row['error']['message']}", file=sys.stderr)
            sys.stdout.buffer.write(encode(row) + b"\n")
            bar.advance(task)
        sys.stdout.buffer.flush()
    raise typer.Exit(1 if failures else 0)
