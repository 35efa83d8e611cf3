"""What a name or a code of a province means, with and without a map."""

import pytest

from corpus.errors import InputError
from corpus.territory import find_province


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("04", ("2025-07", "04")),
        ("15", ("2025-07", "15")),
        ("2025-06:15", ("2025-06", "15")),
        ("Lào Cai", ("2025-07", "15")),
        ("2025-06:Lào Cai", ("2025-06", "10")),
        ("Yên Bái", ("2025-06", "15")),
        ("yen bai", ("2025-06", "15")),
        ("2025-07:Đà Nẵng", ("2025-07", "48")),
        ("Quảng Nam", ("2025-06", "49")),
        ("Huế", ("2025-07", "46")),
        ("Thừa Thiên Huế", ("2025-06", "46")),
        ("thành phố Hồ Chí Minh", ("2025-07", "79")),
        ("TP. Hồ Chí Minh", ("2025-07", "79")),
        ("Bà Rịa – Vũng Tàu", ("2025-06", "77")),
        ("BR-VT", ("2025-06", "77")),
        (" Tỉnh Đắk Lắk ", ("2025-07", "66")),
        ("06", ("2025-06", "06")),
    ],
)
def test_a_province_is_found(asked, expected):
    assert find_province(asked) == expected


@pytest.mark.parametrize(
    "asked", ["", "Atlantis", "2025-07:Yên Bái", "2025-07:06", "99", "2019:04"]
)
def test_what_is_no_province_is_refused(asked):
    with pytest.raises(InputError, match="there is none of that name or code"):
        find_province(asked)


def test_a_slip_of_the_pen_is_answered_with_what_was_meant():
    with pytest.raises(InputError, match="cao bang"):
        find_province("Cao Bằg")
