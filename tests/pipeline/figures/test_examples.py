"""Examples are the specification: sentences that must give a figure, and look-alikes that must not."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.records import Figure
from pipeline.figures.extract import Context, read_figures
from pipeline.figures.indicators import families

FOLDER = Path(__file__).parents[2] / "figures"
FILES = sorted(FOLDER.glob("*.toml"))


def cases(kind: str) -> list[Any]:
    found = []
    for path in FILES:
        for number, row in enumerate(
            tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])
        ):
            found.append(pytest.param(path.stem, row, id=f"{path.stem}-{number}"))
    return found


def shown(figure: Figure, wanted: dict[str, Any]) -> dict[str, Any]:
    """Give of a figure the slots that an example states."""
    values = {slot: getattr(figure, slot) for slot in wanted}
    return {
        slot: float(value) if isinstance(value, Decimal)
        else list(value) if isinstance(value, tuple) else value
        for slot, value in values.items()
    }  # fmt: skip


@pytest.mark.parametrize(("family", "row"), cases("match"))
def test_sentence_gives_its_figures(family: str, row: dict[str, Any]) -> None:
    figures = read_figures(row["text"], Context(title=row.get("title", "")))
    for wanted in row["figures"]:
        slots = {"family": family, **wanted}
        assert slots in [shown(figure, slots) for figure in figures]


@pytest.mark.parametrize(("family", "row"), cases("refuse"))
def test_look_alike_gives_none(family: str, row: dict[str, Any]) -> None:
    figures = read_figures(row["text"], Context(title=row.get("title", "")))
    assert [figure for figure in figures if figure.family == family] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_examples_names_a_family_and_has_both_kinds(path: Path) -> None:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    assert path.stem in set(families().values())
    assert len(rows["match"]) >= 10
    assert len(rows["refuse"]) >= 5
