"""Units as written become units as named."""

from decimal import Decimal

import pytest

from pipeline.figures.found import Found
from pipeline.figures.spelling import fold
from pipeline.figures.units import Unit, known_units, read_unit


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (" mô hình, điển hình “Dân vận khéo”", "mô hình, điển hình", "count"),
        (" đồng/người/tháng.", "đồng/người/tháng", "money"),
        (" người/km2", "người/km²", "count"),
        (" tiêu chí/xã", "tiêu chí/xã", "count"),
        ("m2 đất", "m²", "area"),
        ("%kế hoạch", "%", "ratio"),
        (" điểm phần trăm", "điểm phần trăm", "ratio"),
        (" điểm, xếp thứ 3", "điểm", "point"),
        (" điểm cầu", "điểm cầu", "count"),
        (" đồng chí", "đồng chí", "count"),
        (" Hoà giải viên", "hòa giải viên", "count"),
        (" hòa giải viên", "hòa giải viên", "count"),
        (" hồ sơ/43", "hồ sơ", "count"),
        (" đơn vị", "đơn vị", "count"),
    ],
)
def test_units(text: str, name: str, kind: str) -> None:
    unit = read_unit(fold(text), 0)
    assert unit is not None
    assert (fold(unit.name), unit.kind) == (fold(name), kind)


@pytest.mark.parametrize("text", ["a1", ".", " (", "", " 5"])
def test_what_is_no_unit(text: str) -> None:
    assert read_unit(text, 0) is None


def test_no_written_form_means_two_units() -> None:
    assert len(known_units()) > 150


def test_a_quantity_is_known_by_what_it_counts_last() -> None:
    found = Found(start=0, end=2, value=Decimal(12), unit=Unit("người/km²", "count", 9, "người"))
    assert (found.unit_name, found.unit_kind) == ("người", "count")
    found.counts(Unit("hộ", "count", 5, "hộ"))
    assert (found.unit_name, found.unit_kind) == ("hộ", "count")
    found.counts(None)
    assert (found.unit, found.unit_name, found.unit_kind) == (None, "", "none")
