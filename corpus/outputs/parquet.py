"""The corpus as Parquet, in folders by province and year, with a data dictionary beside it."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from corpus import queries
from corpus.errors import StoreError
from corpus.masking import mask_names
from corpus.outputs.arrow import make_table
from corpus.outputs.dictionary import (
    FIGURE_COLUMNS,
    TABLES,
    published_name,
    render_json,
    render_markdown,
    with_real,
)

NAME: Final = "parquet"
TITLE: Final = "Parquet, phân vùng theo tỉnh (bản đồ 34 tỉnh) và năm"
NOT_KNOWN: Final = "chua_ro"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What was written, and where."""

    folder: Path
    rows: Mapping[str, int]
    files: int
    bytes: int


def export(corpus: str | Path | None, folder: Path) -> ExportSummary:
    """Write articles, figures and checks; what an earlier export left in the folder is replaced.

    Raises:
        StoreError: the folder holds something that is no export, or cannot be written.
    """
    _require_own(folder)
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        counts = _write_tables(corpus, fresh)
        (fresh / "README.md").write_text(render_markdown(counts), encoding="utf-8")
        (fresh / "dictionary.json").write_text(render_json(counts), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return ExportSummary(
        folder=folder,
        rows=counts,
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
    )


def _require_own(folder: Path) -> None:
    if folder.is_file():
        raise StoreError(f"{folder}: is a file; give a folder to export into")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "dictionary.json").is_file():
        raise StoreError(f"{folder}: holds other things than an export; give another folder")


def _write_tables(corpus: str | Path | None, folder: Path) -> Mapping[str, int]:
    everything = queries.Filters()
    with queries.open_reader(corpus) as connection:
        articles = queries.articles(connection, everything)
        figures = queries.figures(connection, everything)
        checks = queries.checks(connection)
    articles = [row._replace(title=mask_names(row.title)) for row in articles]
    checks = [row._replace(title=mask_names(row.title)) for row in checks]
    figures = [_mask(row) for row in figures]
    _write_partitioned(
        folder / "articles",
        queries.ArticleRow._fields,
        articles,
        [row.province_new for row in articles],
        [_year(row.published) for row in articles],
    )
    _write_partitioned(
        folder / "figures",
        FIGURE_COLUMNS,
        [with_real(row) for row in figures],
        [row.province_new for row in figures],
        [row.period_year for row in figures],
    )
    table = make_table(queries.CheckRow._fields, checks)
    pq.write_table(table, folder / "checks.parquet", compression="zstd")
    return dict(zip(TABLES, (len(articles), len(figures), len(checks)), strict=True))


def _mask(row: queries.FigureRow) -> queries.FigureRow:
    return row._replace(
        title=mask_names(row.title),
        sentence=mask_names(row.sentence),
        quote=mask_names(row.quote),
    )


def _write_partitioned(
    folder: Path,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    provinces: Sequence[str | None],
    years: Sequence[int | None],
) -> None:
    """Write one folder per province and year; not known is a folder of its own, not a guess.

    Readers guess the type of a folder's name: a bare `04` would come back as the number 4,
    and a year as a number or as a text, depending on whether one is not known.
    """
    folder.mkdir()
    table = make_table([published_name(name) for name in columns], rows)
    for name, letter, known in (("province", "p", provinces), ("year", "y", years)):
        texts = [NOT_KNOWN if value is None else f"{letter}{value}" for value in known]
        table = table.append_column(name, pa.array(texts, pa.string()))
    if table.num_rows:
        pq.write_to_dataset(
            table,
            folder,
            partition_cols=["province", "year"],
            compression="zstd",
            basename_template="part-{i}.parquet",
        )


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published else None
