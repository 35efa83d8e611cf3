"""`danvan articles`, `figures`, `search`, `export`, `serve`: questions; nothing is written."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.options import CorpusOption, LogFormat, LogOption, OutputFormat, start

FieldOption = Annotated[
    str | None, typer.Option("--field", help="Field: kinh_te, van_hoa_xa_hoi …")
]
IndicatorOption = Annotated[
    str | None, typer.Option("--indicator", help="Indicator of the codebook.")
]
FamilyOption = Annotated[
    str | None, typer.Option("--family", help="Family of indicators: don_thu …")
]
ProvinceOption = Annotated[
    str | None, typer.Option("--province", help="Province by name, on the old map or the new one.")
]
PlaceOption = Annotated[str | None, typer.Option("--place", help="Words of the place's name.")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="From this day on.")
]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Up to this day.")]
PortalOption = Annotated[str | None, typer.Option("--portal", help="Slug of one portal.")]
LimitOption = Annotated[int | None, typer.Option("--limit", help="At most so many rows.", min=1)]
FormatOption = Annotated[OutputFormat, typer.Option("--format", help="How rows are written.")]

ARTICLE_COLUMNS = ("published", "province", "primary_field", "figures", "title", "id")
FIGURE_COLUMNS = ("family", "value", "unit", "period_text", "place_text", "quote", "article_id")
HIT_COLUMNS = ("published", "province", "title", "snippet", "id")


def articles(
    field: FieldOption = None,
    indicator: IndicatorOption = None,
    province: ProvinceOption = None,
    place: PlaceOption = None,
    since: FromOption = None,
    until: ToOption = None,
    portal: PortalOption = None,
    limit: LimitOption = None,
    output: FormatOption = OutputFormat.table,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """List articles, the newest first.

    Example: danvan articles --field kinh_te --province "Cao Bằng" --format csv
    """
    settings = start(corpus, log_format)
    from corpus import queries

    asked = _asked(locals())
    with queries.open_reader(settings.corpus) as connection:
        rows = queries.articles(connection, _filters(asked))
    _write(output, queries.ArticleRow._fields, rows, ARTICLE_COLUMNS)


def figures(
    field: FieldOption = None,
    indicator: IndicatorOption = None,
    family: FamilyOption = None,
    province: ProvinceOption = None,
    place: PlaceOption = None,
    since: FromOption = None,
    until: ToOption = None,
    portal: PortalOption = None,
    limit: LimitOption = None,
    output: FormatOption = OutputFormat.table,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """List figures with the words they stand in.

    Example: danvan figures --family don_thu --from 2020-01-01 --format jsonl
    """
    settings = start(corpus, log_format)
    from corpus import queries

    asked = _asked(locals())
    with queries.open_reader(settings.corpus) as connection:
        rows = queries.figures(connection, _filters(asked))
    _write(output, queries.FigureRow._fields, rows, FIGURE_COLUMNS)


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help='Words, "phrases", OR, -without.')],
    field: FieldOption = None,
    indicator: IndicatorOption = None,
    province: ProvinceOption = None,
    place: PlaceOption = None,
    since: FromOption = None,
    until: ToOption = None,
    portal: PortalOption = None,
    limit: LimitOption = None,
    output: FormatOption = OutputFormat.table,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Search the texts: with diacritics to the letter, without them whatever the diacritics.

    Example: danvan search "doi thoai" --province "Quảng Nam"
    """
    settings = start(corpus, log_format)
    from corpus import queries
    from corpus.frames import HitRow, hit_row
    from corpus.search import search as find

    asked = _asked(locals())
    with queries.open_reader(settings.corpus) as connection:
        rows = [hit_row(hit) for hit in find(connection, query, _filters(asked))]
    _write(output, HitRow._fields, rows, HIT_COLUMNS)


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into.")],
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Write the corpus as Parquet by province and year, with a data dictionary.

    Example: danvan export lake/
    """
    settings = start(corpus, log_format)
    from corpus.outputs.parquet import export as write

    summary = write(settings.corpus, folder)
    rows = ", ".join(f"{n} {what}" for what, n in summary.rows.items())
    print(f"{rows}: {summary.files} files, {summary.bytes / 1e6:.1f} MB in {folder}")


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; loopback unless told.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 lets the system choose.")] = 8001,
    corpus: CorpusOption = None,
    log_format: LogOption = LogFormat.text,
) -> None:
    """Open the analyst's pages over a corpus; they read and never write.

    Example: danvan serve --port 8001
    """
    settings = start(corpus, log_format)
    from corpus.site.server import run_site

    run_site(settings.corpus, host=host, port=port)


def _asked(options: Mapping[str, Any]) -> dict[str, Any]:
    names = (
        "field",
        "indicator",
        "family",
        "province",
        "place",
        "since",
        "until",
        "portal",
        "limit",
    )
    return {name: options[name] for name in names if options.get(name) is not None}


def _filters(asked: dict[str, Any]) -> Any:
    from corpus.frames import read_filters

    return read_filters(asked)


def _write(
    output: OutputFormat, columns: Sequence[str], rows: Sequence[Any], shown: Sequence[str]
) -> None:
    if output is OutputFormat.table:
        _write_table(columns, rows, shown)
        return
    from corpus.outputs.lines import write_csv, write_jsonl, write_parquet

    write = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}[output.value]
    write(columns, rows, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _write_table(columns: Sequence[str], rows: Sequence[Any], shown: Sequence[str]) -> None:
    places = [columns.index(name) for name in shown]
    cells = [["" if row[i] is None else str(row[i]) for i in places] for row in rows]
    print_table(shown, cells)
    print(f"{len(rows)} rows", file=sys.stderr)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows as a table on a terminal, as lines with tabs between the cells in a pipe."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            print("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name in {"id", "article_id", "slug"})
    for row in rows:
        table.add_row(*row)
    Console().print(table)
