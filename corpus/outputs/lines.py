"""Rows as CSV, JSON lines or Parquet, to a stream: what `--format` asks for."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: IO[bytes]) -> None:
    """Write CSV in UTF-8 with a mark at its start, without which Excel spoils Vietnamese."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def write_jsonl(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: IO[bytes]) -> None:
    """Write one JSON object a line; numbers are numbers, with the digits that were printed."""
    for row in rows:
        pairs = (
            f"{json.dumps(name)}: {to_json(value)}"
            for name, value in zip(columns, row, strict=True)
        )
        stream.write(("{" + ", ".join(pairs) + "}\n").encode())


def write_parquet(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: IO[bytes]
) -> None:
    """Write one Parquet file."""
    import pyarrow.parquet as pq

    from corpus.outputs.arrow import make_table

    buffer = io.BytesIO()
    pq.write_table(make_table(columns, list(rows)), buffer, compression="zstd")
    stream.write(buffer.getvalue())


FORMATS: Final = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}


def to_json(value: Any) -> str:
    """Write a value as JSON; a decimal keeps its digits and has no exponent."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return json.dumps(value.isoformat())
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
