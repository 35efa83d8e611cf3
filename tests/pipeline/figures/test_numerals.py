"""Numerals: what is said comes back, whatever the size; writing habits are told apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.numerals import longest_words, read_digits, read_words

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def say_tens(number: int, *, ten: str = "mươi") -> list[str]:
    """Say 10 to 99 as it is spoken."""
    tens, unit = divmod(number, 10)
    words = ["mười"] if tens == 1 else [DIGITS[tens], ten]
    if unit == 5:
        words.append("lăm")
    elif unit == 1 and tens > 1:
        words.append("mốt")
    elif unit == 4 and tens > 1:
        words.append("tư")
    elif unit:
        words.append(DIGITS[unit])
    return words


def say_group(number: int, *, full: bool, link: str) -> list[str]:
    """Say 1 to 999; after a higher group the missing hundreds are said too."""
    hundreds, rest = divmod(number, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if rest >= 10:
        words += say_tens(rest)
    elif rest:
        words += [link, DIGITS[rest]] if words else [DIGITS[rest]]
    return words


def say(number: int, *, thousand: str = "nghìn", link: str = "linh", billion: str = "tỷ") -> str:
    """Say a whole number below 10¹² in Vietnamese."""
    if number == 0:
        return "không"
    words: list[str] = []
    for scale, name in ((10**9, billion), (10**6, "triệu"), (1000, thousand), (1, "")):
        group = number // scale % 1000
        if group:
            words += [*say_group(group, full=bool(words), link=link), *([name] if name else [])]
    return " ".join(words)


@given(
    st.integers(0, 10**12 - 1),
    st.sampled_from(["nghìn", "ngàn"]),
    st.sampled_from(["linh", "lẻ"]),
    st.sampled_from(["tỷ", "tỉ"]),
)
def test_what_is_said_is_read_back(number: int, thousand: str, link: str, billion: str) -> None:
    words = say(number, thousand=thousand, link=link, billion=billion)
    assert read_words(words) == number


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_decimals_said_digit_by_digit_are_read_back(whole: int, fraction: int) -> None:
    text = f"{fraction:02d}"
    words = f"{say(whole)} phẩy {' '.join(DIGITS[int(c)] for c in text)}"
    assert read_words(words) == Decimal(f"{whole}.{text}")


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " ", "\u00a0"]))
def test_grouped_counts_are_read_back(number: int, sign: str) -> None:
    text = f"{number:,}".replace(",", sign)
    read = read_digits(text, "whole")
    assert read is not None
    assert read.value == number


@given(st.text("0123456789., \u00a0", max_size=40), st.sampled_from(["whole", "ratio", "scaled"]))
def test_any_writing_is_read_or_refused(text: str, style: str) -> None:
    read = read_digits(text, style)  # type: ignore[arg-type]
    assert read is None or read.value >= 0


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("một trăm linh năm", "105"),
        ("hai mươi tư", "24"),
        ("hai mươi mốt", "21"),
        ("ba mươi lăm", "35"),
        ("hai lăm", "25"),
        ("bẩy mươi tám vạn", "780000"),
        ("một tỷ hai", "1200000000"),
        ("ba chục", "30"),
        ("hai tá", "24"),
        ("hai triệu rưỡi", "2500000"),
        ("một trăm rưỡi", "150"),
        ("nửa triệu", "500000"),
        ("một nửa", "0.5"),
        ("mười lăm phẩy hai", "15.2"),
        ("hai phẩy bảy lăm", "2.75"),
        ("ba chấm không năm", "3.05"),
        ("một phẩy hai nghìn tỷ", "1200000000000"),
        ("âm hai phẩy năm", "-2.5"),
        ("Một nghìn hai trăm ba mươi tư tỷ", "1234000000000"),
    ],
)
def test_spoken_forms(words: str, value: str) -> None:
    assert read_words(words) == Decimal(value)


@pytest.mark.parametrize(
    "words", ["mười năm", "ba năm", "hai ba", "trăm", "mươi", "phẩy hai", "cây số", "", "tỷ"]
)
def test_years_and_scraps_are_no_numerals(words: str) -> None:
    assert read_words(words) is None


def test_the_longest_numeral_is_taken_and_years_are_left() -> None:
    assert longest_words(["hai", "mươi", "năm"]) == (Decimal(20), 2)


@pytest.mark.parametrize(
    ("text", "style", "habit", "value", "other"),
    [
        ("33,838", "whole", "vi", "33838", None),
        ("8.552", "whole", "vi", "8552", None),
        ("91,3", "ratio", "vi", "91.3", None),
        ("6.81", "ratio", "vi", "6.81", None),
        ("4.375", "measure", "vi", "4375", "4.375"),
        ("4.375", "measure", "en", "4.375", "4375"),
        ("49,677", "measure", "vi", "49.677", "49677"),
        ("12,500", "scaled", "vi", "12500", "12.500"),
        ("14.576", "scaled", "vi", "14576", "14.576"),
        ("2.5", "scaled", "vi", "2.5", None),
        ("1.234.567", "money", "vi", "1234567", None),
        ("1.234,5", "bare", "vi", "1234.5", None),
        ("1,234.5", "bare", "vi", "1234.5", None),
        ("0,689", "bare", "vi", "0.689", None),
        ("1 245 300", "whole", "vi", "1245300", None),
        (",77", "bare", "vi", "0.77", None),
    ],
)
def test_separators(text: str, style: str, habit: str, value: str, other: str | None) -> None:
    read = read_digits(text, style, habit)  # type: ignore[arg-type]
    assert read is not None
    assert (read.value, read.other) == (Decimal(value), Decimal(other) if other else None)


@pytest.mark.parametrize("text", ["1.2.3", "1.23.456", "1,2.3,4", "..", "12.", "1234.567.890"])
def test_broken_groups_are_refused(text: str) -> None:
    assert read_digits(text) is None
