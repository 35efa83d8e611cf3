"""`danvan train` and `evaluate`: the learning loop."""

import json
import sys
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
    version: Annotated[str | None, typer.Option(help="Name of the model: fields@2026.11.")] = None,
    shipped: Annotated[
        bool, typer.Option("--release", help="The model that ships: hold the floors, pin them up.")
    ] = False,
    lower: Annotated[
        bool, typer.Option("--lower-floors", help="Let pinned scores go down, on purpose.")
    ] = False,
    workers: WorkersOption = 2,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Train a field model on labelled rows; write its folder: artefact, checksums, card.

    Example: danvan train --labelled rows.jsonl --out my-model
    """
    settings = start(corpus, log_format)
    from rich.console import Console

    from pipeline.learn import Training, release
    from pipeline.learn import train as fit
    from pipeline.reviewing import reviews_file

    reviews = reviews_file(settings)
    # The model that ships is made of what is in the project, so that anyone can make it again.
    if not single and not shipped and reviews.exists():
        print(f"danvan: folding in {reviews}", file=sys.stderr)
        labelled = [*labelled, reviews]
    day = Training(
        paths=tuple(labelled),
        out=out,
        single=single,
        seed=seed,
        workers=workers,
        cache=settings.data / "tokens",
        version=version,
    )
    with Console(stderr=True).status("training"):
        facts = release(day, allow_lower=lower) if shipped else fit(day)
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
    floors: Annotated[
        Path | None, typer.Option(help="Fail when a score is below what this file pins.")
    ] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Pin the scores; they only go up.")] = False,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Score the figures read from gold texts; print one JSON object.

    Example: danvan evaluate figures --gold tests/gold/figures.jsonl
    """
    settings = start(corpus, log_format)
    from pipeline.learn import evaluate_figures as score
    from pipeline.learn import hold_figures

    report = score(gold, settings.model)
    print(json.dumps(report, ensure_ascii=False, indent=1))
    if floors is not None:
        hold_figures(gold, floors, report, pin=pin)


evaluate.command("fields")(evaluate_fields)
evaluate.command("figures")(evaluate_figures)


review = typer.Typer(help="Read doubtful texts and decide their fields.", no_args_is_help=True)


def review_next(
    count: Annotated[int, typer.Option(min=1, help="How many texts.")] = 10,
    seed: Annotated[int, typer.Option(help="Draws the random share.")] = 0,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Offer texts by doubt, by conflict with the labelling functions, and a random share.

    Example: danvan review next --count 5
    """
    settings = start(corpus, log_format)
    from rich.console import Console

    from pipeline.reviewing import offer

    with Console(stderr=True).status("reading"):
        offers = offer(settings, count=count, seed=seed)
    for item in offers:
        asked = {**item.label.scores, "relevant": item.label.relevance}
        scores = "  ".join(f"{name} {score:.2f}" for name, score in asked.items())
        print(
            f"{item.id}  {item.reason} {item.score:.2f}\n  {item.title}\n  {item.lead}\n  {scores}"
        )
    if not offers:
        print("nothing left to review")


def review_label(
    article: Annotated[str, typer.Argument(metavar="ID", help="Id of the article.")],
    by: Annotated[str, typer.Option(help="Your alias.")],
    field: Annotated[
        list[str] | None,
        typer.Option("--field", help="A field it is about; may be given many times."),
    ] = None,
    off_topic: Annotated[
        bool, typer.Option("--not-relevant", help="Not about reaching, hearing or serving people.")
    ] = False,
    primary: Annotated[str | None, typer.Option(help="The main one of several fields.")] = None,
    why: Annotated[str, typer.Option(help="The reason, for whoever reads it later.")] = "",
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Decide an article's fields; who, when and why are kept, and training folds it in.

    Example: danvan review label 17739957177ce0f4 --field kinh_te --by lan --why "hiến đất"
    """
    settings = start(corpus, log_format)
    from pipeline.reviewing import Decision, decide, reviews_file

    if bool(field) == off_topic:
        raise typer.BadParameter("give --field, once or more, or --not-relevant")
    decide(
        settings,
        Decision(
            article_id=article,
            labels=tuple(field or ()),
            primary=primary,
            by=by,
            why=why,
        ),
    )
    print(f"kept in {reviews_file(settings)}")


review.command("next")(review_next)
review.command("label")(review_label)
