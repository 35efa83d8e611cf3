"""Names of private persons go, offices and places stay."""

import pytest

from corpus.masking import mask_names


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Chị Nguyễn Thị Bưởi, xóm Mới, vui vẻ nói", "Chị [người], xóm Mới, vui vẻ nói"),
        ("hộ ông Lò Văn Páo hiến 200 m2 đất", "hộ ông [người] hiến 200 m2 đất"),
        ("gia đình Giàng A Sử là hộ nghèo", "gia đình [người] là hộ nghèo"),
        ("thăm em Đỗ An bị bệnh", "thăm em [người] bị bệnh"),
        ("đồng chí Bí thư Huyện ủy tiếp 12 lượt", "đồng chí Bí thư Huyện ủy tiếp 12 lượt"),
        ("tỉnh Bà Rịa – Vũng Tàu có 5 tổ", "tỉnh Bà Rịa – Vũng Tàu có 5 tổ"),
        ("các anh chị em trong tổ", "các anh chị em trong tổ"),
        ("Năm 2024, huyện Thạch An tiếp 102 lượt", "Năm 2024, huyện Thạch An tiếp 102 lượt"),
    ],
)
def test_names(text, masked):
    assert mask_names(text) == masked
