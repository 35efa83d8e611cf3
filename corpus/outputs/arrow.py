"""Rows as an Arrow table with the types that every published file shares."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

EXACT = pa.decimal128(38, 6)
"""Wide enough for đồng in thousands of billions and for a score with four decimals."""


def make_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Make a table; a column without any value is a column of texts."""
    values = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    arrays = {name: pa.array(_plain(column), _type_of(column)) for name, column in values.items()}
    return pa.table(arrays)


def _type_of(column: list[Any]) -> pa.DataType:
    kinds = {type(value) for value in column if value is not None}
    if kinds <= {int, float} and float in kinds:
        return pa.float64()
    first = next(iter(kinds)) if len(kinds) == 1 else str
    return _TYPES.get(first, pa.string())


def _plain(column: list[Any]) -> list[Any]:
    if _type_of(column) != pa.string():
        return column
    return [value if value is None or isinstance(value, str) else _text(value) for value in column]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


_TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    Decimal: EXACT,
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}
