"""Contact data goes, figures stay."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.privacy import redact


@pytest.mark.parametrize(
    ("text", "clean", "counts"),
    [
        ("Thư điện tử: phong.dv@vidu.gov.vn.", "Thư điện tử: [e-mail].", {"email": 1}),
        (
            "ĐT: (0206) 3852.111, Fax 02063.852.112",
            "ĐT: [điện thoại], Fax [điện thoại]",
            {"phone": 2},
        ),
        (
            "gọi 0912 345 678 hoặc +84 912.345.678",
            "gọi [điện thoại] hoặc [điện thoại]",
            {"phone": 2},
        ),
        ("số 0987654321/0912345678", "số [điện thoại]/[điện thoại]", {"phone": 2}),
        ("Đường dây nóng: 1900 6789", "Đường dây nóng: [điện thoại]", {"phone": 1}),
        ("CCCD số 012345678901", "CCCD số [số giấy tờ]", {"identity": 1}),
        ("CMND: 123 456 789", "CMND: [số giấy tờ]", {"identity": 1}),
        (
            "số tài khoản 1234567890123 tại ngân hàng",
            "số tài khoản [số tài khoản] tại ngân hàng",
            {"account": 1},
        ),
        ("xe biển số 20A-123.45", "xe biển số [biển số]", {"plate": 1}),
        ("ở số nhà 12, đường Trần Phú, phường Nam", "ở [địa chỉ], phường Nam", {"address": 1}),
    ],
)
def test_contact_data_goes_and_is_counted(text, clean, counts):
    assert redact(text) == (clean, counts)


@pytest.mark.parametrize(
    "text",
    [
        "1.647.000.000 đồng",
        "84.912.345.678 đồng",
        "1.200.000 m2 đất",
        "08/2022/QĐ-UBND ngày 05.06.2024",
        "25-NQ/TW, 79-CTr/BDVTW-BCSĐCP",
        "từ 01/01/2019 đến 31/12/2019",
        "05.06.2024 08:30",
        "quý 02 2024-2025",
        "giai đoạn 2021 - 2025 và 2026 - 2030",
        "33,838 + 8,552 + 374 và 43,479",
        "tổng số 0912345678 lượt",
        "tài khoản được cấp 1.200.000 đồng",
        "mô hình 01 02 03 04 05 06 07",
        "tổ dân vận có 05 thành viên, 12 hộ, 300 m2",
        "xã có 02 thôn, 1.302 hộ; 7.540 khẩu",
    ],
)
def test_figures_stay(text):
    assert redact(text) == (text, {})


DAYS = st.dates(date(1930, 1, 1), date(2099, 12, 31))
UNITS = ["đồng", "triệu đồng", "tỷ đồng", "lượt người", "hộ", "m2", "ha", "%"]


@settings(deadline=None)
@given(
    st.integers(0, 10**12), st.sampled_from([".", ","]), st.sampled_from(UNITS),
    st.sampled_from(["", "gồm ", "số tiền ", "năm 2023, "]),
)  # fmt: skip
def test_no_amount_is_taken_for_a_number_to_call(value, sign, unit, before):
    text = f"{before}{value:,}".replace(",", sign) + f" {unit} trong năm"
    assert redact(text) == (text, {})


@settings(deadline=None)
@given(DAYS, st.sampled_from("/.-"), st.times(), st.sampled_from(["ngày ", "", "từ "]))
def test_no_date_is_taken_for_a_number_to_call(day, sign, time, before):
    text = f"{before}{day.day:02}{sign}{day.month:02}{sign}{day.year:04} {time:%H:%M} và sau đó"
    assert redact(text) == (text, {})


@settings(deadline=None)
@given(
    st.integers(1, 9999), st.integers(1990, 2030),
    st.sampled_from(["QĐ-UBND", "NQ/TW", "KH-BDV", "CT-TTg"]),
)  # fmt: skip
def test_no_document_number_is_taken_for_anything(number, year, symbol):
    text = f"Văn bản số {number:02}/{year}/{symbol} và {number}-{symbol} năm {year}"
    assert redact(text) == (text, {})


@settings(deadline=None)
@given(
    st.sampled_from("35789"), st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from(["", " ", ".", "-"]), st.sampled_from(["0", "+84", "+84 "]),
)  # fmt: skip
def test_every_mobile_number_goes(carrier, rest, sign, country):
    number = country + sign.join([carrier + rest[:2], rest[2:5], rest[5:]])
    assert redact(f"Liên hệ {number} để biết") == ("Liên hệ [điện thoại] để biết", {"phone": 1})


@settings(deadline=None)
@given(st.text(max_size=200))
def test_redacting_twice_changes_nothing_more(text):
    once, _ = redact(text)
    assert redact(once) == (once, {})
