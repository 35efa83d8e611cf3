"""The ledger of identities: what holds, what does not, and what must not be compared at all."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Change, Check, Figure
from pipeline.figures.checks import check_figures

FAMILIES = {
    "hs": "ho_so_tthc", "hs_dung": "ho_so_dung_han", "hs_qua": "ho_so_tre_han",
    "hg": "hoa_giai", "don": "don_thu", "tcd": "luot_tiep_dan", "dvk": "mo_hinh_dan_van_kheo",
}  # fmt: skip


def figures_in(body, *marks):
    """Make a figure for each `[indicator number unit …]` mark, in the order of the body."""
    figures, cursor = [], 0
    for mark in marks:
        indicator, printed, unit, *more = mark
        start = body.index(printed, cursor)
        cursor = start + len(printed)
        extra = dict(more)
        number, _, whole = printed.partition("/")
        figures.append(
            Figure(
                indicator=indicator,
                family=FAMILIES.get(indicator, FAMILIES.get(indicator.split("_")[0], "khac")),
                value=_decimal(number),
                unit=unit,
                quote=printed,
                start=start,
                end=cursor,
                denominator=_decimal(whole) if whole else None,
                confidence=0.9,
                rule="x@1",
                **extra,
            )
        )
    return tuple(figures)


def _decimal(printed):
    return Decimal(re.sub(r"[.,](?=\d{3})", "", printed).replace(",", "."))


def check(identity, difference, *figures):
    difference = Decimal(difference)
    return Check(
        identity=identity, holds=not difference, difference=difference, figures=figures
    )  # fmt: skip


def test_a_discrepancy_is_reported_with_its_size():
    body = (
        "Trung tâm trả đúng hạn 18,264/19,307 hồ sơ, xong 900 hồ sơ trễ hạn, còn 58 hồ sơ trễ hạn."
    )
    figures = figures_in(
        body, ("hs_dung", "18,264/19,307", "hồ sơ"), ("hs_qua", "900", "hồ sơ"),
        ("hs_qua", "58", "hồ sơ"),
    )  # fmt: skip
    assert check_figures(figures, body) == (check("dossier_outcomes", 85, 0, 1, 2),)


def test_parts_of_two_totals_told_in_turns_hold_apart():
    body = (
        "đăng ký 199 mô hình, 163 điển hình: 2 mô hình, 2 điển hình; 52 mô hình, 41 điển hình; "
        "145 mô hình, 120 điển hình"
    )
    units = ["mô hình", "điển hình"] * 4
    numbers = ["199", "163", "2", "2", "52", "41", "145", "120"]
    marks = [
        ("dvk_tong", number, unit, *([("part_of", index % 2)] if index > 1 else []))
        for index, (number, unit) in enumerate(zip(numbers, units, strict=True))
    ]
    assert check_figures(figures_in(body, *marks), body) == (
        check("sum_of_parts", 0, 0, 2, 4, 6),
        check("sum_of_parts", 0, 1, 3, 5, 7),
    )


def test_one_total_may_be_cut_in_several_ways():
    body = (
        "tiếp 1.647 lượt, gồm thường xuyên 1.147, định kỳ 500; cũ 736, mới 911; hướng dẫn 987, "
        "tiếp nhận 660 lượt"
    )
    numbers = ["1.647", "1.147", "500", "736", "911", "987", "660"]
    figures = figures_in(body, *[("tcd_luot", number, "lượt") for number in numbers])
    assert check_figures(figures, body) == (
        check("sum_of_parts", 0, 0, 1, 2),
        check("sum_of_parts", 0, 0, 3, 4),
        check("sum_of_parts", 0, 0, 5, 6),
    )


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("8", check("sum_of_parts", 0, 0, 1, 2, 3, 4, 5)),
        (None, check("sum_of_parts", 8, 0, 1, 2, 3, 4)),
    ],
)
def test_a_class_left_out_shows_as_the_gap(last, expected):
    numbers = ["336", "82", "164", "38", "44", *([last] if last else [])]
    body = "có 336 mô hình, gồm 82, 164, 38, 44" + (f", khác {last}" if last else "")
    marks = [("dvk_tong", numbers[0], "mô hình")]
    marks += [("dvk_lv", number, "mô hình", ("part_of", 0)) for number in numbers[1:]]
    assert check_figures(figures_in(body, *marks), body) == (expected,)


def test_numbers_far_from_their_total_are_not_compared():
    body = "có 99.000 hộ, trong đó 5.110 hộ cấp tỉnh, 15.390 hộ cấp huyện"
    figures = figures_in(
        body, ("khac", "99.000", "hộ"), ("khac", "5.110", "hộ", ("part_of", 0)),
        ("khac", "15.390", "hộ", ("part_of", 0)),
    )  # fmt: skip
    assert check_figures(figures, body) == ()


@pytest.mark.parametrize(
    ("fraction", "left", "difference"), [("19/33", "14", 0), ("238/316", "35", 43)]
)
def test_what_is_settled_and_what_is_left_make_the_whole(fraction, left, difference):
    body = f"đã giải quyết {fraction} vụ, còn {left} vụ"
    figures = figures_in(body, ("kntc_gq", fraction, "vụ"), ("kntc_ton", left, "vụ"))
    assert check_figures(figures, body) == (check("settled_plus_remaining", difference, 0, 1),)


def test_a_rate_that_fits_the_remainder_says_so_and_repairs_nothing():
    body = "đã giải quyết 238/316 vụ, đạt 88,9%, còn 35 vụ"
    figures = figures_in(
        body, ("kntc_gq", "238/316", "vụ"), ("kntc_tl", "88,9", "%"), ("kntc_ton", "35", "vụ")
    )
    assert check_figures(figures, body) == (
        check("percent_of_fraction", "13.58", 0, 1),
        check("percent_after_remainder", 0, 0, 1, 2),
        check("settled_plus_remaining", 43, 0, 2),
    )


@pytest.mark.parametrize(
    ("fraction", "rate", "qualifier", "difference"),
    [
        ("23/26", "88,46", "exact", 0), ("68/74", "91,8", "exact", 0),
        ("68/74", "91,9", "exact", 0),
        ("249/277", "90", "nearly", 0), ("180/200", "95", "exact", "5.00"),
        ("180/200", "85", "more_than", "-5.00"), ("57/100", "56", "more_than", 0),
    ],
)  # fmt: skip
def test_a_percentage_is_its_fraction_rounded_or_cut_off(fraction, rate, qualifier, difference):
    body = f"giải quyết {fraction} đơn, đạt {rate}%"
    figures = figures_in(
        body, ("don_gq", fraction, "đơn"), ("kntc_tl", rate, "%", ("qualifier", qualifier))
    )
    assert check_figures(figures, body) == (check("percent_of_fraction", difference, 0, 1),)


def test_criteria_that_each_reach_a_rate_are_no_fraction_of_it():
    body = "9/9 tiêu chí đạt trên 80%"
    figures = figures_in(body, ("khac", "9/9", "tiêu chí"), ("sipas", "80", "%"))
    assert check_figures(figures, body) == ()


def test_a_rate_without_a_stated_whole_is_recorded_only_when_it_fits():
    body = "thụ lý 323 vụ, hòa giải thành 186 vụ, đạt {}%"
    marks = [("hg_nhan", "323", "vụ"), ("hg_thanh", "186", "vụ")]
    fits = figures_in(body.format("57,6"), *marks, ("hg_tl", "57,6", "%"))
    assert check("percent_of_fraction", 0, 0, 1, 2) in check_figures(fits, body.format("57,6"))
    other = figures_in(body.format("64,4"), *marks, ("hg_tl", "64,4", "%"))
    assert [c.identity for c in check_figures(other, body.format("64,4"))] == ["subset_not_larger"]


def test_cases_end_well_or_badly_or_go_on():
    body = "thụ lý 323 vụ, thành 186 vụ, không thành 103 vụ, đang hòa giải 34 vụ"
    figures = figures_in(
        body, ("hg_nhan", "323", "vụ"), ("hg_thanh", "186", "vụ"), ("hg_nhan", "103", "vụ"),
        ("hg_nhan", "34", "vụ"),
    )  # fmt: skip
    assert check("mediation_outcomes", 0, 0, 1, 2, 3) in check_figures(figures, body)


def test_received_is_settled_and_left():
    body = (
        "tiếp nhận 1.250 hồ sơ, đã giải quyết 1.200 hồ sơ (đúng hạn 1.190, quá hạn 15), đang "
        "giải quyết 50 hồ sơ"
    )
    figures = figures_in(
        body, ("hs_nhan", "1.250", "hồ sơ"), ("hs_gq", "1.200", "hồ sơ"),
        ("hs_dung", "1.190", "hồ sơ"), ("hs_qua", "15", "hồ sơ"), ("hs_dang", "50", "hồ sơ"),
    )  # fmt: skip
    assert check_figures(figures, body) == (
        check("settled_plus_remaining", 0, 0, 1, 4),
        check("dossier_outcomes", -5, 1, 2, 3),
    )


def test_a_change_is_the_difference_of_two_levels():
    body = "tiếp 866 lượt (năm 2019: 1.012 lượt), giảm 146 lượt"
    down = Change(direction="down", value=Decimal(146), unit="lượt")
    figures = figures_in(
        body, ("tcd_luot", "866", "lượt"), ("tcd_luot", "1.012", "lượt"),
        ("tcd_luot", "146", "lượt", ("kind", "change"), ("change", down)),
    )  # fmt: skip
    assert check_figures(figures, body) == (check("level_change", 0, 0, 1, 2),)


def test_levels_may_be_told_in_the_order_of_time():
    body = "năm 2022 có 1.200 hộ nghèo, năm 2023 còn 900 hộ nghèo, giảm 300 hộ"
    down = Change(direction="down", value=Decimal(300), unit="hộ")
    figures = figures_in(
        body, ("ngheo_ho", "1.200", "hộ"), ("ngheo_ho", "900", "hộ"),
        ("ngheo_ho", "300", "hộ", ("kind", "change"), ("change", down)),
    )  # fmt: skip
    assert check_figures(figures, body) == (check("level_change", 0, 1, 0, 2),)


def test_a_fall_in_rank_is_a_larger_number():
    body = "xếp thứ 56/63, giảm 13 bậc so với năm 2019 (thứ 43/63)"
    down = Change(direction="down", value=Decimal(13), unit="bậc")
    figures = figures_in(
        body, ("hang", "56/63", "hạng", ("kind", "rank")),
        ("hang", "13", "bậc", ("kind", "change"), ("change", down)),
        ("hang", "43/63", "hạng", ("kind", "rank")),
    )  # fmt: skip
    assert check_figures(figures, body) == (check("rank_change", 0, 0, 2, 1),)


@pytest.mark.parametrize(
    ("body", "found"),
    [("tỷ lệ hài lòng đạt 120%", 1), ("thu đạt 120% kế hoạch", 0), ("đạt 98%. Vượt kế hoạch.", 0)],
)
def test_a_share_passes_a_hundred_only_of_a_plan(body, found):
    (rate,) = re.findall(r"\d+", body)
    checks = check_figures(figures_in(body, ("sipas", rate, "%")), body)
    assert [c.identity for c in checks] == ["percentage_within_100"] * found


def test_unrelated_figures_say_nothing():
    body = "Xã có 12 tổ, 45 mô hình. Hiến 300 m² đất.\nTặng 20 suất quà."
    figures = figures_in(
        body, ("khac", "12", "tổ"), ("dvk_tong", "45", "mô hình"), ("hiendat", "300", "m²"),
        ("qua", "20", "suất"),
    )  # fmt: skip
    assert check_figures(figures, body) == ()
    assert check_figures((), "") == ()


MARKS = st.lists(
    st.tuples(
        st.sampled_from(["hs_nhan", "hs_gq", "hs_dung", "hs_dang", "hg_nhan", "hg_thanh", "khac"]),
        st.integers(0, 10**7),
        st.sampled_from(["hồ sơ", "vụ", "%"]),
        st.one_of(st.none(), st.integers(1, 999)),
        st.one_of(st.none(), st.integers(0, 5)),
    ),
    max_size=12,
)


@given(MARKS)
def test_any_figures_give_a_ledger_that_names_them_and_weighs_right(marks):
    body, figures = "", []
    for index, (indicator, value, unit, whole, total) in enumerate(marks):
        start = len(body)
        body += f"{value} {unit}, "
        figures.append(
            Figure(
                indicator=indicator,
                family="khac",
                value=Decimal(value),
                unit=unit,
                denominator=Decimal(whole) if whole else None,
                quote="",
                start=start,
                end=start + len(str(value)),
                confidence=0.5,
                rule="x@1",
                part_of=total if total is not None and total < index else None,
            )
        )
    for found in check_figures(tuple(figures), body):
        assert all(0 <= index < len(figures) for index in found.figures)
        assert found.holds == (found.difference == 0)
        if found.identity == "sum_of_parts":
            total, *parts = (figures[index].value for index in found.figures)
            assert found.difference == total - sum(parts)


def test_numbers_of_very_many_digits_are_not_checked():
    rate = "9" * 60
    body = f"giải quyết 1/63 đơn, đạt {rate}%"
    figures = figures_in(body, ("don_gq", "1/63", "đơn"), ("khac", rate, "%"))
    assert check_figures(figures, body) == ()
