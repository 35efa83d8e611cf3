"""Reprints are found and led back to their original."""

from datetime import UTC, datetime

import pytest

from scrapers.duplicates import Copy, find_reprints, fingerprint

TEXT = (
    "Sáng 12/5, Ủy ban nhân dân huyện Nậm Lành tổ chức đối thoại với nhân dân ba xã vùng cao. "
    "Đã có 46 ý kiến được nêu, tập trung vào việc cấp giấy chứng nhận quyền sử dụng đất, sửa chữa "
    "đường liên thôn và hỗ trợ cây giống. Chủ tịch huyện trả lời trực tiếp 39 ý kiến, giao các "
    "phòng chuyên môn trả lời bằng văn bản những ý kiến còn lại trước ngày 30 tháng 5."
)
OTHER = (
    "Chi hội phụ nữ xã Suối Trăng vận động 28 hộ dời chuồng trại ra xa nhà ở. Mỗi hội viên góp "
    "mười ngày công, ngân sách xã hỗ trợ xi măng. Sau bốn tháng cả bản không còn gia súc nhốt dưới "
    "gầm sàn, đường làng sạch sẽ, trẻ em ít ốm hơn trước rất nhiều."
)


def at(day: int) -> datetime:
    return datetime(2024, 5, day, tzinfo=UTC)


def copy(name: str, text: str = TEXT, **kwargs) -> Copy:
    defaults = {"article_id": name, "portal": name, "names": (f"bao{name}.vn", f"Báo {name}")}
    return Copy(**(defaults | {"text": text} | kwargs))


def found(*copies: Copy):
    return [(r.article_id, r.original_id, r.kind, r.evidence) for r in find_reprints(copies)]


def test_exact_copy_ignores_case_punctuation_and_decomposition():
    import unicodedata

    worn = unicodedata.normalize("NFD", TEXT.upper().replace(",", " –"))
    assert fingerprint(worn) == fingerprint(TEXT)
    assert found(copy("a", published=at(1)), copy("b", worn, published=at(2))) == [
        ("b", "a", "exact", "time")
    ]


def test_near_copy_is_found_and_another_text_is_not():
    near = TEXT.replace("Sáng 12/5", "Ngày 12/5").replace("cây giống", "giống cây trồng")
    assert found(
        copy("a", published=at(1)), copy("b", near, published=at(2)), copy("c", OTHER)
    ) == [("b", "a", "near", "time")]


@pytest.mark.parametrize("note", ["Nguồn: baoa.vn", "Theo Báo A", "(baoa.vn)"])
def test_source_note_outweighs_time(note):
    assert found(copy("b", published=at(1), source=note), copy("a", published=at(2))) == [
        ("b", "a", "exact", "source_note")
    ]


def test_original_that_is_not_ours_leaves_the_first_silent_one():
    assert found(
        copy("c", source="Nguồn: TTXVN", published=at(1)), copy("a", published=at(3))
    ) == [("c", "a", "exact", "source_note")]


def test_same_time_and_no_note_is_undecided():
    assert found(copy("a", published=at(1)), copy("b", published=at(1))) == [
        ("b", "a", "exact", "undecided")
    ]


def test_group_of_three_has_one_original():
    near = TEXT.replace("46 ý kiến", "46 ý kiến, kiến nghị")
    assert found(
        copy("c", near, published=at(3)),
        copy("a", published=at(1)),
        copy("b", near, published=at(2)),
    ) == [("b", "a", "near", "time"), ("c", "a", "near", "time")]


def test_short_texts_are_only_exact_copies():
    short, other = "Xã có 15 hộ thoát nghèo.", "Xã có 16 hộ thoát nghèo."
    assert found(copy("a", short), copy("b", other)) == []
    assert [kind for *_, kind, _ in found(copy("a", short), copy("b", short))] == ["exact"]


def test_same_words_with_other_figures_are_another_report():
    report = "Tháng này huyện tiếp {} lượt công dân, nhận {} đơn, giải quyết {} đơn. " + OTHER
    report = report.replace("28 hộ", "{} hộ")
    months = [report.format(n, n + 2, n + 5, n + 9) for n in (11, 34, 57)]
    assert found(*(copy(name, text) for name, text in zip("abc", months, strict=True))) == []


def test_empty_texts_are_no_copies():
    assert found(copy("a", ""), copy("b", " \n")) == []
