"""Tables as lines that can be read: every cell beside the words it belongs to; pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

Row = Sequence[str]
NUMBER = re.compile(r"[+\-–]?\d[\d.,]* ?%?")
CELLS = re.compile(r" +\| +")
MARKS = "-–+•* "


def table_lines(table: Iterable[Row]) -> list[str]:
    """Give a table as lines that can be read: each cell after its column's heading.

    A first row without a number in a cell of its own is the heading; without one, cells stand as
    they are. Under a heading that names a time, a cell stands with its row's label as well:
    `Năm 2016: Số hộ nghèo 151; Năm 2017: Số hộ nghèo 147.`
    """
    rows = [row for row in table if any(row)]
    if len(rows) > 1 and _is_heading(rows[0]):
        head, *rest = rows
        return [_row_line(head, row) for row in rest]
    return ["; ".join(filter(None, row)) for row in rows]


def _is_heading(row: Row) -> bool:
    return not any(NUMBER.fullmatch(cell) for cell in row[1:])


def _row_line(head: Row, row: Row) -> str:
    named = [(name, cell) for name, cell in zip(head[1:], row[1:], strict=False) if cell]
    if not named:
        return row[0]
    if any(_is_time(name) for name, _ in named):
        label = row[0].lstrip(MARKS)
        return f"{'; '.join(f'{name}: {label} {cell}' for name, cell in named)}."
    return f"{row[0]}: {'; '.join(f'{name} {cell}'.strip() for name, cell in named)}."


def _is_time(heading: str) -> bool:
    return any(c.isdigit() for c in heading)


def written_out(lines: Iterable[str]) -> list[str]:
    """Write out the tables among lines whose cells are parted by bars.

    A table has a heading, a number in each other row, and as many cells in each; any other
    lines stay as they are, for nobody can say which of their numbers go together.
    """
    written: list[str] = []
    for count, group in groupby(lines, key=lambda line: len(_cells(line))):
        run = list(group)
        table = [_cells(line) for line in run]
        if count > 2 and len(run) > 1 and _is_table(table):
            written += table_lines(table)
        else:
            written += run
    return written


def _cells(line: str) -> list[str]:
    """Part a line where bars do; most lines are one cell."""
    return [cell.strip() for cell in CELLS.split(line.strip(" |"))] if " | " in line else [line]


def _is_table(rows: Sequence[Row]) -> bool:
    head, *rest = rows
    return _is_heading(head) and all(
        any(NUMBER.fullmatch(cell) for cell in row[1:]) for row in rest
    )
