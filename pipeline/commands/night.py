"""`danvan nightly`, `crawl`, `tag`, `publish`, `import`, `demo`: what writes to a corpus."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import CorpusOption, LogFormat, LogOption, progress, start

if TYPE_CHECKING:
    from pipeline.nightly import Outcome
    from pipeline.settings import Settings
    from scrapers.portal import Portal

PortalsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--portal", help="Slug of a portal, or a profile (.toml); may be given many times."
    ),
]
SinceOption = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], help="Articles from this day on."),
]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, help="Processes side by side.")]


def nightly(
    portal: PortalsOption = None,
    since: SinceOption = None,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Spend a night: crawl, read, keep, publish and report; go on where a killed one stopped.

    Example: danvan nightly --portal cao-bang --portal lang-son
    """
    settings = start(corpus, log_format)
    portals = _portals(portal)
    from pipeline.nightly import Night
    from pipeline.nightly import nightly as spend
    from pipeline.nlp import load

    with progress() as bar:
        task = bar.add_task("loading the reader", total=None)
        nlp = load(settings.model)
        night = Night(
            portals=portals,
            since=since.date() if since else None,
            watch=lambda what, done: bar.update(task, description=what, completed=done),
        )
        outcome = spend(nlp, night, settings)
    _print_outcome(outcome, settings)
    raise typer.Exit(1 if outcome.needs_a_person else 0)


def crawl(
    portal: PortalsOption = None,
    since: SinceOption = None,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Bring new articles back and keep them as published; `danvan tag` reads them.

    Example: danvan crawl --portal cao-bang
    """
    settings = start(corpus, log_format)
    portals = _portals(portal)
    from pipeline.nightly import Night
    from pipeline.nightly import nightly as spend

    with progress() as bar:
        task = bar.add_task("crawling", total=None)
        night = Night(
            portals=portals,
            since=since.date() if since else None,
            publish=False,
            watch=lambda what, done: bar.update(task, description=what, completed=done),
        )
        outcome = spend(None, night, settings)
    _print_outcome(outcome, settings)
    raise typer.Exit(1 if outcome.needs_a_person else 0)


def tag(
    workers: WorkersOption = 1,
    everything: Annotated[
        bool, typer.Option("--all", help="Read again what this model has read already.")
    ] = False,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Read the articles of the corpus again: after a new model or a new rule.

    Example: danvan tag --workers 2
    """
    settings = start(corpus, log_format)
    from pipeline.keeping import tag as tag_all

    with progress() as bar:
        task = bar.add_task("reading", total=None)
        kept = tag_all(
            settings, workers=workers, everything=everything, watch=lambda _: bar.advance(task)
        )
    print(_counts(kept))


def reparse(
    portal: PortalsOption = None,
    since: SinceOption = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Replace what differs; its history is kept.")
    ] = False,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Read the archived pages again and show, attribute by attribute, what would differ.

    Example: danvan reparse --portal cao-bang
    """
    settings = start(corpus, log_format)
    portals = _portals(portal)
    from pipeline.reparsing import reparse as replay

    first = since.date() if since else None
    unread = pages = 0
    for found in replay(settings, portals, since=first, apply=apply):
        unread += found.unread
        pages += found.pages
        if not found.pages:
            continue
        counts = ", ".join(f"{name} {n}" for name, n in found.attributes.most_common())
        print(
            f"{found.portal}: {found.pages} pages, {found.changed} articles differ, "
            f"{found.unread} not read, {found.replaced} replaced"
            + (f" ({counts})" if counts else "")
        )
        for line in found.examples:
            print(f"  {line}")
    print(f"{pages} pages read again in {settings.data / 'archive'}")
    raise typer.Exit(1 if unread else 0)


def publish(corpus: CorpusOption = None, log_format: LogOption = LogFormat.text) -> None:
    """Write the published files from the corpus as it is.

    Example: danvan publish
    """
    settings = start(corpus, log_format)
    from pipeline.nightly import publish as write

    for name, path in write(settings).items():
        print(f"{name}: {path}")


def import_(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help=".txt, .html, .jsonl, .warc.gz files.")
    ],
    workers: WorkersOption = 1,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Keep articles you already have; the same article twice is kept once.

    Example: danvan import articles/*.html notes.jsonl
    """
    settings = start(corpus, log_format)
    from pipeline.keeping import import_all

    with progress() as bar:
        task = bar.add_task("importing", total=None)
        kept, failures = import_all(
            settings, paths, workers=workers, watch=lambda _: bar.advance(task)
        )
    for failure in failures:
        print(f"danvan: {failure}", file=sys.stderr)
    print(_counts(kept) + (f", {len(failures)} could not be read" if failures else ""))
    raise typer.Exit(1 if failures else 0)


def demo(
    out: Annotated[Path, typer.Option(help="Folder for everything the demo makes.")] = Path(
        "demo-output"
    ),
    nights: Annotated[int, typer.Option(min=1, max=9, help="How many nights to spend.")] = 2,
    serve: Annotated[
        bool, typer.Option("--serve", help="Open the analyst's pages at the end.")
    ] = False,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Spend two nights on a replica portal on loopback: the main job, with nothing to set up.

    Example: danvan demo --serve
    """
    start(None, log_format)
    from pipeline.demo import prepare, run_demo
    from pipeline.nlp import load

    settings = prepare(out)
    with progress() as bar:
        task = bar.add_task("loading the reader", total=None)
        nlp = load(settings.model)
        watch = lambda what, done: bar.update(task, description=what, completed=done)  # noqa: E731
        for night in run_demo(nlp, settings, nights=nights, watch=watch):
            bar.print()
            print(f"Night {night.number} of {nights}")
            _print_outcome(night.outcome, settings)
    print(f"\nThe analyst's pages: {_myself()} serve --corpus {settings.corpus}")
    if serve:
        from corpus.site.server import run_site

        run_site(settings.corpus, host="127.0.0.1", port=8001)


def _myself() -> str:
    """Give what to type to run danvan again from here."""
    path = Path(sys.argv[0])
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return "danvan"


def _portals(slugs: list[str] | None) -> "tuple[Portal, ...]":
    from scrapers.profiles import load_portal, load_portals, read_profile

    if slugs:
        return tuple(
            read_profile(Path(slug)) if slug.endswith(".toml") else load_portal(slug)
            for slug in slugs
        )
    today = datetime.now(UTC).date()
    return tuple(
        portal
        for portal in load_portals()
        if (portal.valid_from is None or portal.valid_from <= today)
        and (portal.valid_until is None or today <= portal.valid_until)
    )


def _print_outcome(outcome: "Outcome", settings: "Settings") -> None:
    from rich.console import Console

    from corpus import queries
    from corpus.report import read_overview, render_terminal

    console = Console(width=None if sys.stdout.isatty() else 120)
    with queries.open_reader(settings.corpus) as connection:
        console.print(render_terminal(outcome.report, read_overview(connection)))
    changed = sum(n for what, n in outcome.kept.items() if what != "unchanged")
    print(
        _counts(outcome.kept) if changed else "nothing changed: no article is new, edited or gone"
    )
    for issue in outcome.report.issues:
        if issue.level != "info":
            print(f"  {issue.level}: {issue.portal or 'all'}: {issue.message.splitlines()[0]}")
    print(f"corpus: {settings.corpus}")
    for name, path in outcome.files.items():
        print(f"{name}: {path}")


def _counts(kept: "dict[str, int] | object") -> str:
    counts = dict(kept) if isinstance(kept, dict) else {}
    return ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing to do"
