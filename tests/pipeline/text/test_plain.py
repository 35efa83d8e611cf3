from datetime import date

import pytest

from corpus.errors import InputError
from pipeline.text.clean import clean_article
from pipeline.text.plain import clock_in, read_plain, stamp_in

PROSE = (
    "Sáng 4/5, tổ dân vận thôn Đoài đi từng nhà để nghe bà con nói về con mương mới, rồi ghi lại "
    "từng điều để thưa với xã. Ai cũng muốn mương sâu hơn và có nắp đậy."
)


def test_a_weekday_and_date_at_the_top_is_the_clock_not_publication() -> None:
    article = read_plain(f"Thứ Tư, 5/3/2025\nThôn Đoài bàn chuyện mương\n{PROSE}", article_id="a")
    assert (article.page_clock, article.published) == (date(2025, 3, 5), None)
    assert article.title == "Thôn Đoài bàn chuyện mương"
    assert article.paragraphs == (PROSE,)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("17/07/2023 16:57", "2023-07-17"), ("Cập nhật lúc 19:16, Thứ Ba, 09/04/2019 (GMT+7)", "2019-04-09"),
        ("Cập nhật ngày: 11/12/2018 | 09:07 GMT+7", "2018-12-11"), ("12:56 PM 24/11/2024", "2024-11-24"),
        ("Thứ hai - 18/11/2024 20:29 14 0", "2024-11-18"), ("Đăng ngày 03-02-2020", "2020-02-03"),
        ("PV - 10:49, 26/06/2019", "2019-06-26"),
    ],
)  # fmt: skip
def test_date_with_hour_is_publication(line: str, iso: str) -> None:
    stamp = stamp_in(line)
    assert stamp is not None
    assert stamp.iso == iso


def test_afternoon_hours_are_read() -> None:
    stamp = stamp_in("08:30 PM 24/11/2024")
    assert stamp is not None
    assert stamp.at.hour == 20


@pytest.mark.parametrize(
    "line", ["Thứ Sáu, 09/6/2023", "Chủ nhật, ngày 01-12-2024", "Clock Thứ Hai, 25/08/2025 17:13"]
)
def test_clock_lines(line: str) -> None:
    assert clock_in(line) is not None


@pytest.mark.parametrize(
    "line", ["Ngày 17/7, xã họp dân.", "Thứ Sáu, 31/2/2023", "31/2/2023 10:00", PROSE]
)
def test_neither_clock_nor_stamp(line: str) -> None:
    assert clock_in(line) is None
    assert stamp_in(line) is None


def test_a_given_title_is_kept_and_its_repetition_dropped() -> None:
    article = read_plain(f"THÔN ĐOÀI HỌP DÂN\n{PROSE}", article_id="a", title="Thôn Đoài họp dân")
    assert (article.title, article.paragraphs) == ("Thôn Đoài họp dân", (PROSE,))


def test_no_title_is_invented() -> None:
    assert read_plain(PROSE, article_id="a").title == ""


def test_foot_gives_source_and_byline() -> None:
    text = f"Thôn Đoài bàn chuyện mương\n{PROSE}\nLò Thị Mây\n(Nguồn: Cổng thông tin huyện)\nTin liên quan\nThôn Tây họp"
    article = read_plain(text, article_id="a")
    assert (article.byline, article.source) == ("Lò Thị Mây", "Cổng thông tin huyện")
    assert article.paragraphs == (PROSE,)


def test_the_author_is_the_source_when_no_other_is_named() -> None:
    assert read_plain(f"{PROSE}\nN.Mây", article_id="a").source == "N.Mây"


def test_captions_stand_apart() -> None:
    article = read_plain(f"{PROSE}\nẢnh: Con mương thôn Đoài\n{PROSE}", article_id="a")
    assert article.captions == ("Ảnh: Con mương thôn Đoài",)


def test_a_wrapped_line_is_joined() -> None:
    article = read_plain(f"{PROSE}\nBà con thôn Đoài,\nxã Bình An góp công.", article_id="a")
    assert article.paragraphs[-1] == "Bà con thôn Đoài, xã Bình An góp công."


def test_empty_text_is_an_error_that_names_the_input() -> None:
    with pytest.raises(InputError, match="bai-7"):
        read_plain(" \n ", article_id="bai-7")


@pytest.mark.parametrize("line", ["100.000", "7:30 chiều ngày 20/4/2017", "Thứ Sáu, 9/6/2023"])
def test_a_single_line_is_the_text_whatever_it_looks_like(line: str) -> None:
    article = read_plain(line, article_id="a")
    assert article.paragraphs == (line,)
    assert clean_article(article).body == line
