"""Texts that are a number or an amount of money and no more."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Figure
from pipeline.figures.extract import Context, read_figures
from pipeline.figures.sole_amount import CURRENCIES, read_sole_amount


def only(text: str) -> Figure:
    (figure,) = read_figures(text, Context())
    assert text[figure.start : figure.end] == figure.quote
    return figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("47", "47"),
        ("2.500", "2500"),
        ("âm 3,5", "-3.5"),
        ("bốn mươi mốt", "41"),
        ("hai mươi ba nghìn không trăm linh bốn", "23004"),
        ("250k", "250000"),
        ("3/4", "0.75"),
        ("trăm", "100"),
        ("triệu", "1000000"),
    ],
)
def test_a_number_alone_is_read(text: str, value: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.kind) == (Decimal(value), "", "level")


@pytest.mark.parametrize(
    ("text", "place"), [("đầu tiên", 1), ("thứ nhất", 1), ("thứ nhì", 2), ("thứ 12", 12)]
)
def test_a_place_in_an_order_is_a_rank(text: str, place: int) -> None:
    figure = only(text)
    assert (figure.value, figure.kind) == (place, "rank")


@pytest.mark.parametrize("text", ["thứ hai", "thứ 5", "thứ bảy", "7/3"])
def test_a_day_is_no_number(text: str) -> None:
    assert read_figures(text, Context()) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("sáu đô la", "6", "USD"),
        ("$250", "250", "USD"),
        ("40K$", "40000", "USD"),
        ("USD7,5", "7.5", "USD"),
        ("7 đô la và 15 xen", "7.15", "USD"),
        ("bảy đô 15", "7.15", "USD"),
        ("3 phẩy 25 đô", "3.25", "USD"),
        ("tám xu", "8", "cent"),
        ("EUR 35,50", "35.5", "EUR"),
        ("£12", "12", "GBP"),
        ("Rs. 90", "90", "INR"),
        ("5 dirham", "5", "AED"),
        ("VN$5000", "5000", "đồng"),
        ("45.000 đồng", "45000", "đồng"),
        ("hai triệu đồng.", "2000000", "đồng"),
    ],
)
def test_an_amount_alone_keeps_its_currency(text: str, value: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.qualifier) == (Decimal(value), unit, "exact")
    assert figure.family == "so_tien"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("giữa 300 và 500 đồng", 300, 500),
        ("giữa 300 đồng và 500 đồng", 300, 500),
        ("từ 3000 VNĐ tới 5000 VNĐ", 3000, 5000),
        ("khoảng 300-500 đồng", 300, 500),
        ("xấp xỉ VND300-VND500", 300, 500),
        ("từ hai phẩy 5 đến 4 đô la", Decimal("2.5"), 4),
        ("từ 5 đến 7 triệu đồng", 5000000, 7000000),
    ],
)
def test_a_range_alone_has_both_ends(text: str, low: object, high: object) -> None:
    figure = only(text)
    assert (figure.value, figure.value_max, figure.qualifier) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("dưới 900 đồng", "less_than"),
        ("ít hơn chín trăm đồng", "less_than"),
        ("không tới 900 đồng", "less_than"),
        ("không cao hơn 900 đồng", "at_most"),
        ("từ 900 đồng trở xuống", "at_most"),
        ("nhiều hơn 900 đồng", "more_than"),
        ("cao hơn 900 đồng", "more_than"),
        ("không ít hơn 900 đồng", "at_least"),
        ("900 đồng trở lên", "at_least"),
        ("tầm 900 đồng", "about"),
    ],
)
def test_a_bound_alone_is_said_in_many_ways(text: str, qualifier: str) -> None:
    figure = only(text)
    assert (figure.value, figure.qualifier) == (900, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "từ 5 đô",
        "giữa 7 và 5 đồng",
        "giữa 5 đến 7 đồng",
        "5 đô và 7 euro",
        "từ 500 đồng đến 1 đô la",
        "đô la",
        "12 xã",
        "",
    ],
)
def test_what_is_no_single_amount_is_left_to_the_rules(text: str) -> None:
    assert read_sole_amount(text) is None


FORMS = [form for forms in CURRENCIES.values() for form in forms]
WORDS = st.sampled_from(
    [*FORMS, "giữa", "từ", "và", "đến", "-", "5", "7,5", "1.000", "hai", "mươi", "triệu", "k",
     "phẩy", "dưới", "không quá", "trở lên", "."]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=10).map(" ".join)))
def test_any_short_text_reads_without_a_crash(text: str) -> None:
    found = read_sole_amount(text.lower())
    if found is not None:
        assert 0 <= found.begin <= found.start < found.end <= len(text.lower())
        assert found.value_max is None or found.value < found.value_max
