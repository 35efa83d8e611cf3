"""References to laws and directives."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mentions.documents import find_documents


def read(text, on=None):
    return [(d.type, d.symbol, d.date) for d in find_documents(text, on=on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị quyết số 25-NQ/TW ngày 3/6/2013 của Ban Chấp hành Trung ương",
         ("Nghị quyết", "25-NQ/TW", date(2013, 6, 3))),
        ("Chương trình phối hợp số 79-CTr/BDVTW-BCSĐCP ngày 11/10/2016",
         ("Chương trình phối hợp", "79-CTr/BDVTW-BCSĐCP", date(2016, 10, 11))),
        ("Kế hoạch 15/KH-UBND giao chỉ tiêu", ("Kế hoạch", "15/KH-UBND", None)),
        ("Nghị định số 118/2025/NĐ-CP", ("Nghị định", "118/2025/NĐ-CP", None)),
        ("Luật số 10/2022/QH15", ("Luật", "10/2022/QH15", None)),
        ("theo 97/2025/QH15 thì", (None, "97/2025/QH15", None)),
        ("nghị quyết số 60- NQ/TW, ngày 12 tháng 4 năm 2025",
         ("nghị quyết".capitalize(), "60-NQ/TW", date(2025, 4, 12))),
        ("công văn số 12/CV_MTTW_BTT", ("Công văn", "12/CV-MTTW-BTT", None)),
        ("Tờ trình số382/TTr-CP", ("Tờ trình", "382/TTr-CP", None)),
        ("Đề án 12/ĐA-CPngày 3/4/2020", ("Đề án", "12/ĐA-CP", date(2020, 4, 3))),
        ("số 11-QĐi/TW về", ("Quy định", "11-QĐi/TW", None)),
        ("Nghị quyết số 66.7/2025/NQ-CP", ("Nghị quyết", "66.7/2025/NQ-CP", None)),
        ("Quyết định 119/QĐ-UBND năm 2009", ("Quyết định", "119/QĐ-UBND", None)),
    ],
)  # fmt: skip
def test_a_reference_gives_its_type_symbol_and_date(text, expected):
    assert read(text) == [expected]


def test_numbers_in_a_list_share_the_symbol_at_its_end():
    text = "Thực hiện Nghị quyết số 18, 19-NQ/TW về sắp xếp bộ máy."
    first, second = find_documents(text, on=None)
    assert (first.text, first.symbol) == ("Nghị quyết số 18", "18-NQ/TW")
    assert (second.text, second.symbol, second.type) == ("19-NQ/TW", "19-NQ/TW", "Nghị quyết")


def test_numbers_without_a_symbol_share_the_date_and_stay_unresolved():
    found = find_documents("Quyết định số 318, 319, 320 ngày 8/3/2022", on=None)
    assert [(d.symbol, d.date) for d in found] == [
        (n, date(2022, 3, 8)) for n in ("318", "319", "320")
    ]
    assert all(d.flags == ("unresolved",) for d in found)


def test_one_date_serves_a_list_but_not_a_neighbour_with_its_own_type():
    shared = "Quyết định số 217-QĐ/TW, 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị"
    assert [day for _, _, day in read(shared)] == [date(2013, 12, 12)] * 2
    apart = "Nghị quyết số 18-NQ/TW và Nghị quyết số 19-NQ/TW ngày 25/10/2017"
    assert [day for _, _, day in read(apart)] == [None, date(2017, 10, 25)]


def test_an_act_takes_its_type_from_the_words_before_its_number():
    assert read("Luật Tiếp công dân số 42/2013/QH13") == [("Luật", "42/2013/QH13", None)]


def test_a_date_no_calendar_has_is_none_and_flagged():
    (found,) = find_documents("Chỉ thị số 16/CT-TTg ngày 16/5/20216 của Thủ tướng", on=None)
    assert (found.symbol, found.date, found.flags) == ("16/CT-TTg", None, ("malformed_date",))


def test_the_issuer_is_taken_where_the_text_names_it():
    text = "Kết luận số 114-KL/TW ngày 14/7/2015 của Ban Bí thư Trung ương Đảng (khóa XI) về"
    assert find_documents(text, on=None)[0].issuer == "Ban Bí thư Trung ương Đảng"


def test_a_missing_year_is_lent_by_the_article():
    (found,) = find_documents("Quyết định 81/QĐ-UBND ngày 17/8", on=date(2024, 7, 1))
    assert (found.date, found.flags) == (date(2023, 8, 17), ("year_inferred",))


def test_a_bare_number_is_told_only_within_its_term_of_office():
    text = "Thực hiện Nghị quyết 18 và Đề án 06."
    assert [d.symbol for d in find_documents(text, on=date(2024, 1, 1))] == [
        "18-NQ/TW",
        "06/QĐ-TTg",
    ]
    late = find_documents(text, on=date(2026, 6, 1))
    assert [(d.symbol, d.flags) for d in late] == [
        ("18", ("unresolved",)),
        ("06/QĐ-TTg", ("alias",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "866 lượt/964 lượt người", "19/33 vụ", "56/63", "15/19 tiêu chí", "ngày 20/10/2024",
        "Quốc lộ QL4A", "triệu đồng/ha", "năm 2020 - Hà Nội - Hải Phòng", "Điều 5", "khóa XIII",
        "Quyết định 5 tập thể", "nghị quyết 10 năm", "Kế hoạch 15 mô hình", "Chương trình 135 xã",
    ],
)  # fmt: skip
def test_look_alikes_are_no_documents(text):
    assert read(text) == []


PIECES = st.sampled_from(
    ["Nghị quyết", "số", "18", ",", "19-NQ/TW", "-", "/", "NQ", "TW", "ngày", "31/6/2024", "của",
     "2025", "QH15", "và", "Quyết định", "A", "–", "_"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_reads_with_exact_offsets_and_without_overlaps(text):
    found = find_documents(text, on=date(2024, 1, 1))
    assert all(text[d.start : d.end] == d.text for d in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("variant", ["18 - NQ/TW", "18–NQ/TW", "18- NQ / TW", "18-NQ/TW"])
def test_dashes_and_spaces_do_not_change_a_symbol(variant):
    assert read(f"Nghị quyết số {variant} về") == [("Nghị quyết", "18-NQ/TW", None)]


def test_letters_that_only_case_makes_alike_name_a_type():
    (found,) = find_documents("thực hiện Kế hoạch lİên tịch số 12-KH/BDV", on=None)
    assert (found.type, found.symbol) == ("Kế hoạch liên tịch", "12-KH/BDV")
