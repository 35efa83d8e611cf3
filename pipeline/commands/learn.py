"""`danvan train` and `evaluate`: the learning loop."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import CorpusOption, LogFormat, LogOption, start

LabelledOption = Annotated[
    list[Path],
    typer.Option("--labelled", help="A .jsonl file of labelled rows, or a folder of them."),
]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, help="Processes that tokenise.")]

evaluate = typer.Typer(help="Score fields or figures against labelled rows.", no_args_is_help=True)


def train(
    labelled: LabelledOption,
    out: Annotated[Path, typer.Option(help="Folder of the new model.")],
    single: Annotated[bool, typer.Option("--single", help="Exactly one label a text.")] = False,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 0,
    workers: WorkersOption = 2,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Train a field model on labelled rows; write its folder: artefact, checksums, card.

    Example: danvan train --labelled rows.jsonl --out my-model
    """
    settings = start(corpus, log_format)
    from rich.console import Console

    from pipeline.learn import train as fit

    with Console(stderr=True).status("training"):
        facts = fit(
            labelled,
            out,
            single=single,
            seed=seed,
            workers=workers,
            cache=settings.data / "tokens",
        )
    print(json.dumps(facts, ensure_ascii=False, indent=1))


def evaluate_fields(
    labelled: LabelledOption,
    model: Annotated[
        Path | None, typer.Option(help="Folder of a model; default: the shipped one.")
    ] = None,
    workers: WorkersOption = 2,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Score a model on labelled rows; print one JSON object.

    Example: danvan evaluate fields --labelled rows.jsonl --model my-model
    """
    settings = start(corpus, log_format)
    from pipeline.learn import evaluate as score

    result = score(
        labelled, model or settings.model, workers=workers, cache=settings.data / "tokens"
    )
    print(json.dumps(result, ensure_ascii=False, indent=1))


def evaluate_figures(
    gold: Annotated[Path, typer.Option(help="A .jsonl file of gold figures.")],
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Score the figures read from gold texts; print one JSON object.

    Example: danvan evaluate figures --gold tests/gold/figures.jsonl
    """
    settings = start(corpus, log_format)
    from pipeline.learn import evaluate_figures as score

    print(json.dumps(score(gold, settings.model), ensure_ascii=False, indent=1))


evaluate.command("fields")(evaluate_fields)
evaluate.command("figures")(evaluate_figures)
