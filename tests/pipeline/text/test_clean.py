import unicodedata
from dataclasses import replace

import pytest

from corpus.records import Article
from pipeline.text.boilerplate import byline_named, is_caption, is_noise, is_tail, source_named
from pipeline.text.clean import clean_article, normalise, without_tail

LONG = "Huyện duy trì lịch tiếp công dân tại trụ sở và tại các điểm lưu động ở từng cụm xã, " * 3
ARTICLE = Article(
    id="x",
    portal=None,
    url=None,
    title="Xã Bình An họp dân",
    lead=None,
    paragraphs=("Xã họp dân.",),
)


def body_of(*paragraphs: str, lead: str | None = None) -> str:
    return clean_article(replace(ARTICLE, paragraphs=paragraphs, lead=lead)).body


def test_normalise_gives_nfc_and_one_kind_of_space() -> None:
    messy = unicodedata.normalize("NFD", "hoà  giải\u00a0thành\u200b") + "\r\n\u00d0à Nẵng\x07"
    assert normalise(messy) == "hoà giải thành\nĐà Nẵng"


@pytest.mark.parametrize(
    "line",
    [
        "Gửi cho bạn bè", "Phản hồi", "Lượt xem: 842", "1,939", "{title}", "Cỡ chữ: A+ A A-",
        "Press down arrow to access Calendar", "Tìm thấy 1713 văn bản thoả mãn điều kiện tìm kiếm.",
        "Số điện thoại: 0200 000 000", "Hit Counter", "| |", "Chia sẻ", "Tổng lượt truy cập:",
    ],
)  # fmt: skip
def test_frame_lines_are_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Phản hồi của người dân được ghi vào sổ.", "Chia sẻ khó khăn với bà con, xã mở kho gạo.",
        "Năm 2020", "Địa chỉ tin cậy của bà con là tổ hòa giải thôn.", "Thống kê cho thấy 12 hộ.",
    ],
)  # fmt: skip
def test_prose_is_not_noise(line: str) -> None:
    assert not is_noise(line)


@pytest.mark.parametrize("line", ["Tin liên quan", "CÁC TIN KHÁC", "Tags:", "Ý kiến bạn đọc (0)"])
def test_tail_headings(line: str) -> None:
    assert is_tail(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Bà con thôn Trung làm đường.", "Quang cảnh hội nghị",
        "Chị em phường Đông dọn kênh (Ảnh: T.H).", "Bí thư chi bộ thăm vườn - Ảnh: M.P",
        "Bài 3: Giữ bản - Ảnh 2", "Video: Một ngày ở bộ phận một cửa",
    ],
)  # fmt: skip
def test_captions(line: str) -> None:
    assert is_caption(line)


def test_prose_about_pictures_is_not_a_caption() -> None:
    assert not is_caption("Ảnh hưởng của bão làm 12 hộ phải di dời, xã vận động từng nhà.")


def test_what_follows_the_tail_heading_is_cut() -> None:
    assert without_tail([LONG, "Tin liên quan", "Xã khác họp dân"]) == [LONG]


def test_a_heading_with_prose_after_it_is_no_tail() -> None:
    lines = [LONG, "Trả lời", LONG]
    assert without_tail(lines) == lines


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("(Nguồn: Cổng thông tin tỉnh)", "Cổng thông tin tỉnh"), ("(tinhnha.gov.vn)", "tinhnha.gov.vn"),
        ("Theo Báo Tỉnh Nhà", "Báo Tỉnh Nhà"), ("Nguồn tin: Sở Nội vụ", "Sở Nội vụ"),
        ("Nguồn vốn được phân bổ cho 12 xã trong năm.", None), ("Xã họp dân", None),
    ],
)  # fmt: skip
def test_source_notes(line: str, named: str | None) -> None:
    assert source_named(line) == named


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Lò Thị Mây", "Lò Thị Mây"), ("N.Mây", "N.Mây"), ("PV", "PV"), ("L.T", "L.T"),
        ("Tin, ảnh: LÒ MÂY", "LÒ MÂY"), ("Hà Vân - Lê Mai", "Hà Vân - Lê Mai"),
        ("Xã họp dân", None), ("Mười hai hộ hiến đất.", None), ("Quang cảnh hội nghị", None),
    ],
)  # fmt: skip
def test_bylines(line: str, named: str | None) -> None:
    assert byline_named(line) == named


def test_the_lead_opens_the_body_once() -> None:
    assert body_of("Xã họp dân.", lead="Mở đầu.") == "Mở đầu.\nXã họp dân."
    assert body_of("Mở đầu. Xã họp dân.", lead="Mở đầu.") == "Mở đầu. Xã họp dân."


def test_title_and_repeated_paragraphs_leave_the_body() -> None:
    text = clean_article(replace(ARTICLE, paragraphs=("Xã Bình An họp dân", LONG, LONG)))
    assert text.body == LONG.strip()
    assert text.removed == {"repeated_line": 1, "repeated_title": 1}


def test_contact_data_leaves_before_storage_and_is_only_counted() -> None:
    text = clean_article(
        replace(ARTICLE, paragraphs=("Xin gọi 0912 000 111 hoặc viết tới motcua@xa.example.",))
    )
    assert "0912" not in text.body
    assert "@" not in text.body
    assert sum(text.removed.values()) == 2


def test_the_article_stays_as_published() -> None:
    published = unicodedata.normalize("NFD", "Xã  hoà giải.")
    article = replace(ARTICLE, paragraphs=(published,))
    clean_article(article)
    assert article.paragraphs == (published,)


def test_cleaning_twice_changes_nothing() -> None:
    once = body_of("  Xã\u00a0họp dân. ", "Tin liên quan", lead="Mở đầu.")
    assert body_of(*once.split("\n")) == once


def test_a_table_is_read_cell_by_cell_under_its_headings() -> None:
    table = (
        ("Xã", "Hồ sơ tiếp nhận", "Đúng hạn"),
        ("Bình An", "120", "118"),
        ("Tân Lập", "95", ""),
    )
    text = clean_article(replace(ARTICLE, tables=(table,)))
    assert text.body.split("\n")[1:] == [
        "Bình An: Hồ sơ tiếp nhận 120; Đúng hạn 118.",
        "Tân Lập: Hồ sơ tiếp nhận 95.",
    ]


def test_a_table_without_headings_keeps_its_cells() -> None:
    assert clean_article(replace(ARTICLE, tables=((("Hộ nghèo", "12"),),))).body.endswith(
        "Hộ nghèo; 12"
    )
